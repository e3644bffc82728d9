#include <netdb.h>
#include <string.h>

static const struct {
    const char *name;
    const char *alias;
    int number;
} protocols[] = {{"ip", "IP", 0},      {"icmp", "ICMP", 1}, {"igmp", "IGMP", 2},
                 {"tcp", "TCP", 6},    {"udp", "UDP", 17},  {"ipv6", "IPv6", 41},
                 {"ipv6-icmp", "IPv6-ICMP", 58}};
enum { PROTOCOLS = sizeof protocols / sizeof *protocols };

static struct protoent *answer(int index) {
    static struct protoent result;
    static char *aliases[2];
    aliases[0] = (char *)protocols[index].alias;
    result.p_name = (char *)protocols[index].name;
    result.p_aliases = aliases;
    result.p_proto = protocols[index].number;
    return &result;
}

struct protoent *getprotobyname(const char *name) {
    for (int i = 0; i < PROTOCOLS; i++) {
        if (strcmp(protocols[i].name, name) == 0 || strcmp(protocols[i].alias, name) == 0) {
            return answer(i);
        }
    }
    return NULL;
}

struct protoent *getprotobynumber(int number) {
    for (int i = 0; i < PROTOCOLS; i++) {
        if (protocols[i].number == number) {
            return answer(i);
        }
    }
    return NULL;
}
