// Guest faults with siginfo: signal, si_code and si_addr.
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static sigjmp_buf back;
static siginfo_t last;

static void handler(int signal, siginfo_t *info, void *context) {
    (void)context;
    last = *info;
    siglongjmp(back, signal);
}

static void touch(const char *what, volatile char *address, int writes) {
    int signal = sigsetjmp(back, 1);
    if (signal == 0) {
        if (writes) {
            *address = 1;
        } else {
            (void)*address;
        }
        printf("%s: fine\n", what);
        return;
    }
    printf("%s: %s, code %d, address %d\n", what, signal == SIGSEGV ? "SIGSEGV" : signal == SIGBUS ? "SIGBUS" : "?",
           last.si_code, last.si_addr == address);
}

int main(void) {
    struct sigaction action = {0};
    action.sa_sigaction = handler;
    action.sa_flags = SA_SIGINFO;
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
    touch("null pointer", (char *)NULL + 16, 0);
    char *page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    touch("read of a read-only page", page, 0);
    touch("write to a read-only page", page + 5, 1);
    mprotect(page, 4096, PROT_NONE);
    touch("read of PROT_NONE", page + 6, 0);
    munmap(page, 4096);
    touch("unmapped", page + 7, 0);
    int fd = open("short", O_RDWR | O_CREAT, 0600);
    write(fd, "abc", 3);
    char *file = mmap(NULL, 8192, PROT_READ, MAP_PRIVATE, fd, 0);
    touch("inside of the file", file + 4000, 0);
    touch("beyond the file", file + 4096, 0);
    return 0;
}
