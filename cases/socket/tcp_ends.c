// A TCP connection over loopback, its end, writing into it afterwards, and who refuses.
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void show(const char *what, ssize_t result) {
    if (result < 0) {
        printf("%s: %s\n", what, strerror(errno));
    } else {
        printf("%s: %zd\n", what, result);
    }
}

int main(void) {
    char text[32];
    int yes = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(5000)};
    socklen_t length = sizeof address;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    signal(SIGPIPE, SIG_IGN);
    int client = socket(AF_INET, SOCK_STREAM, 0);
    show("nobody listens", connect(client, (struct sockaddr *)&address, sizeof address));
    int server = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    show("bind", bind(server, (struct sockaddr *)&address, sizeof address));
    show("bind again", bind(client, (struct sockaddr *)&address, sizeof address));
    show("listen", listen(server, 5));
    show("connect", connect(client, (struct sockaddr *)&address, sizeof address));
    show("connect again", connect(client, (struct sockaddr *)&address, sizeof address));
    int end = accept(server, (struct sockaddr *)&address, &length);
    printf("peer %s, family %d\n", inet_ntoa(address.sin_addr), address.sin_family);
    show("write", write(client, "one", 3));
    show("write", write(client, "two", 3));
    show("peek", recv(end, text, sizeof text, MSG_PEEK));
    show("read 4", read(end, text, 4));
    show("read", read(end, text, sizeof text));
    show("nothing there", recv(end, text, sizeof text, MSG_DONTWAIT));
    show("half close", shutdown(client, SHUT_WR));
    show("end", read(end, text, sizeof text));
    show("still writes", write(end, "back", 4));
    show("reads", read(client, text, sizeof text));
    show("writes no more", write(client, "x", 1));
    close(end);
    show("end", read(client, text, sizeof text));
    close(client);
    int idle = socket(AF_INET, SOCK_STREAM, 0);
    show("unconnected read", read(idle, text, 1));
    show("unconnected write", write(idle, text, 1));
    show("unconnected peer", getpeername(idle, (struct sockaddr *)&address, &length));
    show("no socket", listen(0, 1));
    return 0;
}
