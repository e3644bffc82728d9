// Names to socket addresses: numeric ones, /etc/hosts, and well-known services. Of the machine's own addresses ::1 comes before
// 127.0.0.1, as its precedence is higher (RFC 6724, section 2.1), and 0.0.0.0 before ::.
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <vitrine/netdb.h>

enum { ADDRESSES = 16 };
struct address {
    int family;
    unsigned char bytes[16];
};
struct request {
    const struct addrinfo *hints;
    int count;
    struct address addresses[ADDRESSES];
    const char *canonical;
    struct addrinfo *first;
    struct addrinfo **end;
};
static const struct kind {
    int type;
    int protocol;
    const char *name;
} kinds[] = {{SOCK_STREAM, IPPROTO_TCP, "tcp"}, {SOCK_DGRAM, IPPROTO_UDP, "udp"}, {SOCK_RAW, 0, NULL}};

static void add(struct request *request, int family, const void *bytes) {
    int wanted = request->hints->ai_family;
    if (request->count < ADDRESSES && (wanted == AF_UNSPEC || wanted == family)) {
        struct address *address = &request->addresses[request->count++];
        address->family = family;
        memcpy(address->bytes, bytes, __address_size(family));
    }
}

static void add_own(struct request *request) {
    struct in_addr any = {htonl(INADDR_ANY)}, loopback = {htonl(INADDR_LOOPBACK)};
    if (request->hints->ai_flags & AI_PASSIVE) {
        add(request, AF_INET, &any);
        add(request, AF_INET6, &in6addr_any);
    } else {
        add(request, AF_INET6, &in6addr_loopback);
        add(request, AF_INET, &loopback);
    }
}

// The first line that has the name and a family that is wanted: hosts(5), without "multi on" in host.conf(5).
static void add_named(struct request *request, const char *node) {
    struct __host host;
    long position = 0;
    while (request->count == 0 && __next_host(&position, &host)) {
        for (int i = 0; i < host.count; i++) {
            if (strcasecmp(host.names[i], node) == 0) {
                add(request, host.family, host.address);
                break;
            }
        }
    }
}

static int find_addresses(struct request *request, const char *node) {
    unsigned char bytes[16];
    struct in_addr four;
    int numeric_family = 0;
    if (!node) {
        add_own(request);
        return 0;
    }
    request->canonical = node;
    if (inet_aton(node, &four)) {
        numeric_family = AF_INET;
        memcpy(bytes, &four, 4);
    } else if (inet_pton(AF_INET6, node, bytes) == 1) {
        numeric_family = AF_INET6;
    }
    if (numeric_family) {
        add(request, numeric_family, bytes);
        return request->count > 0 ? 0 : EAI_ADDRFAMILY;
    }
    if (!(request->hints->ai_flags & AI_NUMERICHOST)) {
        add_named(request, node);
    }
    return request->count > 0 ? 0 : EAI_NONAME;
}

// The port in network order, or -1 if there is no such service.
static int find_port(const char *service, const struct kind *kind, int flags) {
    char *end;
    if (!service) {
        return 0;
    }
    unsigned long number = strtoul(service, &end, 10);
    if (*service && !*end && isdigit((unsigned char)*service)) {
        return htons((uint16_t)number);
    }
    struct servent *known = flags & AI_NUMERICSERV || !kind->name ? NULL : getservbyname(service, kind->name);
    return known ? known->s_port : -1;
}

static int append(struct request *request, const struct address *address, const struct kind *kind, int port) {
    struct {
        struct addrinfo info;
        struct sockaddr_storage storage;
    } *entry = calloc(1, sizeof *entry);
    if (!entry) {
        return EAI_MEMORY;
    }
    entry->info.ai_flags = request->hints->ai_flags;
    entry->info.ai_family = address->family;
    entry->info.ai_socktype = kind->type;
    entry->info.ai_protocol = kind->type == SOCK_RAW ? request->hints->ai_protocol : kind->protocol;
    entry->info.ai_addr = (struct sockaddr *)&entry->storage;
    if (address->family == AF_INET) {
        struct sockaddr_in *four = (struct sockaddr_in *)&entry->storage;
        entry->info.ai_addrlen = sizeof *four;
        four->sin_family = AF_INET;
        four->sin_port = (in_port_t)port;
        memcpy(&four->sin_addr, address->bytes, 4);
    } else {
        struct sockaddr_in6 *six = (struct sockaddr_in6 *)&entry->storage;
        entry->info.ai_addrlen = sizeof *six;
        six->sin6_family = AF_INET6;
        six->sin6_port = (in_port_t)port;
        memcpy(&six->sin6_addr, address->bytes, 16);
    }
    if (request->hints->ai_flags & AI_CANONNAME && !request->first && request->canonical) {
        entry->info.ai_canonname = strdup(request->canonical);
    }
    *request->end = &entry->info;
    request->end = &entry->info.ai_next;
    return 0;
}

static int matches(const struct addrinfo *hints, const struct kind *kind) {
    if (hints->ai_socktype && hints->ai_socktype != kind->type) {
        return 0;
    }
    return !hints->ai_protocol || !kind->protocol || hints->ai_protocol == kind->protocol;
}

static int answer(struct request *request, const char *service) {
    int known = 0;
    int served = 0;
    for (int i = 0; i < request->count; i++) {
        for (int k = 0; k < 3; k++) {
            if (!matches(request->hints, &kinds[k])) {
                continue;
            }
            known = 1;
            int port = find_port(service, &kinds[k], request->hints->ai_flags);
            if (port < 0) {
                continue;
            }
            served = 1;
            int problem = append(request, &request->addresses[i], &kinds[k], port);
            if (problem) {
                return problem;
            }
        }
    }
    if (!known) {
        return EAI_SOCKTYPE;
    }
    return served ? 0 : request->hints->ai_flags & AI_NUMERICSERV ? EAI_NONAME : EAI_SERVICE;
}

int getaddrinfo(const char *restrict node, const char *restrict service, const struct addrinfo *restrict hints,
                struct addrinfo **restrict result) {
    static const struct addrinfo none = {.ai_flags = AI_V4MAPPED | AI_ADDRCONFIG};
    struct request request = {.hints = hints ? hints : &none};
    request.end = &request.first;
    if (!node && !service) {
        return EAI_NONAME;
    }
    if (request.hints->ai_flags & ~0x7ff || (request.hints->ai_flags & AI_CANONNAME && !node)) {
        return EAI_BADFLAGS;
    }
    int family = request.hints->ai_family;
    if (family != AF_UNSPEC && family != AF_INET && family != AF_INET6) {
        return EAI_FAMILY;
    }
    int problem = find_addresses(&request, node);
    if (!problem) {
        problem = answer(&request, service);
    }
    if (problem) {
        freeaddrinfo(request.first);
        return problem;
    }
    *result = request.first;
    return 0;
}

void freeaddrinfo(struct addrinfo *list) {
    while (list) {
        struct addrinfo *next = list->ai_next;
        free(list->ai_canonname);
        free(list);
        list = next;
    }
}
