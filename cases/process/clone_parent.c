// CLONE_PARENT: the child of a child is a sibling.
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int status;
    int sum = 0;
    pid_t child = fork();
    if (child == 0) {
        long sibling = syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
        if (sibling == 0) {
            _exit(getppid() == 100 ? 20 : 1);
        }
        _exit(wait(NULL) < 0 ? 10 : 2);
    }
    while (wait(&status) > 0) {
        sum += WEXITSTATUS(status);
    }
    printf("%d\n", sum);
    return 0;
}
