// Affinity: inherited by threads, children and across execve; an empty mask is EINVAL; a thread's is its own.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *only_first(void) {
    cpu_set_t set;
    CPU_ZERO(&set);
    sched_getaffinity(0, sizeof set, &set);
    return CPU_COUNT(&set) == 1 && CPU_ISSET(0, &set) ? "CPU 0 only" : "others";
}

static void *looks(void *argument) {
    printf("thread: %s\n", only_first());
    return argument;
}

int main(int argc, char **argv) {
    cpu_set_t set;
    pthread_t thread;
    if (argc > 1) {
        printf("after execve: %s\n", only_first());
        return 0;
    }
    CPU_ZERO(&set);
    int result = sched_setaffinity(0, sizeof set, &set);
    printf("empty: %d %s\n", result, strerror(errno));
    CPU_SET(0, &set);
    printf("set: %d\n", sched_setaffinity(0, sizeof set, &set));
    printf("getcpu says 0: %d\n", sched_getcpu());
    pthread_create(&thread, NULL, looks, NULL);
    pthread_join(thread, NULL);
    fflush(stdout);
    if (fork() == 0) {
        printf("child: %s\n", only_first());
        fflush(stdout);
        execl(argv[0], argv[0], "again", NULL);
    }
    wait(NULL);
    result = sched_setaffinity(9999, sizeof set, &set);
    printf("nobody: %d %s\n", result, strerror(errno));
    return 0;
}
