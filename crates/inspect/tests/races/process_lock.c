#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <fcntl.h>
#include <sys/file.h>

int main(void) {
    int *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int file = open("lock", O_CREAT | O_RDWR, 0600);
    pid_t child = fork();
    if (child == 0) {
        int own = open("lock", O_RDWR);
        flock(own, LOCK_EX);
        shared[0]++;
        flock(own, LOCK_UN);
        _exit(0);
    }
    flock(file, LOCK_EX);
    shared[0]++;
    flock(file, LOCK_UN);
    waitpid(child, NULL, 0);
    printf("%d\n", shared[0]);
}
