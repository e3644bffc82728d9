// waitpid by child, by any child, by process group.
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    pid_t children[4];
    int gate[2];
    char c;
    pipe(gate);
    for (int i = 0; i < 4; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            if (i >= 2) {
                setpgid(0, 0);
            }
            close(gate[1]);
            read(gate[0], &c, 1);
            _exit(10 + i);
        }
        if (i >= 2) {
            setpgid(children[i], children[i]);
        }
    }
    printf("group of the third: own %d\n", getpgid(children[2]) == children[2]);
    close(gate[1]);
    int status;
    pid_t got = waitpid(children[1], &status, 0);
    printf("by pid: %d %d\n", got == children[1], WEXITSTATUS(status));
    got = waitpid(-children[3], &status, 0);
    printf("by its group: %d %d\n", got == children[3], WEXITSTATUS(status));
    got = waitpid(0, &status, 0);
    printf("by my group: %d %d\n", got == children[0], WEXITSTATUS(status));
    got = waitpid(-1, &status, 0);
    printf("any: %d %d\n", got == children[2], WEXITSTATUS(status));
    return 0;
}
