// clone(2), clone3(2) by number: exit signals, __WCLONE, parent_tid and child_tid, errors.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sched.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef __WCLONE
#define __WCLONE 0x80000000
#endif
#ifndef __WALL
#define __WALL 0x40000000
#endif

static void try(const char *what, long result) {
    printf("%s: %s\n", what, result < 0 ? strerror(errno) : "ok");
}

static long plain(unsigned long flags) {
    long child = syscall(SYS_clone, flags, 0, 0, 0, 0);
    if (child == 0) {
        _exit(3);
    }
    return child;
}

int main(void) {
    int status;
    struct {
        unsigned long flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls;
    } wish;
    long child = plain(SIGCHLD);
    printf("SIGCHLD: %d\n", waitpid(child, &status, 0) == child);
    child = plain(0);
    printf("no signal, wait: %d", waitpid(child, &status, 0));
    printf(" %s\n", strerror(errno));
    printf("__WCLONE: %d status %d\n", waitpid(child, &status, __WCLONE) == child, WEXITSTATUS(status));
    signal(SIGUSR1, SIG_IGN);
    child = plain(SIGUSR1);
    printf("SIGUSR1, __WALL: %d\n", waitpid(child, &status, __WALL) == child);
    try("CLONE_SIGHAND without CLONE_VM", plain(CLONE_SIGHAND | SIGCHLD));
    try("CLONE_THREAD without CLONE_SIGHAND", plain(CLONE_THREAD | CLONE_VM));
    memset(&wish, 0, sizeof wish);
    int parent_tid = -1;
    int child_tid = -1;
    wish.flags = CLONE_PARENT_SETTID | CLONE_CHILD_SETTID;
    wish.parent_tid = (unsigned long)&parent_tid;
    wish.child_tid = (unsigned long)&child_tid;
    wish.exit_signal = SIGCHLD;
    child = syscall(SYS_clone3, &wish, sizeof wish);
    if (child == 0) {
        _exit(child_tid == getpid() ? 11 : 12);
    }
    printf("parent_tid %d, child_tid here %d\n", parent_tid == child, child_tid);
    waitpid(child, &status, 0);
    printf("in the child: %d\n", WEXITSTATUS(status));
    try("clone3: small", syscall(SYS_clone3, &wish, 56));
    try("clone3: signal in flags", (wish.flags = SIGCHLD, syscall(SYS_clone3, &wish, sizeof wish)));
    wish.flags = 0;
    wish.exit_signal = 65;
    try("clone3: bad signal", syscall(SYS_clone3, &wish, sizeof wish));
    wish.exit_signal = SIGCHLD;
    wish.stack_size = 4096;
    try("clone3: size without stack", syscall(SYS_clone3, &wish, sizeof wish));
    wish.stack_size = 0;
    wish.flags = 0x100000000UL;
    child = syscall(SYS_clone3, &wish, sizeof wish);
    if (child == 0) {
        _exit(signal(SIGUSR1, SIG_DFL) == SIG_IGN ? 21 : 22);
    }
    waitpid(child, &status, 0);
    printf("CLONE_CLEAR_SIGHAND: an ignored signal stays ignored %d\n", WEXITSTATUS(status) == 21);
    return 0;
}
