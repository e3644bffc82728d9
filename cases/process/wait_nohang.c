// WNOHANG answers 0 while the child lives; a child that has ended stays until it is waited for.
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int go[2];
    int status;
    char c;
    pipe(go);
    pid_t child = fork();
    if (child == 0) {
        close(go[1]);
        read(go[0], &c, 1);
        _exit(7);
    }
    close(go[0]);
    printf("while it lives: %d\n", waitpid(child, &status, WNOHANG));
    close(go[1]);
    siginfo_t info;
    // Waits for the end, but leaves the zombie.
    int result = waitid(P_PID, child, &info, WEXITED | WNOWAIT);
    printf("waitid: %d, same child %d, code %d, status %d\n", result, info.si_pid == child, info.si_code, info.si_status);
    pid_t got = waitpid(child, &status, WNOHANG);
    printf("zombie reaped: %d, status %d\n", got == child, WEXITSTATUS(status));
    printf("then: %d\n", waitpid(child, &status, WNOHANG));
    return 0;
}
