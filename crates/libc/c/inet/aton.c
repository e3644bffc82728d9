// IPv4 addresses in numbers-and-dots notation, with one to four parts in C's number formats: inet(3).
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>

int inet_aton(const char *text, struct in_addr *address) {
    unsigned long parts[4];
    int count = 0;
    for (;;) {
        char *end;
        if (count == 4 || !isdigit((unsigned char)*text)) {
            return 0;
        }
        parts[count] = strtoul(text, &end, 0);
        if (end == text || parts[count] > 0xffffffff) {
            return 0;
        }
        count++;
        text = end;
        if (*text != '.') {
            break;
        }
        text++;
    }
    if (*text && !isspace((unsigned char)*text)) {
        return 0;
    }
    // All parts but the last are bytes; the last fills the rest.
    unsigned long value = parts[count - 1];
    if (value > 0xffffffff >> 8 * (count - 1)) {
        return 0;
    }
    for (int i = 0; i < count - 1; i++) {
        if (parts[i] > 255) {
            return 0;
        }
        value |= parts[i] << 8 * (3 - i);
    }
    if (address) {
        address->s_addr = htonl((uint32_t)value);
    }
    return 1;
}

in_addr_t inet_addr(const char *text) {
    struct in_addr address;
    return inet_aton(text, &address) ? address.s_addr : INADDR_NONE;
}

in_addr_t inet_network(const char *text) {
    in_addr_t result = 0;
    for (int count = 0; count < 4; count++) {
        char *end;
        unsigned long part = strtoul(text, &end, 0);
        if (end == text || part > 255) {
            return INADDR_NONE;
        }
        result = result << 8 | (in_addr_t)part;
        if (*end != '.') {
            return *end && !isspace((unsigned char)*end) ? INADDR_NONE : result;
        }
        text = end + 1;
    }
    return INADDR_NONE;
}
