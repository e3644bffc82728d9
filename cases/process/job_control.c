// Job control: a background job that reads stops with SIGTTIN; tcsetpgrp(3); SIGTTOU; EIO when it cannot be stopped.
// mode: tty
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static void show(const char *what, pid_t child) {
    int status;
    waitpid(child, &status, WUNTRACED);
    if (WIFSTOPPED(status)) {
        printf("%s: stopped by %s\n", what, WSTOPSIG(status) == SIGTTIN ? "SIGTTIN" : WSTOPSIG(status) == SIGTTOU ? "SIGTTOU" : "?");
        kill(child, SIGKILL);
        waitpid(child, &status, 0);
    } else {
        printf("%s: exit %d\n", what, WEXITSTATUS(status));
    }
}

static pid_t background(void) {
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        setpgid(0, 0);
    } else {
        setpgid(child, child);
    }
    return child;
}

int main(void) {
    char c;
    struct termios modes;
    printf("foreground %d\n", tcgetpgrp(0) == getpgrp());
    pid_t child = background();
    if (child == 0) {
        read(0, &c, 1);
        _exit(1);
    }
    show("read", child);
    child = background();
    if (child == 0) {
        signal(SIGTTIN, SIG_IGN);
        _exit(read(0, &c, 1) < 0 && errno == EIO ? 2 : 1);
    }
    show("read, SIGTTIN ignored", child);
    child = background();
    if (child == 0) {
        write(1, "background output\n", 18);
        _exit(3);
    }
    show("write", child);
    tcgetattr(0, &modes);
    modes.c_lflag |= TOSTOP;
    tcsetattr(0, TCSANOW, &modes);
    child = background();
    if (child == 0) {
        write(1, "background output\n", 18);
        _exit(1);
    }
    show("write, TOSTOP", child);
    child = background();
    if (child == 0) {
        signal(SIGTTOU, SIG_IGN);
        write(1, "ignored SIGTTOU\n", 16);
        _exit(4);
    }
    show("write, TOSTOP, SIGTTOU ignored", child);
    child = background();
    if (child == 0) {
        tcsetpgrp(0, getpgrp());
        _exit(1);
    }
    show("tcsetpgrp", child);
    child = background();
    if (child == 0) {
        tcsetattr(0, TCSANOW, &modes);
        _exit(1);
    }
    show("tcsetattr", child);
    child = background();
    if (child == 0) {
        signal(SIGTTOU, SIG_IGN);
        _exit(tcsetpgrp(0, getpgrp()) == 0 && tcgetpgrp(0) == getpgrp() ? 5 : 1);
    }
    signal(SIGTTOU, SIG_IGN);
    show("tcsetpgrp, SIGTTOU ignored", child);
    printf("nobody's: %d", tcgetpgrp(0) == getpgrp());
    printf(", back: %d", tcsetpgrp(0, getpgrp()));
    printf(" %d\n", tcgetpgrp(0) == getpgrp());
    printf("no such group: %d", tcsetpgrp(0, 99999));
    printf(" %s\n", strerror(errno));
    return 0;
}
