// clone(2): CLONE_FILES and CLONE_VM each share one thing; without them nothing is shared.
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int variable;
static char stack[65536] __attribute__((aligned(16)));

static int child(void *argument) {
    (void)argument;
    variable = 1;
    close(9);
    chdir("folder");
    umask(0);
    _exit(0);
}

static void tries(const char *name, int flags) {
    char here[256];
    variable = 0;
    chdir("/w");
    umask(022);
    dup2(1, 9);
    clone(child, stack + sizeof stack, flags | SIGCHLD, NULL);
    wait(NULL);
    getcwd(here, sizeof here);
    mode_t mask = umask(022);
    printf("%s: memory %d, descriptor closed %d, folder %s, umask %03o\n", name, variable, fcntl(9, F_GETFD) < 0, here, mask);
}

int main(void) {
    mkdir("folder", 0700);
    tries("nothing", 0);
    tries("CLONE_VM", CLONE_VM);
    tries("CLONE_FILES", CLONE_FILES);
    tries("both", CLONE_VM | CLONE_FILES);
    return 0;
}
