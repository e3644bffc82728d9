// Asking the kernel for interfaces and addresses (interfaces/dump.c).
#ifndef _VITRINE_INTERFACES_H
#define _VITRINE_INTERFACES_H
#include <linux/rtnetlink.h>
// Called for each message of the answer; what is not 0 ends the dump and is returned.
typedef int __visitor(struct nlmsghdr *message, void *argument);
// RTM_GETLINK or RTM_GETADDR. -1 with errno if it fails.
int __dump_interfaces(int kind, __visitor *visit, void *argument);
#endif
