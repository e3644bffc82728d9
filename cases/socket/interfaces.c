// getifaddrs, if_nameindex and their relatives, and what ioctl tells of the loopback interface.
#include <arpa/inet.h>
#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <netdb.h>
#include <netpacket/packet.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

static void show(const char *what, const struct sockaddr *address) {
    char text[INET6_ADDRSTRLEN];
    if (!address) {
        printf("  no %s\n", what);
        return;
    }
    if (address->sa_family == AF_INET) {
        inet_ntop(AF_INET, &((struct sockaddr_in *)address)->sin_addr, text, sizeof text);
    } else if (address->sa_family == AF_INET6) {
        inet_ntop(AF_INET6, &((struct sockaddr_in6 *)address)->sin6_addr, text, sizeof text);
    } else {
        struct sockaddr_ll *link = (struct sockaddr_ll *)address;
        snprintf(text, sizeof text, "%d type %d length %d", link->sll_ifindex, link->sll_hatype, link->sll_halen);
    }
    printf("  %s: family %d %s\n", what, address->sa_family, text);
}

static void ask(int fd, const char *name, unsigned long what, const char *word) {
    struct ifreq request;
    memset(&request, 0, sizeof request);
    strcpy(request.ifr_name, name);
    if (ioctl(fd, what, &request) < 0) {
        printf("%s of %s: %s\n", word, name, strerror(errno));
        return;
    }
    struct sockaddr_in *address = (struct sockaddr_in *)&request.ifr_addr;
    switch (what) {
    case SIOCGIFADDR:
    case SIOCGIFNETMASK:
    case SIOCGIFBRDADDR: printf("%s %d %s\n", word, address->sin_family, inet_ntoa(address->sin_addr)); break;
    case SIOCGIFFLAGS: printf("%s %#x\n", word, request.ifr_flags); break;
    case SIOCGIFHWADDR: printf("%s %d\n", word, request.ifr_hwaddr.sa_family); break;
    default: printf("%s %d\n", word, request.ifr_ifindex); break;
    }
}

int main(void) {
    struct ifaddrs *list;
    printf("getifaddrs %d\n", getifaddrs(&list));
    for (struct ifaddrs *one = list; one; one = one->ifa_next) {
        printf("%s flags %#x data %d\n", one->ifa_name, one->ifa_flags, one->ifa_data != NULL);
        show("address", one->ifa_addr);
        show("mask", one->ifa_netmask);
        show("other", one->ifa_broadaddr);
        if (one->ifa_addr && (one->ifa_addr->sa_family == AF_INET || one->ifa_addr->sa_family == AF_INET6)) {
            char host[NI_MAXHOST];
            socklen_t size = one->ifa_addr->sa_family == AF_INET ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6);
            int answer = getnameinfo(one->ifa_addr, size, host, sizeof host, NULL, 0, NI_NUMERICHOST);
            printf("  name %d %s\n", answer, host);
        }
    }
    freeifaddrs(list);

    struct if_nameindex *names = if_nameindex();
    for (struct if_nameindex *one = names; one && one->if_index; one++) {
        printf("%u %s\n", one->if_index, one->if_name);
    }
    if_freenameindex(names);
    char name[IF_NAMESIZE];
    printf("%u %u", if_nametoindex("lo"), if_nametoindex("eth7"));
    printf(" %s\n", strerror(errno));
    printf("%s %d", if_indextoname(1, name), if_indextoname(9, name) != NULL);
    printf(" %s\n", strerror(errno));

    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    ask(fd, "lo", SIOCGIFADDR, "address");
    ask(fd, "lo", SIOCGIFNETMASK, "mask");
    ask(fd, "lo", SIOCGIFBRDADDR, "broadcast");
    ask(fd, "lo", SIOCGIFFLAGS, "flags");
    ask(fd, "lo", SIOCGIFMTU, "mtu");
    ask(fd, "lo", SIOCGIFHWADDR, "hardware");
    ask(fd, "lo", SIOCGIFINDEX, "index");
    ask(fd, "lo", SIOCGIFTXQLEN, "queue");
    ask(fd, "eth7", SIOCGIFADDR, "address");
    struct ifreq entries[4];
    struct ifconf all = {.ifc_len = sizeof entries, .ifc_req = entries};
    int done = ioctl(fd, SIOCGIFCONF, &all);
    printf("all %d: %d %s\n", done, all.ifc_len / (int)sizeof entries[0], entries[0].ifr_name);
    show("address", &entries[0].ifr_addr);
    all.ifc_len = 8;
    printf("no room %d", ioctl(fd, SIOCGIFCONF, &all));
    printf(" %d\n", all.ifc_len);
    return 0;
}
