// getaddrinfo for any family: localhost, both versions, in their order.
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void look(const char *node, const char *service, int flags) {
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = flags};
    struct addrinfo *list = NULL;
    int answer = getaddrinfo(node, service, &hints, &list);
    printf("%s flags %#x: %s\n", node ? node : "-", flags, answer ? gai_strerror(answer) : "found");
    for (struct addrinfo *at = list; at; at = at->ai_next) {
        char host[NI_MAXHOST], port[NI_MAXSERV];
        getnameinfo(at->ai_addr, at->ai_addrlen, host, sizeof host, port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV);
        printf("  %d %s %s\n", at->ai_family, host, port);
    }
    if (list) {
        freeaddrinfo(list);
    }
}

int main(void) {
    look("localhost", "80", 0);
    look("localhost", "80", AI_ADDRCONFIG);
    look("localhost", "80", AI_V4MAPPED | AI_ADDRCONFIG);
    look(NULL, "80", 0);
    look(NULL, "80", AI_PASSIVE);
    look("::1", "80", 0);
    look("127.0.0.1", "80", 0);
    look("no-such-host.invalid", "80", AI_NUMERICHOST);

    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE}, *own, *list;
    int on = 1;
    getaddrinfo(NULL, "9034", &hints, &own);
    int listener = socket(own->ai_family, own->ai_socktype, own->ai_protocol);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    printf("bind %d", bind(listener, own->ai_addr, own->ai_addrlen));
    printf(" listen %d\n", listen(listener, 5));
    hints.ai_flags = 0;
    getaddrinfo("localhost", "9034", &hints, &list);
    for (struct addrinfo *at = list; at; at = at->ai_next) {
        int fd = socket(at->ai_family, at->ai_socktype, at->ai_protocol);
        int done = connect(fd, at->ai_addr, at->ai_addrlen);
        printf("family %d connects: %d\n", at->ai_family, done);
        close(fd);
    }
    return 0;
}
