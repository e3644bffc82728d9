// A SIGSEGV handler that makes the page writable: the instruction is done again, once per page.
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

static char *area;
static int faults, codes_ok = 1;
static long size;

static void handler(int signal, siginfo_t *info, void *context) {
    (void)signal;
    (void)context;
    faults++;
    codes_ok &= info->si_code == SEGV_ACCERR;
    uintptr_t page = (uintptr_t)info->si_addr & ~(uintptr_t)(size - 1);
    mprotect((void *)page, size, PROT_READ | PROT_WRITE);
}

int main(void) {
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO};
    size = sysconf(_SC_PAGESIZE);
    area = mmap(NULL, 8 * size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    sigaction(SIGSEGV, &action, NULL);
    for (long i = 0; i < 8 * size; i += size / 2) {
        area[i] = 'a' + i / size;
    }
    printf("faults %d, all by protection %d\n", faults, codes_ok);
    for (int i = 0; i < 8; i++) {
        putchar(area[i * size + size / 2]);
    }
    putchar('\n');
    return 0;
}
