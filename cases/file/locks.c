// Record locks belong to processes and exclude others by range; flock belongs to the description.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static int file;

static void lock(const char *what, int command, int type, long start, long length) {
    struct flock wish = {.l_type = type, .l_whence = SEEK_SET, .l_start = start, .l_len = length};
    int result = fcntl(file, command, &wish);
    printf("%s: %s", what, result < 0 ? strerror(errno) : "done");
    if (command == F_GETLK) {
        printf(", type %d from %ld length %ld by %d", wish.l_type, (long)wish.l_start, (long)wish.l_len,
               (int)wish.l_pid);
    }
    printf("\n");
    fflush(stdout);
}

int main(void) {
    file = open("file", O_RDWR | O_CREAT, 0600);
    lock("write 0-9", F_SETLK, F_WRLCK, 0, 10);
    lock("read 20-", F_SETLK, F_RDLCK, 20, 0);
    if (fork() == 0) {
        lock("child asks", F_GETLK, F_WRLCK, 5, 100);
        lock("child takes 5", F_SETLK, F_RDLCK, 5, 1);
        lock("child takes 10", F_SETLK, F_WRLCK, 10, 5);
        lock("child reads 30", F_SETLK, F_RDLCK, 30, 5);
        lock("child waits", F_SETLKW, F_WRLCK, 0, 1);
        _exit(0);
    }
    usleep(40000);
    lock("unlock the middle", F_SETLK, F_UNLCK, 3, 2);
    struct flock first = {.l_type = F_UNLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 3};
    fcntl(file, F_SETLK, &first);
    wait(NULL);
    lock("deadlock not alone", F_SETLKW, F_WRLCK, 0, 0);
    int other = open("file", O_RDWR);
    printf("flock %d\n", flock(file, LOCK_EX));
    int result = flock(other, LOCK_SH | LOCK_NB);
    printf("other description: %d %s\n", result, strerror(errno));
    printf("shared %d\n", flock(file, LOCK_SH));
    printf("other %d\n", flock(other, LOCK_SH | LOCK_NB));
    close(dup(other));
    printf("still held: %d\n", flock(file, LOCK_EX | LOCK_NB));
    close(other);
    printf("released: %d\n", flock(file, LOCK_EX | LOCK_NB));
    return 0;
}
