// Cancellation points: which calls notice a cancellation that is pending (pthreads(7)), and which do not.
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int pipe_fds[2];
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void call(int which) {
    char byte = 'x';
    struct timespec time = {0, 1};
    struct pollfd ready = {.fd = pipe_fds[0], .events = POLLIN};
    sem_t semaphore;
    switch (which) {
    case 0: read(pipe_fds[0], &byte, 1); break;
    case 1: write(pipe_fds[1], &byte, 1); break;
    case 2: nanosleep(&time, NULL); break;
    case 3: poll(&ready, 1, 0); break;
    case 4: close(open("/dev/null", O_RDONLY)); break;
    case 5: waitpid(-1, NULL, WNOHANG); break;
    case 6:
        sem_init(&semaphore, 0, 1);
        sem_wait(&semaphore);
        break;
    case 7: pthread_testcancel(); break;
    case 8: getpid(); break;
    case 9:
        pthread_mutex_lock(&mutex);
        pthread_mutex_unlock(&mutex);
        break;
    case 10: sched_yield(); break;
    case 11: strlen("text"); break;
    case 12: fcntl(pipe_fds[0], F_GETFL); break;
    }
}

static void *runs(void *argument) {
    int which = (int)(long)argument, old;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
    pthread_cancel(pthread_self());
    pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &old);
    call(which);
    return NULL;
}

int main(void) {
    static const char *name[] = {"read",       "write", "nanosleep",  "poll",        "open or close", "waitpid", "sem_wait",
                                 "testcancel", "getpid", "mutex_lock", "sched_yield", "strlen",        "fcntl F_GETFL"};
    pipe(pipe_fds);
    write(pipe_fds[1], "abc", 3);
    for (long which = 0; which < 13; which++) {
        pthread_t thread;
        void *result;
        pthread_create(&thread, NULL, runs, (void *)which);
        pthread_join(thread, &result);
        printf("%s: %s\n", name[which], result == PTHREAD_CANCELED ? "cancelled" : "went on");
    }
    return 0;
}
