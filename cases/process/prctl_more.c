// prctl(2): name, dumpable, no_new_privs, child subreaper, timer slack, keepcaps, death signal, and bad arguments.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void told(const char *what, long result) {
    printf("%s: %ld %s\n", what, result, result < 0 ? strerror(errno) : "");
    fflush(stdout);
}

int main(void) {
    int number = -1;
    char name[16];
    told("dumpable", prctl(PR_GET_DUMPABLE, 0, 0, 0, 0));
    told("set dumpable 0", prctl(PR_SET_DUMPABLE, 0, 0, 0, 0));
    told("dumpable", prctl(PR_GET_DUMPABLE, 0, 0, 0, 0));
    told("set dumpable 2", prctl(PR_SET_DUMPABLE, 2, 0, 0, 0));
    told("no_new_privs", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
    told("set no_new_privs 0", prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0));
    told("set no_new_privs 1", prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
    told("no_new_privs", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
    prctl(PR_GET_CHILD_SUBREAPER, &number, 0, 0, 0);
    told("subreaper", number);
    told("timer slack", prctl(PR_GET_TIMERSLACK, 0, 0, 0, 0));
    told("keepcaps", prctl(PR_GET_KEEPCAPS, 0, 0, 0, 0));
    told("set pdeathsig 99", prctl(PR_SET_PDEATHSIG, 99, 0, 0, 0));
    told("set pdeathsig 15", prctl(PR_SET_PDEATHSIG, 15, 0, 0, 0));
    prctl(PR_GET_PDEATHSIG, &number, 0, 0, 0);
    told("pdeathsig", number);
    prctl(PR_SET_NAME, "a name that is too long", 0, 0, 0);
    prctl(PR_GET_NAME, name, 0, 0, 0);
    printf("name %s\n", name);
    if (fork() == 0) {
        number = -1;
        prctl(PR_GET_PDEATHSIG, &number, 0, 0, 0);
        told("child: pdeathsig", number);
        told("child: no_new_privs", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0));
        prctl(PR_GET_NAME, name, 0, 0, 0);
        printf("child: name %s\n", name);
        fflush(stdout);
        _exit(0);
    }
    wait(NULL);
    told("option 9999", prctl(9999, 0, 0, 0, 0));
    return 0;
}
