// A child that sleeps for ever is killed; a handler is not asked.
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int signals[] = {SIGTERM, SIGKILL, SIGINT, SIGHUP};
    for (int i = 0; i < 4; i++) {
        int status;
        pid_t child = fork();
        if (child == 0) {
            for (;;) {
                pause();
            }
        }
        usleep(20000);
        int sent = kill(child, signals[i]);
        waitpid(child, &status, 0);
        int again = kill(child, 0);
        printf("sent %d, ended by %d, still there %d\n", sent, WTERMSIG(status), again == 0);
    }
    return 0;
}
