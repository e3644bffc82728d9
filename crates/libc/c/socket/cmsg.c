// Ancillary data: cmsg(3).
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

struct cmsghdr *__cmsg_nxthdr(struct msghdr *header, struct cmsghdr *message) {
    if (message->cmsg_len < sizeof *message) {
        return NULL;
    }
    char *end = (char *)header->msg_control + header->msg_controllen;
    char *next = (char *)message + CMSG_ALIGN(message->cmsg_len);
    if (next + sizeof *message > end || next + ((struct cmsghdr *)next)->cmsg_len > end) {
        return NULL;
    }
    return (struct cmsghdr *)next;
}

size_t __sun_path_length(const struct sockaddr_un *address) {
    return strlen(address->sun_path);
}
