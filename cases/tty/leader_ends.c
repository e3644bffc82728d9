// A session leader gives its terminal up, or ends: who gets SIGHUP and SIGCONT, and what is left of the terminal.
// mode: tty
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static sigset_t watched;

static const char *error(int result) {
    return result < 0 ? strerror(errno) : "fine";
}

// What has come until nothing comes any more, and how the terminal looks now.
static void watch(const char *who, int out) {
    char text[400];
    int length = snprintf(text, sizeof text, "%s:", who);
    struct timespec patience = {0, 300000000};
    for (;;) {
        siginfo_t info;
        int signal = sigtimedwait(&watched, &info, &patience);
        if (signal < 0) {
            break;
        }
        length += snprintf(text + length, sizeof text - length, " SIG%s (code %d)", sigabbrev_np(signal), info.si_code);
    }
    int tty = open("/dev/tty", O_RDWR);
    length += snprintf(text + length, sizeof text - length, "; /dev/tty %s", error(tty));
    int group = tcgetpgrp(0);
    length += snprintf(text + length, sizeof text - length, "; foreground %s", error(group));
    length += snprintf(text + length, sizeof text - length, "; a terminal %d\n", isatty(0));
    write(out, text, length);
}

// A child in a process group of its own (or not) that watches as soon as the leader has ended.
static pid_t watcher(const char *who, int own_group, int ready, int out) {
    pid_t child = fork();
    if (child == 0) {
        if (own_group) {
            setpgid(0, 0);
        }
        write(ready, "r", 1);
        watch(who, out);
        _exit(0);
    }
    if (own_group) {
        setpgid(child, child);
    }
    return child;
}

// Stopped when the leader ends: its group is orphaned then.
static pid_t stopped(int out) {
    pid_t child = fork();
    if (child == 0) {
        setpgid(0, 0);
        raise(SIGSTOP);
        watch("stopped group", out);
        _exit(0);
    }
    setpgid(child, child);
    int status;
    waitpid(child, &status, WUNTRACED);
    return child;
}

static void leader(int *out) {
    int ready[2];
    char byte;
    pipe(ready);
    printf("setsid %d\n", setsid() == getpid());
    printf("open /dev/tty: %s\n", error(open("/dev/tty", O_RDWR)));
    printf("take the terminal: %s\n", error(ioctl(0, TIOCSCTTY, 0)));
    printf("foreground is ours: %d\n", tcgetpgrp(0) == getpgrp());
    watcher("leader's group", 0, ready[1], out[0]);
    pid_t front = watcher("foreground group", 1, ready[1], out[1]);
    watcher("background group", 1, ready[1], out[2]);
    stopped(out[3]);
    for (int i = 0; i < 3; i++) {
        read(ready[0], &byte, 1);
    }
    signal(SIGTTOU, SIG_IGN);
    printf("another foreground: %s\n", error(tcsetpgrp(0, front)));
    fflush(stdout);
    _exit(3);
}

int main(void) {
    int pipes[4][2], ends[4], ready[2], status;
    char byte, text[400];
    setvbuf(stdout, NULL, _IONBF, 0);
    signal(SIGTTOU, SIG_IGN);
    sigemptyset(&watched);
    sigaddset(&watched, SIGHUP);
    sigaddset(&watched, SIGCONT);
    sigprocmask(SIG_BLOCK, &watched, NULL);
    pipe(ready);
    printf("we lead: %d\n", getsid(0) == getpid());
    pid_t child = fork();
    if (child == 0) {
        write(ready[1], "r", 1);
        // Not the leader: only it loses the terminal.
        if (ioctl(0, TIOCNOTTY) < 0) {
            printf("TIOCNOTTY: %s\n", strerror(errno));
        }
        printf("child without it: %s\n", error(open("/dev/tty", O_RDWR)));
        _exit(0);
    }
    waitpid(child, NULL, 0);
    printf("we still have it: %s\n", error(open("/dev/tty", O_RDWR)));
    child = watcher("other process", 0, ready[1], 1);
    read(ready[0], &byte, 1);
    read(ready[0], &byte, 1);
    printf("give it up: %s\n", error(ioctl(0, TIOCNOTTY)));
    waitpid(child, NULL, 0);
    watch("who gave it up", 1);
    printf("again: %s\n", error(ioctl(0, TIOCNOTTY)));
    for (int i = 0; i < 4; i++) {
        pipe(pipes[i]);
        ends[i] = pipes[i][1];
    }
    pid_t new_leader = fork();
    if (new_leader == 0) {
        leader(ends);
    }
    waitpid(new_leader, &status, 0);
    printf("the leader ended with %d\n", WEXITSTATUS(status));
    for (int i = 0; i < 4; i++) {
        close(pipes[i][1]);
        ssize_t got = read(pipes[i][0], text, sizeof text);
        printf("%.*s", (int)got, text);
    }
    printf("take it back: %s\n", error(ioctl(0, TIOCSCTTY, 0)));
    printf("foreground is ours: %d\n", tcgetpgrp(0) == getpgrp());
    return 0;
}
