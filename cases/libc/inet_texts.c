// Internet addresses to text and back.
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

static void read_four(const char *text) {
    struct in_addr address = {0};
    int loose = inet_aton(text, &address);
    struct in_addr strict = {0};
    int exact = inet_pton(AF_INET, text, &strict);
    printf("%-18s aton %d %08x, pton %d %08x, addr %08x\n", text, loose, loose ? ntohl(address.s_addr) : 0, exact,
           exact == 1 ? ntohl(strict.s_addr) : 0, ntohl(inet_addr(text)));
}

static void read_six(const char *text) {
    struct in6_addr address;
    char back[INET6_ADDRSTRLEN];
    int answer = inet_pton(AF_INET6, text, &address);
    printf("%-40s %d %s\n", text, answer, answer == 1 ? inet_ntop(AF_INET6, &address, back, sizeof back) : "-");
}

int main(void) {
    read_four("127.0.0.1");
    read_four("255.255.255.255");
    read_four("1.2.3");
    read_four("10.1");
    read_four("0x7f.1");
    read_four("0177.0.0.1");
    read_four("16909060");
    read_four("256.1.1.1");
    read_four("1.2.3.4.5");
    read_four("01.2.3.4");
    read_four("1.2.3.4 ");
    read_four("");
    read_six("::");
    read_six("::1");
    read_six("1::");
    read_six("2001:db8:0:0:1:0:0:1");
    read_six("2001:db8:0:1:1:1:1:1");
    read_six("fe80::1:2:3:4");
    read_six("::ffff:192.168.1.1");
    read_six("::1.2.3.4");
    read_six("::2:1.2.3.4");
    read_six("1:2:3:4:5:6:7:8");
    read_six("1:2:3:4:5:6:7:8:9");
    read_six("1:2:3:4:5:6:7");
    read_six("1::2::3");
    read_six(":1");
    read_six("1:");
    read_six("12345::");
    read_six("g::");
    read_six("1:2:3:4:5:6:7::");
    read_six("::8");
    struct in_addr loopback = {htonl(INADDR_LOOPBACK)};
    char small[9];
    printf("ntoa %s\n", inet_ntoa(loopback));
    printf("small: %s", inet_ntop(AF_INET, &loopback, small, sizeof small) ? "fits" : strerror(errno));
    printf(", family: %s\n", inet_ntop(77, &loopback, small, sizeof small) ? "?" : strerror(errno));
    printf("htons %04x htonl %08x\n", htons(0x1234), htonl(0x12345678));
    printf("network %x, netof %x, lnaof %x\n", inet_network("10.1.2"), inet_netof(loopback), inet_lnaof(loopback));
    return 0;
}
