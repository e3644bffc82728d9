// Addresses as text: inet_ntop(3).
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

static void ipv4(const unsigned char *bytes, char *text) {
    sprintf(text, "%d.%d.%d.%d", bytes[0], bytes[1], bytes[2], bytes[3]);
}

// RFC 5952: the first longest run of at least two zero groups is "::"; an IPv4 address inside is shown as such.
static void ipv6(const unsigned char *bytes, char *text) {
    int best = -1;
    int best_length = 1;
    for (int i = 0; i < 8; i++) {
        int length = 0;
        while (i + length < 8 && bytes[2 * (i + length)] == 0 && bytes[2 * (i + length) + 1] == 0) {
            length++;
        }
        if (length > best_length) {
            best = i;
            best_length = length;
        }
    }
    int groups = 8;
    int mapped = best == 0 && best_length == 5 && bytes[10] == 0xff && bytes[11] == 0xff;
    if (mapped || (best == 0 && best_length == 6)) {
        groups = 6;
    }
    for (int i = 0; i < groups; i++) {
        if (i == best) {
            text += sprintf(text, i + best_length >= groups && groups == 8 ? "::" : ":");
            i += best_length - 1;
            continue;
        }
        text += sprintf(text, "%s%x", i > 0 ? ":" : "", bytes[2 * i] << 8 | bytes[2 * i + 1]);
    }
    if (groups == 6) {
        *text++ = ':';
        ipv4(bytes + 12, text);
    }
}

const char *inet_ntop(int family, const void *restrict address, char *restrict text, socklen_t size) {
    char whole[INET6_ADDRSTRLEN];
    if (family != AF_INET && family != AF_INET6) {
        errno = EAFNOSUPPORT;
        return NULL;
    }
    if (family == AF_INET) {
        ipv4(address, whole);
    } else {
        ipv6(address, whole);
    }
    if (strlen(whole) >= size) {
        errno = ENOSPC;
        return NULL;
    }
    return strcpy(text, whole);
}

char *inet_ntoa(struct in_addr address) {
    static _Thread_local char text[INET_ADDRSTRLEN];
    ipv4((const unsigned char *)&address, text);
    return text;
}
