#include <arpa/inet.h>
#include <string.h>
#include <vitrine/netdb.h>

// The result of the last call, as the interface wants.
static struct __host found;
static struct hostent result;
static char *addresses[2];
static char *aliases[HOST_ALIASES + 1];

static struct hostent *answer(void) {
    int count = 0;
    for (int i = 1; i < found.count; i++) {
        aliases[count++] = found.names[i];
    }
    aliases[count] = NULL;
    addresses[0] = (char *)found.address;
    addresses[1] = NULL;
    result.h_name = found.names[0];
    result.h_aliases = aliases;
    result.h_addrtype = found.family;
    result.h_length = (int)__address_size(found.family);
    result.h_addr_list = addresses;
    return &result;
}

struct hostent *gethostbyname2(const char *name, int family) {
    struct in_addr address;
    if (family == AF_INET && inet_aton(name, &address)) {
        memcpy(found.address, &address, sizeof address);
    } else if (family != AF_INET6 || inet_pton(AF_INET6, name, found.address) != 1) {
        if (!__host_by_name(name, family, &found)) {
            h_errno = HOST_NOT_FOUND;
            return NULL;
        }
        return answer();
    }
    strncpy(found.text, name, sizeof found.text - 1);
    found.names[0] = found.text;
    found.count = 1;
    found.family = family;
    return answer();
}

struct hostent *gethostbyname(const char *name) {
    return gethostbyname2(name, AF_INET);
}

struct hostent *gethostbyaddr(const void *address, socklen_t size, int family) {
    if (size < __address_size(family) || !__host_by_address(address, family, &found)) {
        h_errno = HOST_NOT_FOUND;
        return NULL;
    }
    return answer();
}
