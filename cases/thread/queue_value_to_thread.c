// pthread_sigqueue and pthread_kill: who takes what, with which code and value; ESRCH and EINVAL.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void *waits(void *argument) {
    sigset_t set;
    siginfo_t info;
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN);
    sigaddset(&set, SIGRTMIN + 1);
    for (int i = 0; i < 3; i++) {
        int signal = sigwaitinfo(&set, &info);
        printf("SIGRTMIN+%d: code %s, value %d, from me %d\n", signal - SIGRTMIN,
               info.si_code == SI_QUEUE ? "SI_QUEUE" : info.si_code == SI_TKILL ? "SI_TKILL" : "?",
               info.si_code == SI_QUEUE ? info.si_value.sival_int : 0, info.si_pid == getpid());
    }
    return argument;
}

int main(void) {
    pthread_t thread;
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN);
    sigaddset(&set, SIGRTMIN + 1);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    pthread_create(&thread, NULL, waits, NULL);
    printf("signal 99: %s\n", strerror(pthread_kill(thread, 99)));
    printf("signal 0: %d\n", pthread_kill(thread, 0));
    pthread_sigqueue(thread, SIGRTMIN, (union sigval){.sival_int = 5});
    usleep(30000);
    pthread_kill(thread, SIGRTMIN + 1);
    usleep(30000);
    pthread_sigqueue(thread, SIGRTMIN + 1, (union sigval){.sival_int = 6});
    pthread_join(thread, NULL);
    return 0;
}
