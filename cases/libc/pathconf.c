// Limits of files and of the system.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void) {
    int fds[2];
    pipe(fds);
    printf("name %ld, path %ld\n", pathconf("/", _PC_NAME_MAX), pathconf("/", _PC_PATH_MAX));
    printf("pipe %ld, vdisable %ld\n", fpathconf(fds[0], _PC_PIPE_BUF), fpathconf(0, _PC_VDISABLE));
    errno = 0;
    printf("bad name: %ld", pathconf("/", 9999));
    printf(" %s\n", strerror(errno));
    printf("bad fd: %ld", fpathconf(-1, _PC_NAME_MAX));
    printf(" %s\n", strerror(errno));
    printf("page %ld, ticks %ld, getpagesize %d\n", sysconf(_SC_PAGESIZE), sysconf(_SC_CLK_TCK), getpagesize());
    printf("threads %d, semaphores %d, job control %ld\n", sysconf(_SC_THREADS) > 0, sysconf(_SC_SEMAPHORES) > 0,
           sysconf(_SC_JOB_CONTROL));
    printf("signals %ld, host name %ld, login name %ld\n", sysconf(_SC_RTSIG_MAX), sysconf(_SC_HOST_NAME_MAX),
           sysconf(_SC_LOGIN_NAME_MAX));
    printf("keys %ld, destructors %ld, stack %ld\n", sysconf(_SC_THREAD_KEYS_MAX),
           sysconf(_SC_THREAD_DESTRUCTOR_ITERATIONS), sysconf(_SC_THREAD_STACK_MIN));
    errno = 0;
    printf("bad: %ld", sysconf(9999));
    printf(" %s\n", strerror(errno));
    return 0;
}
