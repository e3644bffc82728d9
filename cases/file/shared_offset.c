// After fork and dup the offset is shared; a second open has its own.
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    char text[10] = "";
    int fd = open("data", O_RDWR | O_CREAT, 0600);
    write(fd, "0123456789", 10);
    lseek(fd, 0, SEEK_SET);
    int copy = dup(fd);
    int own = open("data", O_RDONLY);
    if (fork() == 0) {
        read(fd, text, 4);
        return 0;
    }
    wait(NULL);
    printf("parent at %ld, copy at %ld, own at %ld\n", (long)lseek(fd, 0, SEEK_CUR), (long)lseek(copy, 0, SEEK_CUR),
           (long)lseek(own, 0, SEEK_CUR));
    read(copy, text, 3);
    printf("%.3s, parent at %ld\n", text, (long)lseek(fd, 0, SEEK_CUR));
    return 0;
}
