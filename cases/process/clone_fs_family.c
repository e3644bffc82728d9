// CLONE_FS goes both ways and on to a child's child; fork copies; it outlives the one who began it.
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int go[2], done[2];

static pid_t sharing(void) {
    fflush(stdout);
    return syscall(SYS_clone, CLONE_FS | SIGCHLD, 0, 0, 0, 0);
}

static void told(const char *who) {
    char here[256];
    getcwd(here, sizeof here);
    unsigned mask = umask(0);
    umask(mask);
    printf("%s: %s, umask %03o\n", who, here, mask);
    fflush(stdout);
}

static void steps(int *queue, const char *what) {
    char byte = 'x';
    if (what[0] == 'w') {
        write(queue[1], &byte, 1);
    } else {
        read(queue[0], &byte, 1);
    }
}

int main(void) {
    pipe(go);
    pipe(done);
    mkdir("one", 0700);
    mkdir("one/two", 0700);
    umask(022);
    if (sharing() == 0) {
        steps(go, "read");
        told("child");
        chdir("two");
        if (sharing() == 0) {
            umask(077);
            steps(done, "write");
            steps(go, "read");
            told("the child's child");
            steps(done, "write");
            _exit(0);
        }
        _exit(0);
    }
    chdir("one");
    umask(027);
    steps(go, "write");
    steps(done, "read");
    wait(NULL);
    told("parent");
    if (fork() == 0) {
        chdir("/tmp");
        umask(0);
        told("forked");
        _exit(0);
    }
    wait(NULL);
    told("parent");
    chdir("..");
    umask(011);
    steps(go, "write");
    steps(done, "read");
    return 0;
}
