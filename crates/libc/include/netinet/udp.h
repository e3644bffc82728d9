#ifndef _NETINET_UDP_H
#define _NETINET_UDP_H
#include <stdint.h>
#define UDP_CORK 1
#define SOL_UDP 17
#endif
