// Links, addresses and routes over netlink: rtnetlink(7).
#ifndef _LINUX_RTNETLINK_H
#define _LINUX_RTNETLINK_H
#include <linux/netlink.h>
#include <linux/if_link.h>
#include <linux/if_addr.h>
enum {
    RTM_NEWLINK = 16, RTM_DELLINK, RTM_GETLINK, RTM_SETLINK, RTM_NEWADDR, RTM_DELADDR, RTM_GETADDR,
    RTM_NEWROUTE = 24, RTM_DELROUTE, RTM_GETROUTE, RTM_NEWNEIGH = 28, RTM_DELNEIGH, RTM_GETNEIGH
};
#define RTM_NEWLINK RTM_NEWLINK
#define RTM_GETLINK RTM_GETLINK
#define RTM_NEWADDR RTM_NEWADDR
#define RTM_GETADDR RTM_GETADDR
struct rtgenmsg { unsigned char rtgen_family; };
struct ifinfomsg {
    unsigned char ifi_family;
    unsigned char __ifi_pad;
    unsigned short ifi_type;
    int ifi_index;
    unsigned ifi_flags;
    unsigned ifi_change;
};
struct rtattr { unsigned short rta_len; unsigned short rta_type; };
enum { RT_SCOPE_UNIVERSE = 0, RT_SCOPE_SITE = 200, RT_SCOPE_LINK = 253, RT_SCOPE_HOST = 254, RT_SCOPE_NOWHERE = 255 };
#define RTA_ALIGNTO 4U
#define RTA_ALIGN(size) (((size) + RTA_ALIGNTO - 1) & ~(RTA_ALIGNTO - 1))
#define RTA_OK(attribute, left)                                                                    \
    ((left) >= (int)sizeof(struct rtattr) && (attribute)->rta_len >= sizeof(struct rtattr) &&     \
     (attribute)->rta_len <= (left))
#define RTA_NEXT(attribute, left) \
    ((left) -= RTA_ALIGN((attribute)->rta_len), (struct rtattr *)((char *)(attribute) + RTA_ALIGN((attribute)->rta_len)))
#define RTA_LENGTH(size) (RTA_ALIGN(sizeof(struct rtattr)) + (size))
#define RTA_SPACE(size) RTA_ALIGN(RTA_LENGTH(size))
#define RTA_DATA(attribute) ((void *)((char *)(attribute) + RTA_LENGTH(0)))
#define RTA_PAYLOAD(attribute) ((int)(attribute)->rta_len - RTA_LENGTH(0))
#define IFLA_RTA(info) ((struct rtattr *)((char *)(info) + NLMSG_ALIGN(sizeof(struct ifinfomsg))))
#define IFLA_PAYLOAD(message) NLMSG_PAYLOAD(message, sizeof(struct ifinfomsg))
#define IFA_RTA(info) ((struct rtattr *)((char *)(info) + NLMSG_ALIGN(sizeof(struct ifaddrmsg))))
#define IFA_PAYLOAD(message) NLMSG_PAYLOAD(message, sizeof(struct ifaddrmsg))
#endif
