// Addresses of the old network classes: inet(3).
#include <arpa/inet.h>

// How many bits of the address name the host.
static int host_bits(in_addr_t address) {
    return !(address & 0x80000000) ? 24 : (address & 0xc0000000) == 0x80000000 ? 16 : 8;
}

struct in_addr inet_makeaddr(in_addr_t network, in_addr_t host) {
    int bits = network < 128 ? 24 : network < 65536 ? 16 : network < 16777216 ? 8 : 0;
    struct in_addr address = {htonl(network << bits | (host & ((1u << bits) - 1)))};
    return address;
}

in_addr_t inet_lnaof(struct in_addr address) {
    in_addr_t value = ntohl(address.s_addr);
    return value & ((1u << host_bits(value)) - 1);
}

in_addr_t inet_netof(struct in_addr address) {
    in_addr_t value = ntohl(address.s_addr);
    return value >> host_bits(value);
}
