// Names and numbers of interfaces: if_nametoindex(3).
#include <errno.h>
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int ask(unsigned long what, struct ifreq *request) {
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) {
        return -1;
    }
    int result = ioctl(fd, what, request);
    int error = errno;
    close(fd);
    errno = error;
    return result;
}

unsigned int if_nametoindex(const char *name) {
    struct ifreq request = {0};
    if (strlen(name) >= IF_NAMESIZE) {
        errno = ENODEV;
        return 0;
    }
    strcpy(request.ifr_name, name);
    return ask(SIOCGIFINDEX, &request) < 0 ? 0 : (unsigned int)request.ifr_ifindex;
}

char *if_indextoname(unsigned int index, char *name) {
    struct ifreq request = {0};
    request.ifr_ifindex = (int)index;
    if (ask(SIOCGIFNAME, &request) < 0) {
        if (errno == ENODEV) {
            errno = ENXIO;
        }
        return NULL;
    }
    return strncpy(name, request.ifr_name, IF_NAMESIZE);
}
