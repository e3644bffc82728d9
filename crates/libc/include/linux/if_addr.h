// Addresses of interfaces as netlink tells them: rtnetlink(7).
#ifndef _LINUX_IF_ADDR_H
#define _LINUX_IF_ADDR_H
#include <linux/netlink.h>
struct ifaddrmsg { uint8_t ifa_family; uint8_t ifa_prefixlen; uint8_t ifa_flags; uint8_t ifa_scope; uint32_t ifa_index; };
struct ifa_cacheinfo { uint32_t ifa_prefered; uint32_t ifa_valid; uint32_t cstamp; uint32_t tstamp; };
enum { IFA_UNSPEC, IFA_ADDRESS, IFA_LOCAL, IFA_LABEL, IFA_BROADCAST, IFA_ANYCAST, IFA_CACHEINFO, IFA_MULTICAST, IFA_FLAGS };
#define IFA_F_PERMANENT 0x80
#endif
