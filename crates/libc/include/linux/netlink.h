// Messages between programs and the kernel: netlink(7).
#ifndef _LINUX_NETLINK_H
#define _LINUX_NETLINK_H
#include <stdint.h>
#include <bits/sockaddr.h>
#define NETLINK_ROUTE 0
struct sockaddr_nl { sa_family_t nl_family; unsigned short nl_pad; uint32_t nl_pid; uint32_t nl_groups; };
struct nlmsghdr { uint32_t nlmsg_len; uint16_t nlmsg_type; uint16_t nlmsg_flags; uint32_t nlmsg_seq; uint32_t nlmsg_pid; };
struct nlmsgerr { int error; struct nlmsghdr msg; };
#define NLM_F_REQUEST 0x01
#define NLM_F_MULTI 0x02
#define NLM_F_ACK 0x04
#define NLM_F_ECHO 0x08
#define NLM_F_ROOT 0x100
#define NLM_F_MATCH 0x200
#define NLM_F_ATOMIC 0x400
#define NLM_F_DUMP (NLM_F_ROOT | NLM_F_MATCH)
#define NLMSG_NOOP 1
#define NLMSG_ERROR 2
#define NLMSG_DONE 3
#define NLMSG_OVERRUN 4
#define NLMSG_MIN_TYPE 0x10
#define NLMSG_ALIGNTO 4U
#define NLMSG_ALIGN(size) (((size) + NLMSG_ALIGNTO - 1) & ~(NLMSG_ALIGNTO - 1))
#define NLMSG_HDRLEN ((int)NLMSG_ALIGN(sizeof(struct nlmsghdr)))
#define NLMSG_LENGTH(size) ((size) + NLMSG_HDRLEN)
#define NLMSG_SPACE(size) NLMSG_ALIGN(NLMSG_LENGTH(size))
#define NLMSG_DATA(message) ((void *)((char *)(message) + NLMSG_HDRLEN))
#define NLMSG_NEXT(message, left) \
    ((left) -= NLMSG_ALIGN((message)->nlmsg_len), (struct nlmsghdr *)((char *)(message) + NLMSG_ALIGN((message)->nlmsg_len)))
#define NLMSG_OK(message, left)                                                                   \
    ((left) >= (int)sizeof(struct nlmsghdr) && (message)->nlmsg_len >= sizeof(struct nlmsghdr) && \
     (message)->nlmsg_len <= (unsigned int)(left))
#define NLMSG_PAYLOAD(message, size) ((message)->nlmsg_len - NLMSG_SPACE(size))
#endif
