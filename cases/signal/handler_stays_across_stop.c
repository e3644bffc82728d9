// A stopped process keeps signals pending until SIGCONT; SIGKILL ends it at once; SIGCONT discards pending stops.
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int fds[2];

static void handler(int signal) {
    write(fds[1], signal == SIGUSR1 ? "u" : "c", 1);
}

int main(void) {
    int status;
    char text[4] = {0};
    pipe(fds);
    pid_t child = fork();
    if (child == 0) {
        signal(SIGUSR1, handler);
        raise(SIGSTOP);
        for (;;) {
            pause();
        }
    }
    waitpid(child, &status, WUNTRACED);
    kill(child, SIGUSR1);
    usleep(20000);
    printf("nothing yet: %d\n", waitpid(child, &status, WNOHANG | WUNTRACED));
    kill(child, SIGCONT);
    read(fds[0], text, 1);
    printf("after SIGCONT: %s\n", text);
    kill(child, SIGSTOP);
    waitpid(child, &status, WUNTRACED);
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    printf("killed while stopped: %d\n", WTERMSIG(status) == SIGKILL);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTSTP);
    sigprocmask(SIG_BLOCK, &set, NULL);
    raise(SIGTSTP);
    sigpending(&set);
    printf("SIGTSTP pending %d", sigismember(&set, SIGTSTP));
    raise(SIGCONT);
    sigpending(&set);
    printf(", after SIGCONT %d\n", sigismember(&set, SIGTSTP));
    return 0;
}
