// Datagrams keep their boundaries, over UDP and by UNIX names; short buffers lose the rest.
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static void show(const char *what, ssize_t result) {
    printf("%s: %zd %s\n", what, result, result < 0 ? strerror(errno) : "");
}

int main(void) {
    char text[8];
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(6000)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int receiver = socket(AF_INET, SOCK_DGRAM, 0);
    int sender = socket(AF_INET, SOCK_DGRAM, 0);
    show("no port", sendto(sender, "a", 1, 0, NULL, 0));
    bind(receiver, (struct sockaddr *)&to, sizeof to);
    show("send", sendto(sender, "hello", 5, 0, (struct sockaddr *)&to, sizeof to));
    show("send", sendto(sender, "", 0, 0, (struct sockaddr *)&to, sizeof to));
    show("send", sendto(sender, "a long one", 10, 0, (struct sockaddr *)&to, sizeof to));
    show("receive", recv(receiver, text, sizeof text, 0));
    show("empty", recv(receiver, text, sizeof text, 0));
    show("cut", recv(receiver, text, sizeof text, MSG_TRUNC));
    show("none", recv(receiver, text, sizeof text, MSG_DONTWAIT));
    close(receiver);
    connect(sender, (struct sockaddr *)&to, sizeof to);
    show("to nobody", send(sender, "x", 1, 0));
    show("told", send(sender, "x", 1, 0));

    struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "here"};
    struct sockaddr_un own = {.sun_family = AF_UNIX, .sun_path = "there"};
    struct sockaddr_un from;
    struct stat status;
    socklen_t length = sizeof from;
    int a = socket(AF_UNIX, SOCK_DGRAM, 0);
    int b = socket(AF_UNIX, SOCK_DGRAM, 0);
    show("no name yet", sendto(b, "x", 1, 0, (struct sockaddr *)&name, sizeof name));
    show("bind", bind(a, (struct sockaddr *)&name, sizeof name));
    show("taken", bind(b, (struct sockaddr *)&name, sizeof name));
    stat("here", &status);
    printf("socket %d\n", S_ISSOCK(status.st_mode));
    bind(b, (struct sockaddr *)&own, sizeof own);
    sendto(b, "hi", 2, 0, (struct sockaddr *)&name, sizeof name);
    show("received", recvfrom(a, text, sizeof text, 0, (struct sockaddr *)&from, &length));
    printf("from %s\n", from.sun_path);
    show("wrong type", connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&name, sizeof name));
    close(a);
    show("closed", sendto(b, "x", 1, 0, (struct sockaddr *)&name, sizeof name));
    return 0;
}
