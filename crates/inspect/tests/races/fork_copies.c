#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int number;

static void *idle(void *unused) {
    return unused;
}

int main(void) {
    pthread_t thread;
    pthread_create(&thread, NULL, idle, NULL);
    pthread_join(thread, NULL);
    pid_t child = fork();
    for (int i = 0; i < 10; i++) {
        number++;
    }
    if (child == 0) {
        _exit(number);
    }
    int status;
    waitpid(child, &status, 0);
    printf("%d %d\n", number, WEXITSTATUS(status));
}
