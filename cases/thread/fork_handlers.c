// pthread_atfork's functions around fork; the child has one thread, the one that forked.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void before(void) { printf("before\n"); }
static void before_too(void) { printf("before, registered later\n"); }
static int in_parent;
static void parent(void) { in_parent++; }
static void child(void) { printf("in the child\n"); }

static void *forks(void *argument) {
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        free(malloc(1000));
        printf("child's thread goes on\n");
        exit(3);
    }
    int status;
    waitpid(pid, &status, 0);
    printf("child's status %d, in the parent %d\n", WEXITSTATUS(status), in_parent);
    return argument;
}

int main(void) {
    pthread_t thread;
    printf("%d", pthread_atfork(before, parent, child));
    printf("%d\n", pthread_atfork(before_too, NULL, NULL));
    setvbuf(stdout, NULL, _IONBF, 0);
    pthread_create(&thread, NULL, forks, NULL);
    pthread_join(thread, NULL);
    return 0;
}
