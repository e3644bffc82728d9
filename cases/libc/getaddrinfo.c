// getaddrinfo and getnameinfo with numeric addresses and localhost.
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

static void look(const char *node, const char *service, struct addrinfo hints) {
    struct addrinfo *list = NULL;
    int answer = getaddrinfo(node, service, &hints, &list);
    printf("%s:%s flags %d: %s\n", node ? node : "-", service ? service : "-", hints.ai_flags,
           answer ? gai_strerror(answer) : "found");
    for (struct addrinfo *at = list; at; at = at->ai_next) {
        struct sockaddr_in *address = (struct sockaddr_in *)at->ai_addr;
        printf("  family %d type %d protocol %d size %u %s port %d%s%s\n", at->ai_family, at->ai_socktype,
               at->ai_protocol, at->ai_addrlen, inet_ntoa(address->sin_addr), ntohs(address->sin_port),
               at->ai_canonname ? " name " : "", at->ai_canonname ? at->ai_canonname : "");
    }
    if (!answer) {
        freeaddrinfo(list);
    }
}

int main(void) {
    struct addrinfo any = {.ai_family = AF_INET};
    struct addrinfo stream = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM};
    look("127.0.0.1", "80", any);
    look(NULL, "8080", (struct addrinfo){.ai_family = AF_INET, .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE});
    look(NULL, "8080", (struct addrinfo){.ai_family = AF_INET, .ai_socktype = SOCK_DGRAM});
    look("10.1.2.3", NULL, stream);
    look("10.1.2.3", "53", (struct addrinfo){.ai_family = AF_INET, .ai_socktype = SOCK_STREAM, .ai_flags = AI_CANONNAME});
    look("not-an-address", "80", (struct addrinfo){.ai_family = AF_INET, .ai_flags = AI_NUMERICHOST});
    look("127.0.0.1", "no-such-service", stream);
    look("127.0.0.1", "http", (struct addrinfo){.ai_family = AF_INET, .ai_flags = AI_NUMERICSERV});
    look(NULL, NULL, any);
    look("127.0.0.1", "80", (struct addrinfo){.ai_family = 99});
    look("127.0.0.1", "80", (struct addrinfo){.ai_family = AF_INET, .ai_flags = 1 << 20});
    look("::1", "80", stream);
    struct sockaddr_in address = {AF_INET, htons(443), {htonl(0x0a010203)}};
    char host[NI_MAXHOST], service[NI_MAXSERV];
    int answer = getnameinfo((struct sockaddr *)&address, sizeof address, host, sizeof host, service, sizeof service,
                             NI_NUMERICHOST | NI_NUMERICSERV);
    printf("name %d %s %s\n", answer, host, service);
    answer = getnameinfo((struct sockaddr *)&address, sizeof address, host, 3, NULL, 0, NI_NUMERICHOST);
    printf("small: %s\n", gai_strerror(answer));
    for (int code = 1; code > -14; code--) {
        printf("%d %s\n", code, gai_strerror(code));
    }
    for (int code = -1; code < 6; code++) {
        printf("%d %s\n", code, hstrerror(code));
    }
    return 0;
}
