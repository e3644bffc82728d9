// A shared mapping and read and write see one file; beyond its end is SIGBUS; a private mapping keeps to itself.
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static sigjmp_buf back;

static void handler(int number) {
    siglongjmp(back, number);
}

int main(void) {
    char text[16] = "";
    int file = open("file", O_RDWR | O_CREAT, 0600);
    write(file, "0123456789", 10);
    char *shared = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    char *private = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
    shared[0] = 'a';
    private[1] = 'p';
    pread(file, text, 4, 0);
    printf("read %s\n", text);
    pwrite(file, "w", 1, 2);
    printf("mapped %.4s, behind the end %d\n", shared, shared[10]);
    if (fork() == 0) {
        shared[3] = 'c';
        _exit(0);
    }
    wait(NULL);
    pread(file, text, 10, 0);
    printf("read %s, private %.2s\n", text, private);
    signal(SIGBUS, handler);
    if (sigsetjmp(back, 1) == 0) {
        printf("%d\n", shared[4096]);
    } else {
        printf("SIGBUS\n");
    }
    ftruncate(file, 8192);
    shared[4096] = 'x';
    pread(file, text, 1, 4096);
    printf("grown: %c\n", text[0]);
    printf("msync %d\n", msync(shared, 8192, MS_SYNC));
    int result = msync(shared, 8192, MS_SYNC | MS_ASYNC);
    printf("bad flags %d %s\n", result, strerror(errno));
    ftruncate(file, 4);
    if (sigsetjmp(back, 1) == 0) {
        printf("%d\n", shared[4096]);
    } else {
        printf("SIGBUS, first page %.4s, then %d\n", shared, shared[5]);
    }
    int only = open("file", O_RDONLY);
    void *wrong = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, only, 0);
    printf("read-only: %d %s\n", wrong == MAP_FAILED, strerror(errno));
    close(file);
    unlink("file");
    shared[0] = 'z';
    printf("without a name: %.4s\n", shared);
    return 0;
}
