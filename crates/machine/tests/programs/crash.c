#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
static void report(const char *what, int status) {
    if (WIFSIGNALED(status)) printf("%s: killed by %d\n", what, WTERMSIG(status));
    else printf("%s: exited %d\n", what, WEXITSTATUS(status));
    fflush(stdout);
}
static volatile int zero;
static void handler(int signal, siginfo_t *info, void *context) {
    (void)context;
    _exit(info->si_addr == (void *)16 && signal == SIGSEGV ? 42 : 43);
}
static void attempt(const char *what, int which) {
    pid_t child = fork();
    if (child == 0) {
        switch (which) {
        case 0: *(volatile int *)16 = 1; break;
        case 1: abort(); break;
        case 2: __asm__ volatile("unimp"); break;
        case 3: __asm__ volatile("ebreak"); break;
        case 4: raise(SIGTERM); break;
        case 5: { int ends[2]; if (pipe(ends)) _exit(9); close(ends[0]); if (write(ends[1], "x", 1)) _exit(8); break; }
        case 6: kill(getpid(), SIGKILL); break;
        case 7: *(char *)"constant" = 'C'; break;
        case 8: {
            struct sigaction action = { .sa_sigaction = handler, .sa_flags = SA_SIGINFO };
            sigaction(SIGSEGV, &action, NULL);
            *(volatile int *)16 = 1;
            break;
        }
        case 9: signal(SIGPIPE, SIG_IGN); raise(SIGPIPE); break;
        }
        _exit(0);
    }
    int status;
    waitpid(child, &status, 0);
    report(what, status);
}
static volatile int handled;
static void count(int signal) { handled += signal; }
int main(void) {
    attempt("null", 0);
    attempt("abort", 1);
    attempt("unimp", 2);
    attempt("ebreak", 3);
    attempt("raise", 4);
    attempt("pipe", 5);
    attempt("kill", 6);
    attempt("constant", 7);
    attempt("handler", 8);
    attempt("ignored", 9);
    signal(SIGUSR1, count);
    double before = 1.25 + zero;
    raise(SIGUSR1);
    kill(getpid(), SIGUSR1);
    printf("handled %d, %.3f\n", handled, before * 3);
    return 0;
}
