// RLIMIT_NOFILE: EMFILE from open, pipe, dup, socket; EBADF or EINVAL beyond it; open ones beyond a lowered limit stay.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static void told(const char *what, int result) {
    printf("%s: %d %s\n", what, result, result < 0 ? strerror(errno) : "");
}

int main(void) {
    struct rlimit limit = {10, 10};
    int fds[2];
    told("dup2 to 20", dup2(1, 20));
    told("limit of 10", setrlimit(RLIMIT_NOFILE, &limit));
    told("write to 20", (int)write(20, "", 0));
    told("dup2 to 10", dup2(1, 10));
    told("dup2 to 9", dup2(1, 9));
    told("F_DUPFD from 10", fcntl(1, F_DUPFD, 10));
    told("F_DUPFD from 9", fcntl(1, F_DUPFD, 9));
    int fd;
    while ((fd = open("/dev/null", O_RDONLY)) >= 0) {
        told("open", fd);
    }
    told("open", fd);
    told("dup", dup(1));
    told("socket", socket(AF_UNIX, SOCK_STREAM, 0));
    close(5);
    told("pipe with one number left", pipe(fds));
    told("that number is free again", open("/dev/null", O_RDONLY));
    limit.rlim_max = 100;
    told("raise the hard limit", setrlimit(RLIMIT_NOFILE, &limit));
    return 0;
}
