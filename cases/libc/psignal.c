// psignal, psiginfo and strsignal on standard error.
// compare: stdout, stderr, status
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    for (int i = 0; i < 36; i++) {
        printf("%d %s\n", i, strsignal(i));
    }
    printf("%s\n", strsignal(64));
    printf("%s\n", strsignal(65));
    printf("%s\n", strsignal(-1));
    psignal(SIGSEGV, "prefix");
    psignal(SIGINT, NULL);
    psignal(SIGINT, "");
    siginfo_t info = {.si_signo = SIGUSR1, .si_code = SI_QUEUE};
    info.si_pid = 123;
    info.si_uid = 7;
    psiginfo(&info, "info");
    info.si_code = SI_USER;
    psiginfo(&info, NULL);
    printf("%s %s\n", sigabbrev_np(SIGTERM), sigabbrev_np(1000) ? "?" : "none");
    return 0;
}
