// RLIMIT_NOFILE bounds the numbers of descriptors: EMFILE.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

int main(void) {
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = 10;
    setrlimit(RLIMIT_NOFILE, &limit);
    int last = 0;
    int fd;
    while ((fd = open("/dev/null", O_RDONLY)) >= 0) {
        last = fd;
    }
    printf("last %d, then %s\n", last, strerror(errno));
    int fds[2];
    close(last);
    int result = pipe(fds);
    printf("pipe with one number left: %d %s\n", result, strerror(errno));
    result = dup2(0, 10);
    printf("dup2 to 10: %d %s\n", result, strerror(errno));
    return 0;
}
