// Services and protocols that textbooks use: IANA's registry.
#include <netdb.h>
#include <string.h>

struct service {
    const char *name;
    const char *alias;
    unsigned short port;
    // "tcp", "udp", or both.
    const char *protocols;
};
static const struct service services[] = {
    {"tcpmux", 0, 1, "tcp"},         {"echo", 0, 7, "tcp udp"},       {"discard", "sink", 9, "tcp udp"},
    {"systat", "users", 11, "tcp"},  {"daytime", 0, 13, "tcp udp"},   {"netstat", 0, 15, "tcp"},
    {"chargen", 0, 19, "tcp udp"},   {"ftp-data", 0, 20, "tcp"},      {"ftp", 0, 21, "tcp"},
    {"ssh", 0, 22, "tcp"},           {"telnet", 0, 23, "tcp"},        {"smtp", "mail", 25, "tcp"},
    {"time", "timserver", 37, "tcp udp"}, {"whois", "nicname", 43, "tcp"}, {"domain", 0, 53, "tcp udp"},
    {"bootps", 0, 67, "udp"},        {"bootpc", 0, 68, "udp"},        {"tftp", 0, 69, "udp"},
    {"gopher", 0, 70, "tcp"},        {"finger", 0, 79, "tcp"},        {"http", "www", 80, "tcp"},
    {"kerberos", 0, 88, "tcp udp"},  {"pop3", "pop-3", 110, "tcp"},   {"sunrpc", "portmapper", 111, "tcp udp"},
    {"nntp", 0, 119, "tcp"},         {"ntp", 0, 123, "udp"},          {"imap2", "imap", 143, "tcp"},
    {"snmp", 0, 161, "tcp udp"},     {"irc", 0, 194, "tcp udp"},      {"ldap", 0, 389, "tcp udp"},
    {"https", 0, 443, "tcp udp"},    {"login", 0, 513, "tcp"},        {"shell", "cmd", 514, "tcp"},
    {"syslog", 0, 514, "udp"},       {"printer", "spooler", 515, "tcp"}, {"imaps", 0, 993, "tcp"},
    {"pop3s", 0, 995, "tcp"},        {"socks", 0, 1080, "tcp"},       {"nfs", 0, 2049, "tcp udp"},
    {"mysql", 0, 3306, "tcp"},       {"postgresql", "postgres", 5432, "tcp"}, {"http-alt", "webcache", 8080, "tcp udp"},
};
enum { SERVICES = sizeof services / sizeof *services };

static struct servent *answer(const struct service *service, const char *protocol) {
    static struct servent result;
    static char *aliases[2];
    static char first[4];
    if (!protocol) {
        memcpy(first, service->protocols, 3);
        protocol = first;
    }
    aliases[0] = (char *)service->alias;
    result.s_name = (char *)service->name;
    result.s_aliases = aliases;
    result.s_port = htons(service->port);
    result.s_proto = strcmp(protocol, "udp") == 0 ? "udp" : "tcp";
    return &result;
}

static int offers(const struct service *service, const char *protocol) {
    return !protocol || strstr(service->protocols, protocol) != NULL;
}

struct servent *getservbyname(const char *name, const char *protocol) {
    for (int i = 0; i < SERVICES; i++) {
        const struct service *service = &services[i];
        int named = strcmp(service->name, name) == 0 || (service->alias && strcmp(service->alias, name) == 0);
        if (named && offers(service, protocol)) {
            return answer(service, protocol);
        }
    }
    return NULL;
}

struct servent *getservbyport(int port, const char *protocol) {
    for (int i = 0; i < SERVICES; i++) {
        if (htons(services[i].port) == port && offers(&services[i], protocol)) {
            return answer(&services[i], protocol);
        }
    }
    return NULL;
}
