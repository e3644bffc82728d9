// kill(2): which error comes first; the null signal; groups; init.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void try(const char *what, int result) {
    printf("%s: %s\n", what, result < 0 ? strerror(errno) : "ok");
}

int main(void) {
    int status;
    pid_t child = fork();
    if (child == 0) {
        _exit(0);
    }
    siginfo_t info;
    waitid(P_PID, child, &info, WEXITED | WNOWAIT);
    try("null signal to a zombie", kill(child, 0));
    try("SIGTERM to a zombie", kill(child, SIGTERM));
    try("bad signal to a zombie", kill(child, 65));
    wait(&status);
    try("reaped", kill(child, 0));
    try("reaped, bad signal", kill(child, 65));
    try("itself", kill(getpid(), 0));
    try("own group", kill(0, 0));
    try("no such group", kill(-99999, 0));
    try("init", kill(1, 0));
    try("init, bad signal", kill(1, 65));
    try("tgkill of another process's thread", syscall(SYS_tgkill, 1, getpid(), 0));
    try("tgkill 0", syscall(SYS_tgkill, 0, getpid(), 0));
    try("tkill -1", syscall(SYS_tkill, -1, 0));
    try("tkill itself", syscall(SYS_tkill, getpid(), 0));
    try("tkill itself, bad signal", syscall(SYS_tkill, getpid(), 65));
    return 0;
}
