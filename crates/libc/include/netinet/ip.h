#ifndef _NETINET_IP_H
#define _NETINET_IP_H
#include <netinet/in.h>
#define IPVERSION 4
#define MAXTTL 255
#define IPDEFTTL 64
#define IPTOS_LOWDELAY 0x10
#define IPTOS_THROUGHPUT 0x08
#define IPTOS_RELIABILITY 0x04
#endif
