// pthread_attr_setsigmask_np: a new thread's mask is the attribute's; without one it is its creator's.
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>

static void shows(const char *who, const sigset_t *mask) {
    printf("%s: USR1 %d, USR2 %d, RTMIN %d\n", who, sigismember(mask, SIGUSR1), sigismember(mask, SIGUSR2),
           sigismember(mask, SIGRTMIN));
}

static void *looks(void *argument) {
    sigset_t mask;
    pthread_sigmask(SIG_BLOCK, NULL, &mask);
    shows(argument, &mask);
    return NULL;
}

static void made(const pthread_attr_t *attributes, char *who) {
    pthread_t thread;
    int problem = pthread_create(&thread, attributes, looks, who);
    if (problem) {
        printf("%s: %d\n", who, problem);
        return;
    }
    pthread_join(thread, NULL);
}

int main(void) {
    pthread_attr_t attributes;
    sigset_t set;
    cpu_set_t cpus;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    pthread_attr_init(&attributes);
    printf("none %d\n", pthread_attr_getsigmask_np(&attributes, &set) == PTHREAD_ATTR_NO_SIGMASK_NP);
    shows("what it gives", &set);
    made(&attributes, "inherits");
    sigaddset(&set, SIGUSR2);
    sigaddset(&set, SIGRTMIN);
    printf("set %d\n", pthread_attr_setsigmask_np(&attributes, &set));
    sigemptyset(&set);
    printf("get %d\n", pthread_attr_getsigmask_np(&attributes, &set));
    shows("what it gives", &set);
    made(&attributes, "by attribute");
    CPU_ZERO(&cpus);
    CPU_SET(0, &cpus);
    printf("with cpus %d\n", pthread_attr_setaffinity_np(&attributes, sizeof cpus, &cpus));
    made(&attributes, "with cpus");
    looks("creator");
    printf("unset %d\n", pthread_attr_setsigmask_np(&attributes, NULL));
    made(&attributes, "inherits again");
    CPU_ZERO(&cpus);
    pthread_attr_getaffinity_np(&attributes, sizeof cpus, &cpus);
    printf("cpus stay %d %d\n", CPU_COUNT(&cpus), CPU_ISSET(0, &cpus) != 0);
    pthread_attr_destroy(&attributes);
    return 0;
}
