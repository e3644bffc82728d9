// POSIX semaphores remember nobody: what a killed process took does not come back. Others must time
// out, and somebody must post in its place.
#include <errno.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void) {
    sem_t *semaphore = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct timespec until;
    int status, value;
    sem_init(semaphore, 1, 1);
    pid_t victim = fork();
    if (victim == 0) {
        sem_wait(semaphore);
        for (;;) {
            pause();
        }
    }
    usleep(30000);
    kill(victim, SIGKILL);
    waitpid(victim, &status, 0);
    sem_getvalue(semaphore, &value);
    printf("victim killed by %d, value %d\n", WTERMSIG(status), value);
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += (until.tv_nsec + 30000000) / 1000000000;
    until.tv_nsec = (until.tv_nsec + 30000000) % 1000000000;
    int answer = sem_timedwait(semaphore, &until);
    printf("timedwait: %d, ETIMEDOUT %d\n", answer, errno == ETIMEDOUT);
    sem_post(semaphore);
    printf("after a post: %d\n", sem_timedwait(semaphore, &until));
    return 0;
}
