// PR_SET_CHILD_SUBREAPER: orphans become children of the nearest such ancestor; children do not inherit it.
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int fds[2];
    int status;
    int flag = -1;
    char c;
    pipe(fds);
    printf("set %d\n", prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0));
    prctl(PR_GET_CHILD_SUBREAPER, &flag, 0, 0, 0);
    printf("get %d\n", flag);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        prctl(PR_GET_CHILD_SUBREAPER, &flag, 0, 0, 0);
        printf("child has %d\n", flag);
        fflush(stdout);
        if (fork() == 0) {
            close(fds[1]);
            read(fds[0], &c, 1);
            _exit(getppid() == 100 ? 42 : 1);
        }
        _exit(7);
    }
    waitpid(child, &status, 0);
    printf("child: %d\n", WEXITSTATUS(status));
    close(fds[1]);
    pid_t orphan = wait(&status);
    printf("orphan: %d, another pid %d\n", WEXITSTATUS(status), orphan != child);
    printf("no more: %d\n", wait(&status));
    return 0;
}
