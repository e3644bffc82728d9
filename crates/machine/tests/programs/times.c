#include <pthread.h>
#include <stdio.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>
static int done;
static void *work(void *argument) { done = *(int *)argument; return &done; }
int main(int argc, char **argv) {
    struct timespec before, after, nap = { 0, 250000000 };
    clock_gettime(CLOCK_MONOTONIC, &before);
    nanosleep(&nap, NULL);
    clock_gettime(CLOCK_MONOTONIC, &after);
    long slept = (after.tv_sec - before.tv_sec) * 1000 + (after.tv_nsec - before.tv_nsec) / 1000000;
    struct utsname names;
    uname(&names);
    unsigned char random[4];
    long got = getrandom(random, sizeof random, 0);
    struct rlimit limit;
    getrlimit(RLIMIT_STACK, &limit);
    printf("%ld ms, %s %s %s, %ld, %lu\n", slept, names.sysname, names.release, names.machine, got, (unsigned long)limit.rlim_cur);
    int number = 5;
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, &number)) return 1;
    pthread_join(thread, NULL);
    printf("thread %d, pid %d uid %d\n", done, getpid(), getuid());
    fflush(stdout);
    if (argc == 1) { execl(argv[0], argv[0], "again", (char *)NULL); return 2; }
    return 0;
}
