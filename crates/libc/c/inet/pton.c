// Text to addresses: inet_pton(3). Stricter than inet_aton: four decimal parts.
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <string.h>

static int ipv4(const char *text, unsigned char bytes[4]) {
    for (int i = 0; i < 4; i++) {
        int value = 0;
        int digits = 0;
        while (isdigit((unsigned char)*text)) {
            // A leading zero would look octal.
            if (digits > 0 && value == 0) {
                return 0;
            }
            value = value * 10 + (*text++ - '0');
            digits++;
            if (value > 255) {
                return 0;
            }
        }
        if (digits == 0 || *text != (i < 3 ? '.' : 0)) {
            return 0;
        }
        text++;
        bytes[i] = (unsigned char)value;
    }
    return 1;
}

static int digit_of(char c) {
    const char *digits = "0123456789abcdef";
    const char *at = c ? strchr(digits, tolower((unsigned char)c)) : NULL;
    return at ? (int)(at - digits) : -1;
}

static int ipv6(const char *text, unsigned char bytes[16]) {
    unsigned char found[16];
    int used = 0;
    int gap = -1;
    if (text[0] == ':' && *++text != ':') {
        return 0;
    }
    while (*text) {
        if (*text == ':') {
            if (gap >= 0) {
                return 0;
            }
            gap = used;
            text++;
            continue;
        }
        const char *start = text;
        int value = 0;
        int digits = 0;
        while (digit_of(*text) >= 0) {
            value = value << 4 | digit_of(*text++);
            if (++digits > 4) {
                return 0;
            }
        }
        if (*text == '.' && used <= 12 && ipv4(start, found + used)) {
            used += 4;
            break;
        }
        if (digits == 0 || used == 16 || (*text && *text != ':') || (*text == ':' && !text[1])) {
            return 0;
        }
        text += *text == ':';
        found[used++] = (unsigned char)(value >> 8);
        found[used++] = (unsigned char)value;
    }
    if ((gap >= 0) == (used == 16)) {
        return 0;
    }
    int behind = gap < 0 ? 0 : used - gap;
    memset(bytes, 0, 16);
    memcpy(bytes, found, (size_t)(used - behind));
    memcpy(bytes + 16 - behind, found + used - behind, (size_t)behind);
    return 1;
}

int inet_pton(int family, const char *restrict text, void *restrict address) {
    unsigned char bytes[16];
    int size = family == AF_INET ? 4 : 16;
    if (family != AF_INET && family != AF_INET6) {
        errno = EAFNOSUPPORT;
        return -1;
    }
    if (!(family == AF_INET ? ipv4(text, bytes) : ipv6(text, bytes))) {
        return 0;
    }
    memcpy(address, bytes, (size_t)size);
    return 1;
}
