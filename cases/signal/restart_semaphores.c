// sem_wait(3) and futex(2) go on with SA_RESTART; sem_timedwait(3) does not need it to be told of EINTR.
#include <errno.h>
#include <linux/futex.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int handled;

static void handler(int signal) {
    (void)signal;
    handled++;
}

struct shared {
    sem_t semaphore;
    int word;
};

static void child(struct shared *shared) {
    pid_t to = getpid();
    if (fork() == 0) {
        usleep(30000);
        kill(to, SIGUSR1);
        usleep(30000);
        sem_post(&shared->semaphore);
        shared->word = 1;
        syscall(SYS_futex, &shared->word, FUTEX_WAKE, 1, NULL, NULL, 0);
        _exit(0);
    }
}

static void told(const char *what, int result) {
    printf("%s: %d %s, %d handled\n", what, result, strerror(errno), handled);
    errno = 0;
    wait(NULL);
}

int main(void) {
    struct shared *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct sigaction action = {.sa_handler = handler};
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 10;
    for (int restart = 0; restart < 2; restart++) {
        printf("%s\n", restart ? "SA_RESTART" : "no SA_RESTART");
        action.sa_flags = restart ? SA_RESTART : 0;
        sigaction(SIGUSR1, &action, NULL);
        sem_init(&shared->semaphore, 1, 0);
        child(shared);
        told("sem_wait", sem_wait(&shared->semaphore));
        sem_init(&shared->semaphore, 1, 0);
        child(shared);
        told("sem_timedwait", sem_timedwait(&shared->semaphore, &until));
        shared->word = 0;
        child(shared);
        told("futex", syscall(SYS_futex, &shared->word, FUTEX_WAIT, 0, NULL, NULL, 0));
    }
    return 0;
}
