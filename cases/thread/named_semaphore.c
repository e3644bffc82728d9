// A named semaphore and a shared object between parent and child.
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    sem_t *full = sem_open("/full", O_CREAT | O_EXCL, 0600, 0);
    sem_t *empty = sem_open("/empty", O_CREAT | O_EXCL, 0600, 1);
    printf("again: %d", sem_open("/full", O_CREAT | O_EXCL, 0600, 0) == SEM_FAILED);
    printf(" %s\n", strerror(errno));
    int fd = shm_open("/box", O_CREAT | O_RDWR, 0600);
    ftruncate(fd, 4096);
    int *box = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    fflush(stdout);
    if (fork() == 0) {
        sem_t *theirs = sem_open("/full", 0);
        for (int i = 1; i <= 3; i++) {
            sem_wait(empty);
            *box = i * 11;
            sem_post(theirs);
        }
        _exit(0);
    }
    for (int i = 0; i < 3; i++) {
        sem_wait(full);
        printf("box %d\n", *box);
        sem_post(empty);
    }
    wait(NULL);
    int value;
    sem_getvalue(empty, &value);
    printf("empty %d, unlink %d", value, sem_unlink("/full"));
    printf(" %d", sem_unlink("/empty"));
    printf(" %d\n", shm_unlink("/box"));
    printf("gone: %d", sem_open("/full", 0) == SEM_FAILED);
    printf(" %s\n", strerror(errno));
    return 0;
}
