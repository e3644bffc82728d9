// msgrcv(2), msgsnd(2), semop(2) and semtimedop(2) are never restarted: signal(7).
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void handler(int signal) {
    (void)signal;
}

static void soon(void) {
    pid_t to = getpid();
    if (fork() == 0) {
        usleep(30000);
        kill(to, SIGUSR1);
        _exit(0);
    }
}

static void told(const char *what, long result) {
    printf("%s: %ld %s\n", what, result, strerror(errno));
    errno = 0;
    wait(NULL);
}

int main(void) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    struct {
        long type;
        char text[4096];
    } message = {1, ""};
    struct sembuf take = {0, -1, 0};
    struct timespec limit = {10, 0};
    int queue = msgget(IPC_PRIVATE, 0600), set = semget(IPC_PRIVATE, 1, 0600);
    sigaction(SIGUSR1, &action, NULL);
    soon();
    told("msgrcv", msgrcv(queue, &message, 4096, 0, 0));
    while (msgsnd(queue, &message, 4096, IPC_NOWAIT) == 0) {
    }
    errno = 0;
    soon();
    told("msgsnd", msgsnd(queue, &message, 4096, 0));
    soon();
    told("semop", semop(set, &take, 1));
    soon();
    told("semtimedop", semtimedop(set, &take, 1, &limit));
    msgctl(queue, IPC_RMID, NULL);
    semctl(set, 0, IPC_RMID);
    return 0;
}
