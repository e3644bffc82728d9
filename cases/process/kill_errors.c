// kill with signal 0 only asks; wrong signals and missing processes are errors.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void show(const char *what, int result) {
    printf("%s: %d %s\n", what, result, result < 0 ? strerror(errno) : "-");
}

int main(void) {
    show("oneself", kill(getpid(), 0));
    show("nobody", kill(4000, 0));
    show("nobody with SIGTERM", kill(4000, SIGTERM));
    show("signal 65", kill(getpid(), 65));
    show("signal -1", kill(getpid(), -1));
    show("init, which is root's", kill(1, 0));
    struct sigaction action;
    memset(&action, 0, sizeof action);
    show("a handler for SIGKILL", sigaction(SIGKILL, &action, NULL));
    show("a handler for signal 0", sigaction(0, &action, NULL));
    return 0;
}
