// execve(2) in a second thread: all others end, the pid stays, the new program has one thread.
#include <pthread.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

static char *path;

static void *execs(void *unused) {
    (void)unused;
    char *argv[] = {path, "again", NULL};
    execv(path, argv);
    return NULL;
}

int main(int argc, char **argv) {
    if (argc > 1) {
        printf("pid %d, tid %d\n", getpid(), (int)syscall(SYS_gettid));
        return 0;
    }
    pthread_t thread;
    path = argv[0];
    printf("pid %d\n", getpid());
    fflush(stdout);
    pthread_create(&thread, NULL, execs, NULL);
    for (;;) {
        pause();
    }
}
