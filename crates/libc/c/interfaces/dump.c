// A dump over netlink: netlink(7), rtnetlink(7).
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vitrine/interfaces.h>

enum { ROOM = 8192 };

static int receive(int fd, __visitor *visit, void *argument) {
    long storage[ROOM / sizeof(long)];
    for (;;) {
        ssize_t got = recv(fd, storage, ROOM, 0);
        if (got < 0) {
            if (errno == EINTR) {
                continue;
            }
            return -1;
        }
        int left = (int)got;
        for (struct nlmsghdr *message = (void *)storage; NLMSG_OK(message, left); message = NLMSG_NEXT(message, left)) {
            if (message->nlmsg_type == NLMSG_DONE) {
                return 0;
            }
            if (message->nlmsg_type == NLMSG_ERROR) {
                errno = -((struct nlmsgerr *)NLMSG_DATA(message))->error;
                return -1;
            }
            int stop = visit(message, argument);
            if (stop) {
                return stop;
            }
        }
    }
}

int __dump_interfaces(int kind, __visitor *visit, void *argument) {
    struct {
        struct nlmsghdr head;
        struct rtgenmsg family;
    } request;
    memset(&request, 0, sizeof request);
    request.head.nlmsg_len = sizeof request;
    request.head.nlmsg_type = (uint16_t)kind;
    request.head.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (fd < 0) {
        return -1;
    }
    int result = send(fd, &request, sizeof request, 0) < 0 ? -1 : receive(fd, visit, argument);
    int error = errno;
    close(fd);
    errno = error;
    return result;
}
