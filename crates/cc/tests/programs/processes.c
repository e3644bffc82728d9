// The core of a systems course: fork, pipe, wait, signals of an exit, buffered output.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int to_child[2], to_parent[2];
    if (pipe(to_child) != 0 || pipe(to_parent) != 0) { perror("pipe"); return 1; }
    pid_t child = fork();
    if (child == 0) {
        close(to_child[1]);
        close(to_parent[0]);
        char buffer[64];
        ssize_t n;
        long total = 0;
        while ((n = read(to_child[0], buffer, sizeof buffer)) > 0)
            for (ssize_t i = 0; i < n; i++) total += buffer[i];
        char answer[32];
        int length = snprintf(answer, sizeof answer, "%ld", total);
        write(to_parent[1], answer, (size_t)length + 1);
        _exit(42);
    }
    close(to_child[0]);
    close(to_parent[1]);
    for (int i = 0; i < 1000; i++) write(to_child[1], "abc", 3);
    close(to_child[1]);
    char answer[32] = "";
    read(to_parent[0], answer, sizeof answer);
    int status;
    waitpid(child, &status, 0);
    printf("total %s, exited %d with %d\n", answer, WIFEXITED(status), WEXITSTATUS(status));
    printf("twice ");
    if (fork() == 0) exit(0);
    wait(NULL);
    return 0;
}
