// Robust mutexes that processes share: the victim's lock says EOWNERDEAD to the next one, who makes
// it consistent and goes on.
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t *locks;

static void child(int first) {
    pthread_mutex_lock(&locks[first]);
    usleep(30000);
    int answer = pthread_mutex_lock(&locks[1 - first]);
    printf("child %d: EOWNERDEAD %d, ", first, answer == EOWNERDEAD);
    printf("consistent %d, ", pthread_mutex_consistent(&locks[1 - first]));
    printf("unlock %d\n", pthread_mutex_unlock(&locks[1 - first]));
    pthread_mutex_unlock(&locks[first]);
    exit(0);
}

int main(void) {
    pthread_mutexattr_t attributes;
    pid_t children[2];
    locks = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    for (int i = 0; i < 2; i++) {
        pthread_mutex_init(&locks[i], &attributes);
    }
    for (int i = 0; i < 2; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            child(i);
        }
    }
    usleep(80000);
    kill(children[0], SIGKILL);
    int status;
    waitpid(children[1], &status, 0);
    printf("child 1 exited %d\n", WEXITSTATUS(status));
    waitpid(children[0], &status, 0);
    printf("child 0 killed by %d\n", WTERMSIG(status));
    printf("lock 0: %d, lock 1: %d\n", pthread_mutex_trylock(&locks[0]), pthread_mutex_trylock(&locks[1]));
    return 0;
}
