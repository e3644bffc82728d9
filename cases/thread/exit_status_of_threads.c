// exit(2) ends a thread only; the process's status is the last thread's; exit_group(2) and signals end all.
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void *exits(void *unused) {
    (void)unused;
    usleep(20000);
    syscall(SYS_exit, 7);
    return NULL;
}

static void *group(void *unused) {
    (void)unused;
    syscall(SYS_exit_group, 8);
    return NULL;
}

static void *faults(void *unused) {
    *(volatile int *)unused = 1;
    return NULL;
}

static void run(const char *what, void *(*start)(void *), int first_exits) {
    int status;
    fflush(stdout);
    if (fork() == 0) {
        pthread_t thread;
        pthread_create(&thread, NULL, start, NULL);
        if (first_exits) {
            syscall(SYS_exit, 5);
        }
        for (;;) {
            pause();
        }
    }
    wait(&status);
    printf("%s: %s %d\n", what, WIFEXITED(status) ? "exit" : "signal", WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
}

int main(void) {
    run("both exit", exits, 1);
    run("exit_group", group, 0);
    run("fault", faults, 0);
    return 0;
}
