// System V and POSIX IPC: what programs send arrives. Needs a kernel that has all of it.
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

union semun {
    int val;
    struct semid_ds *buf;
    unsigned short *array;
};

static void system_v(void) {
    struct {
        long type;
        char text[16];
    } message = {5, "hello"}, got;
    struct msqid_ds queue;
    int id = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
    printf("msgsnd %d", msgsnd(id, &message, 6, 0));
    message.type = 7;
    strcpy(message.text, "other");
    msgsnd(id, &message, 6, 0);
    msgctl(id, IPC_STAT, &queue);
    printf(" queued %lu\n", queue.msg_qnum);
    printf("msgrcv %zd", msgrcv(id, &got, sizeof got.text, 7, 0));
    printf(" type %ld %s\n", got.type, got.text);
    printf("none: %zd", msgrcv(id, &got, sizeof got.text, 9, IPC_NOWAIT));
    printf(" %s", strerror(errno));
    printf(", remove %d\n", msgctl(id, IPC_RMID, NULL));

    int sem = semget(IPC_PRIVATE, 2, IPC_CREAT | 0600);
    unsigned short values[2] = {3, 4};
    union semun argument = {.array = values};
    semctl(sem, 0, SETALL, argument);
    struct sembuf operations[2] = {{0, -2, 0}, {1, 1, 0}};
    printf("semop %d:", semop(sem, operations, 2));
    printf(" %d %d\n", semctl(sem, 0, GETVAL), semctl(sem, 1, GETVAL));
    operations[0].sem_flg = IPC_NOWAIT;
    printf("refused: %d", semop(sem, operations, 1));
    printf(" %s\n", strerror(errno));
    argument.val = 9;
    semctl(sem, 1, SETVAL, argument);
    printf("set %d, pid is ours %d\n", semctl(sem, 1, GETVAL), semctl(sem, 1, GETPID) == getpid());
    semctl(sem, 0, IPC_RMID);

    int shm = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
    char *memory = shmat(shm, NULL, 0);
    if (fork() == 0) {
        strcpy(memory, "from the child");
        _exit(0);
    }
    wait(NULL);
    struct shmid_ds segment;
    shmctl(shm, IPC_STAT, &segment);
    printf("%s, size %zu", memory, segment.shm_segsz);
    printf(", detach %d", shmdt(memory));
    printf(", remove %d\n", shmctl(shm, IPC_RMID, NULL));
    printf("ftok %d, missing %d\n", ftok("/", 'a') == ftok("/", 'a'), ftok("/no/such/file", 1));
}

static void posix(void) {
    char name[64], text[64];
    unsigned priority;
    struct mq_attr attributes = {.mq_maxmsg = 4, .mq_msgsize = 32};
    snprintf(name, sizeof name, "/vitrine-test-%d", (int)getpid());
    mqd_t queue = mq_open(name, O_CREAT | O_EXCL | O_RDWR | O_NONBLOCK, 0600, &attributes);
    printf("mq_send %d", mq_send(queue, "low", 4, 1));
    printf(" %d\n", mq_send(queue, "high", 5, 9));
    mq_getattr(queue, &attributes);
    printf("size %ld, waiting %ld\n", attributes.mq_msgsize, attributes.mq_curmsgs);
    printf("receive %zd", mq_receive(queue, text, 32, &priority));
    printf(" %s %u\n", text, priority);
    mq_receive(queue, text, 32, NULL);
    printf("empty %zd", mq_receive(queue, text, 32, NULL));
    printf(" %s\n", strerror(errno));
    printf("close %d", mq_close(queue));
    printf(" unlink %d", mq_unlink(name));
    printf(", again %d", mq_unlink(name));
    printf(" %s", strerror(errno));
    printf(", no slash %d", mq_open("name", O_RDONLY));
    printf(" %s\n", strerror(errno));

    int fd = shm_open(name, O_CREAT | O_RDWR | O_EXCL, 0600);
    printf("ftruncate %d\n", ftruncate(fd, 4096));
    int *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    sem_t *semaphore = sem_open(name, O_CREAT | O_EXCL, 0600, 0);
    sem_t *same = sem_open(name, 0);
    printf("one address %d\n", semaphore == same);
    if (fork() == 0) {
        *shared = 42;
        sem_post(semaphore);
        _exit(0);
    }
    sem_wait(semaphore);
    printf("shared %d\n", *shared);
    wait(NULL);
    printf("close %d %d", sem_close(semaphore), sem_close(same));
    printf(", unlink %d %d\n", sem_unlink(name), shm_unlink(name));
    printf("missing: %d", sem_open(name, 0) == SEM_FAILED);
    printf(" %s", strerror(errno));
    printf(", %d", shm_open(name, O_RDWR, 0));
    printf(" %s\n", strerror(errno));
}

int main(void) {
    system_v();
    posix();
    return 0;
}
