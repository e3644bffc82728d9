// Kinds of hardware addresses: netdevice(7).
#ifndef _NET_IF_ARP_H
#define _NET_IF_ARP_H
#define ARPHRD_ETHER 1
#define ARPHRD_PPP 512
#define ARPHRD_LOOPBACK 772
#endif
