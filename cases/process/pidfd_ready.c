// Who watches a process by descriptor: poll sleeps until its end, then select and epoll; POLLHUP once it was waited for.
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/pidfd.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void events_of(const char *when, int fd) {
    struct pollfd ready = {.fd = fd, .events = POLLIN | POLLOUT | POLLPRI};
    int count = poll(&ready, 1, 0);
    printf("%s: %d, in %d, out %d, hup %d\n", when, count, (ready.revents & POLLIN) != 0, (ready.revents & POLLOUT) != 0,
           (ready.revents & POLLHUP) != 0);
}

int main(void) {
    int hold[2];
    char name[64], link[64] = "";
    struct stat about;
    pipe(hold);
    pid_t child = fork();
    if (child == 0) {
        close(hold[1]);
        read(hold[0], name, 1);
        _exit(5);
    }
    int fd = pidfd_open(child, 0);
    int other = pidfd_open(child, 0);
    int instance = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    printf("epoll_ctl %d\n", epoll_ctl(instance, EPOLL_CTL_ADD, fd, &event));
    fstat(fd, &about);
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    readlink(name, link, sizeof link - 1);
    printf("%s, mode %o, flags %o\n", link, about.st_mode, fcntl(fd, F_GETFL));
    events_of("it runs", fd);
    if (fork() == 0) {
        usleep(20000);
        close(fd);
        close(other);
        write(hold[1], "x", 1);
        _exit(0);
    }
    struct pollfd both[2] = {{.fd = fd, .events = POLLIN}, {.fd = other, .events = POLLIN}};
    printf("poll %d\n", poll(both, 2, -1));
    events_of("it has ended", fd);
    fd_set set;
    FD_ZERO(&set);
    FD_SET(other, &set);
    printf("select %d\n", select(other + 1, &set, NULL, NULL, NULL));
    printf("epoll_wait %d", epoll_wait(instance, &event, 1, 1000));
    printf(" of it %d\n", event.data.fd == fd);
    close(other);
    int status;
    printf("waitpid %d\n", waitpid(child, &status, 0) == child);
    events_of("it was waited for", fd);
    wait(NULL);
    printf("WEXITSTATUS %d, wait %d\n", WEXITSTATUS(status), wait(NULL));
    return 0;
}
