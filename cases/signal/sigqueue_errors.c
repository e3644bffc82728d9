// Who may say what with rt_sigqueueinfo(2), and the order in which it is checked.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void try(const char *what, long result) {
    printf("%s: %s\n", what, result < 0 ? strerror(errno) : "ok");
}

int main(void) {
    siginfo_t info;
    union sigval value = {0};
    int status;
    pid_t child = fork();
    if (child == 0) {
        pause();
    }
    memset(&info, 0, sizeof info);
    info.si_code = SI_USER;
    try("as SI_USER to a child", syscall(SYS_rt_sigqueueinfo, child, SIGUSR1, &info));
    try("as SI_USER to itself", syscall(SYS_rt_sigqueueinfo, getpid(), SIGCHLD, &info));
    info.si_code = SI_TKILL;
    try("as SI_TKILL to a child", syscall(SYS_rt_sigqueueinfo, child, SIGUSR1, &info));
    info.si_code = -77;
    try("with a code of its own", syscall(SYS_rt_sigqueueinfo, child, 0, &info));
    try("signal 65", syscall(SYS_rt_sigqueueinfo, child, 65, &info));
    try("no such process", syscall(SYS_rt_sigqueueinfo, 99999, 65, &info));
    try("sigqueue to nobody", sigqueue(99999, SIGUSR1, value));
    try("sigqueue to init", sigqueue(1, SIGUSR1, value));
    try("bad pointer", syscall(SYS_rt_sigqueueinfo, child, SIGUSR1, (void *)8));
    kill(child, SIGKILL);
    wait(&status);
    return 0;
}
