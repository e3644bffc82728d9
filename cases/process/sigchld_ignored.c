// With SIGCHLD ignored children leave no zombie: wait waits for all and then says ECHILD.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    signal(SIGCHLD, SIG_IGN);
    for (int i = 0; i < 3; i++) {
        if (fork() == 0) {
            _exit(i);
        }
    }
    int result = wait(NULL);
    printf("%d %s\n", result, strerror(errno));
    return 0;
}
