// clone(2) with CLONE_FS: working directory and umask are common.
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char stack[65536] __attribute__((aligned(16)));

static int child(void *argument) {
    (void)argument;
    chdir("folder");
    umask(0);
    _exit(0);
}

int main(void) {
    char here[256];
    mkdir("folder", 0700);
    clone(child, stack + sizeof stack, CLONE_FS | SIGCHLD, NULL);
    wait(NULL);
    getcwd(here, sizeof here);
    printf("folder %s, umask %03o\n", here, umask(022));
    return 0;
}
