// Sockets, select, poll, epoll, eventfd, timerfd, signalfd, inotify and POSIX timers.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/select.h>
#include <sys/sendfile.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static void *echoes(void *argument) {
    int peer = accept(*(int *)argument, NULL, NULL);
    char text[64];
    ssize_t got;
    while ((got = recv(peer, text, sizeof text, 0)) > 0) {
        send(peer, text, got, 0);
    }
    close(peer);
    return NULL;
}

static void internet(void) {
    struct sockaddr_in address = {AF_INET, 0, {htonl(INADDR_LOOPBACK)}}, found;
    socklen_t size = sizeof found;
    int one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
    printf("setsockopt %d", setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one));
    printf(" bind %d", bind(fd, (struct sockaddr *)&address, sizeof address));
    printf(" listen %d\n", listen(fd, 5));
    getsockname(fd, (struct sockaddr *)&found, &size);
    printf("%s, a port %d, size %u\n", inet_ntoa(found.sin_addr), found.sin_port != 0, size);
    pthread_t thread;
    pthread_create(&thread, NULL, echoes, &fd);
    int client = socket(AF_INET, SOCK_STREAM, 0);
    printf("connect %d", connect(client, (struct sockaddr *)&found, sizeof found));
    printf(" send %zd", send(client, "over the wire", 13, 0));
    char text[64] = "";
    printf(" recv %zd", recv(client, text, sizeof text, MSG_WAITALL * 0));
    printf(" %s\n", text);
    size = sizeof found;
    printf("getpeername %d", getpeername(client, (struct sockaddr *)&found, &size));
    printf(" shutdown %d\n", shutdown(client, SHUT_RDWR));
    pthread_join(thread, NULL);
    close(client);
    close(fd);
}

static void descriptors(void) {
    int pair[2], carried[2];
    char byte, control[CMSG_SPACE(sizeof(int))];
    socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
    pipe(carried);
    struct iovec part = {"x", 1};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &carried[1], sizeof(int));
    printf("sendmsg %zd, next %d", sendmsg(pair[0], &message, 0), CMSG_NXTHDR(&message, header) != NULL);
    part.iov_base = &byte;
    printf(" recvmsg %zd", recvmsg(pair[1], &message, 0));
    int got;
    header = CMSG_FIRSTHDR(&message);
    memcpy(&got, CMSG_DATA(header), sizeof got);
    write(got, "through", 7);
    char text[16] = "";
    read(carried[0], text, sizeof text);
    printf(" %s\n", text);
}

static void waiting(void) {
    int fds[2];
    pipe(fds);
    fd_set set;
    FD_ZERO(&set);
    FD_SET(fds[0], &set);
    struct timeval soon = {0, 1000};
    printf("select %d", select(fds[0] + 1, &set, NULL, NULL, &soon));
    write(fds[1], "x", 1);
    FD_ZERO(&set);
    FD_SET(fds[0], &set);
    struct timespec later = {5, 0};
    printf(" pselect %d", pselect(fds[0] + 1, &set, NULL, NULL, &later, NULL));
    printf(" set %d\n", FD_ISSET(fds[0], &set));
    struct pollfd polled[2] = {{fds[0], POLLIN, 0}, {-1, POLLIN, 7}};
    printf("poll %d", poll(polled, 2, 0));
    printf(" %x %x\n", polled[0].revents, polled[1].revents);
    int epoll = epoll_create(1), event = eventfd(3, EFD_NONBLOCK);
    struct epoll_event wanted = {EPOLLIN, {.u64 = 0x1234567890abcdefUL}}, happened[4];
    epoll_ctl(epoll, EPOLL_CTL_ADD, event, &wanted);
    int count = epoll_wait(epoll, happened, 4, -1);
    printf("epoll %d %x %lx\n", count, happened[0].events, (unsigned long)happened[0].data.u64);
    eventfd_t value;
    printf("eventfd %d", eventfd_read(event, &value));
    printf(" %lu", (unsigned long)value);
    printf(" again %d\n", eventfd_read(event, &value));
    struct itimerspec timer = {{0, 0}, {0, 1000000}};
    int timerfd = timerfd_create(CLOCK_MONOTONIC, 0);
    timerfd_settime(timerfd, 0, &timer, NULL);
    uint64_t ticks;
    read(timerfd, &ticks, sizeof ticks);
    printf("timerfd %lu\n", (unsigned long)ticks);
    sigset_t mask;
    sigemptyset(&mask);
    sigaddset(&mask, SIGUSR1);
    sigprocmask(SIG_BLOCK, &mask, NULL);
    int signals = signalfd(-1, &mask, 0);
    kill(getpid(), SIGUSR1);
    struct signalfd_siginfo info;
    read(signals, &info, sizeof info);
    printf("signalfd %u, from us %d\n", info.ssi_signo, info.ssi_pid == (uint32_t)getpid());
}

static void watching(void) {
    char room[512] __attribute__((aligned(8))), path[64];
    int notes = inotify_init();
    snprintf(path, sizeof path, "/tmp/vitrine-watch-%d", (int)getpid());
    close(open(path, O_CREAT | O_WRONLY, 0600));
    int watch = inotify_add_watch(notes, path, IN_MODIFY | IN_DELETE_SELF);
    int fd = open(path, O_WRONLY);
    write(fd, "x", 1);
    close(fd);
    read(notes, room, sizeof room);
    struct inotify_event *event = (struct inotify_event *)room;
    printf("inotify %d mask %x length %u, remove %d\n", event->wd == watch, event->mask, event->len,
           inotify_rm_watch(notes, watch));
    int in = open(path, O_RDONLY), fds[2];
    pipe(fds);
    printf("sendfile %zd\n", sendfile(fds[1], in, NULL, 10));
    unlink(path);
}

static sem_t ticked;
static void tick(union sigval value) {
    printf("timer function with %d\n", value.sival_int);
    sem_post(&ticked);
}

static void timers(void) {
    timer_t timer;
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR2};
    event.sigev_value.sival_int = 77;
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    sigprocmask(SIG_BLOCK, &set, NULL);
    printf("timer_create %d\n", timer_create(CLOCK_REALTIME, &event, &timer));
    struct itimerspec soon = {{0, 0}, {0, 1000000}};
    timer_settime(timer, 0, &soon, NULL);
    siginfo_t info;
    printf("sigwaitinfo %d", sigwaitinfo(&set, &info));
    printf(" code %d value %d overrun %d", info.si_code, info.si_value.sival_int, timer_getoverrun(timer));
    printf(" delete %d\n", timer_delete(timer));
    sem_init(&ticked, 0, 0);
    struct sigevent threaded = {.sigev_notify = SIGEV_THREAD, .sigev_notify_function = tick};
    threaded.sigev_value.sival_int = 5;
    printf("timer_create %d\n", timer_create(CLOCK_MONOTONIC, &threaded, &timer));
    timer_settime(timer, 0, &soon, NULL);
    sem_wait(&ticked);
    printf("delete %d\n", timer_delete(timer));
}

int main(void) {
    internet();
    descriptors();
    waiting();
    watching();
    timers();
    return 0;
}
