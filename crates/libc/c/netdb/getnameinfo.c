#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <vitrine/netdb.h>

static int give(char *to, socklen_t size, const char *text) {
    if (strlen(text) >= size) {
        return EAI_OVERFLOW;
    }
    strcpy(to, text);
    return 0;
}

static int host_name(const struct sockaddr *address, char *host, socklen_t size, int flags) {
    struct __host known;
    char text[INET6_ADDRSTRLEN];
    const void *bytes = address->sa_family == AF_INET ? (const void *)&((const struct sockaddr_in *)address)->sin_addr
                                                      : (const void *)&((const struct sockaddr_in6 *)address)->sin6_addr;
    if (!(flags & NI_NUMERICHOST) && __host_by_address(bytes, address->sa_family, &known)) {
        return give(host, size, known.names[0]);
    }
    if (flags & NI_NAMEREQD) {
        return EAI_NONAME;
    }
    return give(host, size, inet_ntop(address->sa_family, bytes, text, sizeof text));
}

static int service_name(const struct sockaddr *address, char *service, socklen_t size, int flags) {
    // The port is at the same place in both families.
    int port = ((const struct sockaddr_in *)address)->sin_port;
    struct servent *known = flags & NI_NUMERICSERV ? NULL : getservbyport(port, flags & NI_DGRAM ? "udp" : "tcp");
    char text[8];
    sprintf(text, "%d", ntohs((uint16_t)port));
    return give(service, size, known ? known->s_name : text);
}

int getnameinfo(const struct sockaddr *restrict address, socklen_t size, char *restrict host, socklen_t host_size,
                char *restrict service, socklen_t service_size, int flags) {
    int problem = 0;
    if (size < sizeof(sa_family_t) || (address->sa_family != AF_INET && address->sa_family != AF_INET6)) {
        return EAI_FAMILY;
    }
    if (size < (address->sa_family == AF_INET ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6))) {
        return EAI_FAMILY;
    }
    if ((!host || host_size == 0) && (!service || service_size == 0)) {
        return EAI_NONAME;
    }
    if (host && host_size > 0) {
        problem = host_name(address, host, host_size, flags);
    }
    if (!problem && service && service_size > 0) {
        problem = service_name(address, service, service_size, flags);
    }
    return problem;
}
