// System V messages: order by type, refusals, and removal under a sleeper.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

struct letter {
    long type;
    char text[32];
};

static void show(const char *what, long result) {
    printf("%s: %ld %s\n", what, result, result < 0 ? strerror(errno) : "");
}

int main(void) {
    struct letter letter;
    struct msqid_ds status;
    int queue = msgget(IPC_PRIVATE, 0600);
    printf("identifier %d, next %d\n", queue, msgget(77, IPC_CREAT | 0600));
    show("exists", msgget(77, IPC_CREAT | IPC_EXCL | 0600));
    show("none", msgget(78, 0600));
    for (long type = 3; type >= 1; type--) {
        letter.type = type;
        snprintf(letter.text, sizeof letter.text, "type %ld", type);
        msgsnd(queue, &letter, strlen(letter.text) + 1, 0);
    }
    letter.type = 0;
    show("type 0", msgsnd(queue, &letter, 1, 0));
    msgctl(queue, IPC_STAT, &status);
    printf("%lu messages, %lu bytes at most, last sender %d\n", (unsigned long)status.msg_qnum,
           (unsigned long)status.msg_qbytes, (int)status.msg_lspid);
    show("too short", msgrcv(queue, &letter, 2, 0, 0));
    show("lowest up to 2", msgrcv(queue, &letter, 32, -2, 0));
    printf("%s\n", letter.text);
    show("exactly 2", msgrcv(queue, &letter, 32, 2, 0));
    show("no 2 any more", msgrcv(queue, &letter, 32, 2, IPC_NOWAIT));
    show("cut", msgrcv(queue, &letter, 2, 0, MSG_NOERROR));
    if (fork() == 0) {
        show("sleeper", msgrcv(queue, &letter, 32, 0, 0));
        fflush(stdout);
        _exit(0);
    }
    usleep(30000);
    fflush(stdout);
    msgctl(queue, IPC_RMID, NULL);
    wait(NULL);
    show("removed", msgrcv(queue, &letter, 32, 0, 0));
    return 0;
}
