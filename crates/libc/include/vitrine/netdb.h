// Names of hosts and services, between netdb/*.c.
#ifndef _VITRINE_NETDB_H
#define _VITRINE_NETDB_H
#include <netdb.h>

enum { HOST_NAME = 256, HOST_ALIASES = 8 };
// A line of /etc/hosts.
struct __host {
    int family;
    unsigned char address[16];
    // Names of the line, the official one first, as pointers into `text`.
    int count;
    char *names[HOST_ALIASES + 1];
    char text[512];
};
// The next line after `*position` (from 0 on) of /etc/hosts, or of what holds where there is none; 0 at the end.
int __next_host(long *position, struct __host *host);
// The first line that has the name, or the address.
int __host_by_name(const char *name, int family, struct __host *host);
int __host_by_address(const void *address, int family, struct __host *host);
// Bytes of an address: 4 or 16.
static inline socklen_t __address_size(int family) {
    return family == AF_INET ? 4 : 16;
}
#endif
