// A futex in shared memory wakes across processes, at different addresses; a private one does not.
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void) {
    uint32_t *words = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int status;
    if (fork() == 0) {
        while (words[0] == 0) {
            syscall(SYS_futex, &words[0], 0, 0, NULL, NULL, 0);
        }
        struct timespec time = {0, 30000000};
        long result = syscall(SYS_futex, &words[1], 128, 0, &time, NULL, 0);
        _exit(result < 0 ? 2 : 1);
    }
    usleep(20000);
    words[0] = 1;
    printf("woken: %ld\n", syscall(SYS_futex, &words[0], 1, 10, NULL, NULL, 0));
    usleep(10000);
    printf("private: %ld\n", syscall(SYS_futex, &words[1], 1 | 128, 10, NULL, NULL, 0));
    wait(&status);
    printf("child timed out: %d\n", WEXITSTATUS(status) == 2);
    return 0;
}
