// A program runs itself again with other arguments and another environment; the pid stays.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv, char **envp) {
    if (argc > 1) {
        printf("again: pid %d, argc %d, last %s, environment %s\n", getpid(), argc, argv[argc - 1], envp[0]);
        return 40 + argc;
    }
    char *nothing[] = {NULL};
    char *more[] = {"renamed", "a", "b c", "", "end", NULL};
    char *environment[] = {"ONLY=this", NULL};
    int result = execve("/nowhere", nothing, nothing);
    printf("no such file: %d %s\n", result, strerror(errno));
    result = execve("/w", more, environment);
    printf("a directory: %d %s\n", result, strerror(errno));
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        execve("/proc/self/exe", more, environment);
        _exit(1);
    }
    int status;
    waitpid(child, &status, 0);
    printf("child ended with %d\n", WEXITSTATUS(status));
    fflush(stdout);
    execve(argv[0], more, environment);
    return 2;
}
