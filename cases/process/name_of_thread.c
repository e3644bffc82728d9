// PR_SET_NAME cuts after 15 bytes; execve(2) names the process after the file.
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
    char name[17] = {0};
    prctl(PR_GET_NAME, name, 0, 0, 0);
    printf("name %s\n", name);
    if (argc > 1) {
        return 0;
    }
    prctl(PR_SET_NAME, "a_name_that_is_far_too_long", 0, 0, 0);
    prctl(PR_GET_NAME, name, 0, 0, 0);
    printf("name %s\n", name);
    fflush(stdout);
    if (fork() == 0) {
        prctl(PR_GET_NAME, name, 0, 0, 0);
        printf("child %s\n", name);
        fflush(stdout);
        _exit(0);
    }
    wait(NULL);
    char *again[] = {"other", "x", NULL};
    execv(argv[0], again);
    return 1;
}
