#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
extern char **environ;
static volatile int children, users;
static void on_child(int signal) { (void)signal; children++; }
static void on_user(int signal) { (void)signal; users++; }
static void later(pid_t to, int signal, long ms) {
    if (fork() == 0) {
        struct timespec nap = { 0, ms * 1000000 };
        nanosleep(&nap, NULL);
        kill(to, signal);
        _exit(0);
    }
}
int main(int argc, char **argv) {
    if (argc > 1) { printf("spawned: %s\n", argv[1]); return 5; }
    setvbuf(stdout, NULL, _IONBF, 0);
    int status;
    pid_t child;
    char *arguments[] = { argv[0], "by posix_spawn", NULL };
    printf("spawn %d", posix_spawn(&child, argv[0], NULL, NULL, arguments, environ));
    fflush(stdout);
    waitpid(child, &status, 0);
    printf("status %d\n", WEXITSTATUS(status));
    printf("no such file: %s\n", strerror(posix_spawn(&child, "/nowhere", NULL, NULL, arguments, environ)));
    if ((child = vfork()) == 0) { execl(argv[0], argv[0], "after vfork", (char *)NULL); _exit(1); }
    waitpid(child, &status, 0);
    struct sigaction action = { .sa_handler = on_child };
    sigaction(SIGCHLD, &action, NULL);
    sigset_t set, old;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, &old);
    for (int i = 0; i < 5; i++) if (fork() == 0) _exit(i);
    struct timespec nap = { 0, 100000000 };
    nanosleep(&nap, NULL);
    printf("blocked: %d\n", children);
    sigprocmask(SIG_SETMASK, &old, NULL);
    int reaped = 0;
    while (wait(&status) > 0) reaped++;
    printf("unblocked: %d, reaped %d\n", children, reaped);
    signal(SIGCHLD, SIG_IGN);
    if (fork() == 0) _exit(1);
    printf("ignored: %d %s\n", wait(&status), strerror(errno));
    signal(SIGCHLD, SIG_DFL);
    action.sa_handler = on_user;
    sigaction(SIGUSR1, &action, NULL);
    later(getpid(), SIGUSR1, 10);
    struct timespec left, second = { 1, 0 };
    int result = nanosleep(&second, &left);
    printf("nanosleep %d %s, about %ld ms left, users %d\n", result, strerror(errno), (left.tv_nsec / 1000000 + 5) / 10 * 10, users);
    wait(&status);
    int ends[2];
    char byte;
    if (pipe(ends)) return 1;
    later(getpid(), SIGUSR1, 10);
    result = read(ends[0], &byte, 1);
    printf("read %d %s, users %d\n", result, strerror(errno), users);
    wait(&status);
    action.sa_flags = SA_RESTART;
    sigaction(SIGUSR1, &action, NULL);
    later(getpid(), SIGUSR1, 10);
    if (fork() == 0) {
        struct timespec longer = { 0, 50000000 };
        nanosleep(&longer, NULL);
        if (write(ends[1], "y", 1) != 1) _exit(1);
        _exit(0);
    }
    result = read(ends[0], &byte, 1);
    printf("restarted read %d %c, users %d\n", result, byte, users);
    while (wait(&status) > 0) {}
    child = fork();
    if (child == 0) for (;;) pause();
    kill(child, SIGSTOP);
    waitpid(child, &status, WUNTRACED);
    printf("stopped %d by %d\n", WIFSTOPPED(status), WSTOPSIG(status));
    kill(child, SIGCONT);
    waitpid(child, &status, WCONTINUED);
    printf("continued %d\n", WIFCONTINUED(status));
    kill(child, SIGTERM);
    waitpid(child, &status, 0);
    printf("ended by %d\n", WTERMSIG(status));
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigprocmask(SIG_BLOCK, &set, &old);
    later(getpid(), SIGUSR1, 10);
    result = sigsuspend(&old);
    printf("sigsuspend %d %s, users %d\n", result, strerror(errno), users);
    wait(&status);
    raise(SIGUSR1);
    int got = 0;
    printf("sigwait %d", sigwait(&set, &got));
    printf(" %d\n", got);
    if (fork() == 0) { if (fork() == 0) { nanosleep(&nap, NULL); printf("orphan of %d\n", getppid()); exit(0); } _exit(0); }
    wait(&status);
    printf("children left: %d\n", wait(&status));
    return 0;
}
