// sem_open(3): O_CREAT, O_EXCL, ENOENT, the same object for the same name, unlinked but usable, names that are wrong.
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void told(const char *what, sem_t *semaphore) {
    printf("%s: %s\n", what, semaphore == SEM_FAILED ? strerror(errno) : "open");
}

int main(void) {
    int value;
    told("not there", sem_open("/case", 0));
    sem_t *first = sem_open("/case", O_CREAT | O_EXCL, 0600, 1);
    told("created", first);
    told("exclusively again", sem_open("/case", O_CREAT | O_EXCL, 0600, 1));
    sem_t *second = sem_open("/case", O_CREAT, 0600, 5);
    told("opened", second);
    printf("the same address: %d\n", first == second);
    sem_getvalue(second, &value);
    printf("its value: %d\n", value);
    fflush(stdout);
    if (fork() == 0) {
        sem_t *mine = sem_open("/case", 0);
        sem_post(mine);
        sem_post(mine);
        _exit(0);
    }
    wait(NULL);
    sem_getvalue(first, &value);
    printf("after the child's posts: %d\n", value);
    printf("unlink: %d\n", sem_unlink("/case"));
    told("not there any more", sem_open("/case", 0));
    printf("still usable: %d\n", sem_trywait(first));
    int result = sem_unlink("/case");
    printf("unlink again: %d %s\n", result, strerror(errno));
    told("a name with two slashes", sem_open("/a/b", O_CREAT, 0600, 1));
    told("an empty name", sem_open("", O_CREAT, 0600, 1));
    told("a value too large", sem_open("/big", O_CREAT, 0600, 1U << 31));
    printf("close: %d %d\n", sem_close(second), sem_close(first));
    return 0;
}
