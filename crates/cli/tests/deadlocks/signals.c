// Parent and child both wait for a signal from the other.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static void ignore(int number) {
    (void)number;
}

int main(void) {
    signal(SIGUSR1, ignore);
    pid_t child = fork();
    pause();
    kill(child ? child : getppid(), SIGUSR1);
    return 0;
}
