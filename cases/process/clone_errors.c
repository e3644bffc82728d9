// clone(2): combinations that are EINVAL.
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void tries(const char *name, unsigned long flags) {
    long result = syscall(SYS_clone, flags, NULL, NULL, NULL, NULL);
    if (result == 0) {
        _exit(0);
    }
    printf("%s: %s\n", name, result < 0 ? strerror(errno) : "works");
    fflush(stdout);
    if (result > 0) {
        waitpid(result, NULL, __WALL);
    }
}

int main(void) {
    tries("plain", SIGCHLD);
    tries("thread without sighand", CLONE_THREAD | CLONE_VM);
    tries("sighand without vm", CLONE_SIGHAND | SIGCHLD);
    tries("newns with fs", CLONE_NEWNS | CLONE_FS | SIGCHLD);
    tries("clear_sighand", 0x100000000UL | SIGCHLD);
    tries("parent", CLONE_PARENT_SETTID * 0 | SIGUSR1);
    return 0;
}
