// getifaddrs(3): one entry for each interface, of family AF_PACKET, and one for each address.
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netpacket/packet.h>
#include <stdlib.h>
#include <string.h>
#include <vitrine/interfaces.h>

union address {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
    struct sockaddr_ll link;
};

// The part that programs see comes first.
struct entry {
    struct ifaddrs shown;
    unsigned int index;
    char name[IF_NAMESIZE];
    union address address, netmask, other;
    struct rtnl_link_stats statistics;
};

struct list {
    struct ifaddrs *first;
    struct ifaddrs **end;
};

static struct entry *append(struct list *list) {
    struct entry *entry = calloc(1, sizeof *entry);
    if (entry) {
        entry->shown.ifa_name = entry->name;
        *list->end = &entry->shown;
        list->end = &entry->shown.ifa_next;
    }
    return entry;
}

static void copy(void *to, size_t room, const struct rtattr *attribute) {
    size_t size = RTA_PAYLOAD(attribute);
    memcpy(to, RTA_DATA(attribute), size < room ? size : room);
}

static struct sockaddr *link_address(union address *address, const struct ifinfomsg *info, const struct rtattr *attribute) {
    address->link.sll_family = AF_PACKET;
    address->link.sll_ifindex = info->ifi_index;
    address->link.sll_hatype = info->ifi_type;
    address->link.sll_halen = (unsigned char)RTA_PAYLOAD(attribute);
    copy(address->link.sll_addr, sizeof address->link.sll_addr, attribute);
    return &address->any;
}

static int add_link(struct nlmsghdr *message, void *argument) {
    struct ifinfomsg *info = NLMSG_DATA(message);
    int left = IFLA_PAYLOAD(message);
    if (message->nlmsg_type != RTM_NEWLINK) {
        return 0;
    }
    struct entry *entry = append(argument);
    if (!entry) {
        return -1;
    }
    entry->index = info->ifi_index;
    entry->shown.ifa_flags = info->ifi_flags;
    for (struct rtattr *attribute = IFLA_RTA(info); RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left)) {
        switch (attribute->rta_type) {
        case IFLA_IFNAME: copy(entry->name, sizeof entry->name - 1, attribute); break;
        case IFLA_ADDRESS: entry->shown.ifa_addr = link_address(&entry->address, info, attribute); break;
        case IFLA_BROADCAST: entry->shown.ifa_broadaddr = link_address(&entry->other, info, attribute); break;
        case IFLA_STATS:
            copy(&entry->statistics, sizeof entry->statistics, attribute);
            entry->shown.ifa_data = &entry->statistics;
            break;
        }
    }
    return 0;
}

static struct sockaddr *internet_address(union address *address, int family, const void *bytes) {
    address->any.sa_family = (sa_family_t)family;
    if (family == AF_INET) {
        memcpy(&address->four.sin_addr, bytes, 4);
    } else {
        memcpy(&address->six.sin6_addr, bytes, 16);
    }
    return &address->any;
}

static void fill_address(struct entry *entry, const struct ifaddrmsg *info, const struct rtattr *attribute) {
    struct ifaddrs *shown = &entry->shown;
    const void *bytes = RTA_DATA(attribute);
    switch (attribute->rta_type) {
    case IFA_LOCAL:
        // The address that came before is that of the other side.
        if (shown->ifa_addr) {
            entry->other = entry->address;
            shown->ifa_dstaddr = &entry->other.any;
        }
        shown->ifa_addr = internet_address(&entry->address, info->ifa_family, bytes);
        break;
    case IFA_ADDRESS:
        if (shown->ifa_addr) {
            shown->ifa_dstaddr = internet_address(&entry->other, info->ifa_family, bytes);
        } else {
            shown->ifa_addr = internet_address(&entry->address, info->ifa_family, bytes);
        }
        break;
    case IFA_BROADCAST: shown->ifa_broadaddr = internet_address(&entry->other, info->ifa_family, bytes); break;
    case IFA_LABEL: copy(entry->name, sizeof entry->name - 1, attribute); break;
    }
}

static int add_address(struct nlmsghdr *message, void *argument) {
    struct list *list = argument;
    struct ifaddrmsg *info = NLMSG_DATA(message);
    int left = IFA_PAYLOAD(message);
    int bits = info->ifa_family == AF_INET ? 32 : 128;
    unsigned char mask[16] = {0};
    if (message->nlmsg_type != RTM_NEWADDR || (info->ifa_family != AF_INET && info->ifa_family != AF_INET6)) {
        return 0;
    }
    struct entry *entry = append(list);
    if (!entry) {
        return -1;
    }
    entry->index = info->ifa_index;
    for (struct ifaddrs *link = list->first; link; link = link->ifa_next) {
        struct entry *other = (struct entry *)link;
        if (other != entry && other->index == entry->index) {
            memcpy(entry->name, other->name, sizeof entry->name);
            entry->shown.ifa_flags = link->ifa_flags;
            break;
        }
    }
    for (struct rtattr *attribute = IFA_RTA(info); RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left)) {
        fill_address(entry, info, attribute);
    }
    for (int i = 0; i < info->ifa_prefixlen && i < bits; i++) {
        mask[i / 8] |= 0x80 >> i % 8;
    }
    entry->shown.ifa_netmask = internet_address(&entry->netmask, info->ifa_family, mask);
    return 0;
}

int getifaddrs(struct ifaddrs **result) {
    struct list list = {NULL, &list.first};
    if (__dump_interfaces(RTM_GETLINK, add_link, &list) < 0 || __dump_interfaces(RTM_GETADDR, add_address, &list) < 0) {
        freeifaddrs(list.first);
        return -1;
    }
    *result = list.first;
    return 0;
}

void freeifaddrs(struct ifaddrs *list) {
    while (list) {
        struct ifaddrs *next = list->ifa_next;
        free(list);
        list = next;
    }
}
