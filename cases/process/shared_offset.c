// fork shares the offset, O_APPEND and locks' description; a second open has its own; dup shares; flags of the number do not.
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static long at(int fd) {
    return (long)lseek(fd, 0, SEEK_CUR);
}

int main(void) {
    char text[8];
    int file = open("file", O_RDWR | O_CREAT, 0600);
    write(file, "0123456789", 10);
    lseek(file, 0, SEEK_SET);
    int second = open("file", O_RDONLY), copy = dup(file);
    if (fork() == 0) {
        read(file, text, 4);
        fcntl(file, F_SETFL, O_APPEND);
        fcntl(file, F_SETFD, FD_CLOEXEC);
        _exit(0);
    }
    wait(NULL);
    printf("after the child's read: %ld, second open %ld, dup %ld\n", at(file), at(second), at(copy));
    printf("O_APPEND is common: %d\n", (fcntl(copy, F_GETFL) & O_APPEND) != 0);
    printf("FD_CLOEXEC is not: %d\n", fcntl(file, F_GETFD));
    write(copy, "ab", 2);
    printf("appended, so at %ld\n", at(file));
    printf("size %ld\n", (long)lseek(second, 0, SEEK_END));
    return 0;
}
