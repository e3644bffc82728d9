// if_nameindex(3): all interfaces.
#include <net/if.h>
#include <stdlib.h>
#include <string.h>
#include <vitrine/interfaces.h>

struct list {
    struct if_nameindex *entries;
    size_t count;
};

static int add(struct nlmsghdr *message, void *argument) {
    struct list *list = argument;
    struct ifinfomsg *info = NLMSG_DATA(message);
    int left = IFLA_PAYLOAD(message);
    if (message->nlmsg_type != RTM_NEWLINK) {
        return 0;
    }
    struct if_nameindex *larger = realloc(list->entries, (list->count + 2) * sizeof *larger);
    if (!larger) {
        return -1;
    }
    list->entries = larger;
    for (struct rtattr *attribute = IFLA_RTA(info); RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left)) {
        if (attribute->rta_type == IFLA_IFNAME) {
            char *name = strndup(RTA_DATA(attribute), RTA_PAYLOAD(attribute));
            if (!name) {
                return -1;
            }
            larger[list->count++] = (struct if_nameindex){(unsigned int)info->ifi_index, name};
        }
    }
    larger[list->count] = (struct if_nameindex){0, NULL};
    return 0;
}

struct if_nameindex *if_nameindex(void) {
    struct list list = {calloc(1, sizeof(struct if_nameindex)), 0};
    if (!list.entries) {
        return NULL;
    }
    if (__dump_interfaces(RTM_GETLINK, add, &list) < 0) {
        list.entries[list.count] = (struct if_nameindex){0, NULL};
        if_freenameindex(list.entries);
        return NULL;
    }
    return list.entries;
}

void if_freenameindex(struct if_nameindex *list) {
    for (struct if_nameindex *entry = list; entry && entry->if_name; entry++) {
        free(entry->if_name);
    }
    free(list);
}
