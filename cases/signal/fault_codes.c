// SEGV_MAPERR and SEGV_ACCERR, for reading, writing and executing; si_addr is the address.
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>

static sigjmp_buf back;
static siginfo_t seen;

static void handler(int signal, siginfo_t *info, void *context) {
    (void)signal;
    (void)context;
    seen = *info;
    siglongjmp(back, 1);
}

static void tries(const char *name, char *at, int how) {
    if (sigsetjmp(back, 1) == 0) {
        volatile char byte = 0;
        switch (how) {
        case 0: byte = *(volatile char *)at; break;
        case 1: *(volatile char *)at = 1; break;
        case 2: ((void (*)(void))at)(); break;
        }
        (void)byte;
        printf("%s: nothing happened\n", name);
        return;
    }
    const char *code = seen.si_code == SEGV_MAPERR ? "MAPERR" : seen.si_code == SEGV_ACCERR ? "ACCERR" : "?";
    printf("%s: signal %d %s, at the address %d\n", name, seen.si_signo, code, (char *)seen.si_addr == at);
}

int main(void) {
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO};
    sigaction(SIGSEGV, &action, NULL);
    char *none = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    char *readable = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    char *writable = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    tries("read at 8", (char *)8, 0);
    tries("write at 8", (char *)8, 1);
    tries("read without rights", none + 100, 0);
    tries("write without rights", none + 100, 1);
    tries("read the readable", readable + 1, 0);
    tries("write the readable", readable + 1, 1);
    tries("execute the writable", writable + 16, 2);
    munmap(writable, 4096);
    tries("read after munmap", writable, 0);
    return 0;
}
