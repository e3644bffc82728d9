// Pointers that lead nowhere make a call fail with EFAULT, not the program.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void show(const char *what, long result) {
    printf("%s: %ld %s\n", what, result, result < 0 ? strerror(errno) : "-");
}

int main(void) {
    char *pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    munmap(pages + 4096, 4096);
    mprotect(pages, 4096, PROT_READ | PROT_WRITE);
    memset(pages, 'x', 4096);
    void *nowhere = (void *)16;
    int fds[2];
    pipe(fds);
    show("write from nowhere", write(fds[1], nowhere, 10));
    show("write up to the edge", write(fds[1], pages + 4090, 6));
    show("read into nowhere", read(fds[0], nowhere, 3));
    show("open a name from nowhere", open(nowhere, O_RDONLY));
    show("pipe into nowhere", pipe(nowhere));
    show("stat into nowhere", stat("/", nowhere));
    if (fork() == 0) {
        _exit(0);
    }
    show("wait into nowhere", wait(nowhere));
    mprotect(pages, 4096, PROT_READ);
    write(fds[1], "abc", 3);
    show("read into what cannot be written", read(fds[0], pages, 3));
    return 0;
}
