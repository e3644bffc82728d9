// A child that exits gives back what it had read ahead from a file: the parent reads on where the child's program stood.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    char line[20];
    int fd = open("lines", O_RDWR | O_CREAT, 0644);
    write(fd, "one\ntwo\nthree\nfour\n", 19);
    lseek(fd, 0, SEEK_SET);
    FILE *f = fdopen(fd, "r");
    printf("parent: %s", fgets(line, sizeof line, f));
    printf("the descriptor is at %ld\n", (long)lseek(fd, 0, SEEK_CUR));
    fflush(stdout);
    if (fork() == 0) {
        printf("child: %s", fgets(line, sizeof line, f));
        fflush(stdout);
        exit(0);
    }
    wait(NULL);
    printf("the descriptor is at %ld\n", (long)lseek(fd, 0, SEEK_CUR));
    while (fgets(line, sizeof line, f)) {
        printf("parent: %s", line);
    }
    return 0;
}
