// A reader waits for two writers of one pipe; one of them waits for the reader, the other only sleeps: no deadlock.
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int request[2], answer[2];
    char letter;
    pipe(request);
    pipe(answer);
    if (fork() == 0) {
        close(request[1]);
        close(answer[0]);
        read(request[0], &letter, 1);
        write(answer[1], "a", 1);
        _exit(0);
    }
    if (fork() == 0) {
        close(request[0]);
        close(request[1]);
        close(answer[0]);
        usleep(5000);
        write(answer[1], "b", 1);
        _exit(0);
    }
    close(request[0]);
    close(answer[1]);
    read(answer[0], &letter, 1);
    write(request[1], "r", 1);
    while (wait(NULL) > 0) {
    }
    return 0;
}
