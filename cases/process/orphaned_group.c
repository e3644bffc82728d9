// SIGTSTP does not stop an orphaned process group; a stopped group that becomes orphaned gets SIGHUP and SIGCONT.
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int fds[2];

static void handler(int signal) {
    write(fds[1], signal == SIGHUP ? "h" : "c", 1);
}

int main(void) {
    char text[8] = {0};
    int status;
    raise(SIGTSTP);
    printf("not stopped\n");
    fflush(stdout);
    pipe(fds);
    pid_t middle = fork();
    if (middle == 0) {
        pid_t job = fork();
        if (job == 0) {
            setpgid(0, 0);
            signal(SIGHUP, handler);
            signal(SIGCONT, handler);
            raise(SIGSTOP);
            close(fds[1]);
            _exit(0);
        }
        waitpid(job, &status, WUNTRACED);
        _exit(WIFSTOPPED(status) ? 3 : 4);
    }
    waitpid(middle, &status, 0);
    printf("the job was stopped: %d\n", WEXITSTATUS(status) == 3);
    close(fds[1]);
    int got = 0;
    while (got < 2) {
        ssize_t size = read(fds[0], text + got, 2 - got);
        if (size <= 0) {
            break;
        }
        got += size;
    }
    printf("it got both: %d\n", got == 2 && text[0] != text[1]);
    return 0;
}
