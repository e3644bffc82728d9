// execl, execlp, execle, execv, execvp, execvpe, fexecve: who searches PATH, who takes an environment.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char *self;

static void tries(int how) {
    char number[2] = {(char)('0' + how), 0};
    char *arguments[] = {"name", number, NULL}, *environment[] = {"COLOUR=red", NULL};
    fflush(stdout);
    if (fork() == 0) {
        switch (how) {
        case 0: execl(self, "name", number, NULL); break;
        case 1: execlp("linked", "name", number, NULL); break;
        case 2: execle(self, "name", number, NULL, environment); break;
        case 3: execv(self, arguments); break;
        case 4: execvp("linked", arguments); break;
        case 5: execvpe("linked", arguments, environment); break;
        case 6: fexecve(open(self, O_RDONLY), arguments, environment); break;
        case 7: execlp("not-there", "name", number, NULL); break;
        case 8: execvp("forbidden", arguments); break;
        case 9: execvp("", arguments); break;
        }
        printf("%d: %s\n", how, strerror(errno));
        fflush(stdout);
        _exit(1);
    }
    wait(NULL);
}

int main(int argc, char **argv) {
    if (argc > 1) {
        const char *colour = getenv("COLOUR");
        printf("%s: called %s, COLOUR=%s\n", argv[1], argv[0], colour ? colour : "(none)");
        return 0;
    }
    self = argv[0];
    setenv("COLOUR", "blue", 1);
    mkdir("bin", 0700);
    mkdir("other", 0700);
    symlink("../exec_variants", "bin/linked");
    close(open("other/forbidden", O_CREAT | O_WRONLY, 0600));
    setenv("PATH", "other:bin", 1);
    for (int how = 0; how < 10; how++) {
        tries(how);
    }
    return 0;
}
