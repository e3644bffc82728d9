// sched_setaffinity(2), sched_getaffinity(2): masks, sizes, inheritance.
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void show(const char *what, long result) {
    printf("%s: %ld %s\n", what, result, result < 0 ? strerror(errno) : "-");
}

int main(void) {
    unsigned long mask[16];
    memset(mask, 0, sizeof mask);
    mask[0] = 1;
    show("only CPU 0", syscall(SYS_sched_setaffinity, 0, sizeof mask, mask));
    unsigned cpu = 77;
    syscall(SYS_getcpu, &cpu, NULL, NULL);
    printf("on CPU %u\n", cpu);
    memset(mask, 0xff, sizeof mask);
    printf("read %s\n", syscall(SYS_sched_getaffinity, 0, sizeof mask, mask) >= 8 ? "some" : "none");
    printf("mask %lx\n", mask[0]);
    fflush(stdout);
    if (fork() == 0) {
        mask[0] = 0;
        syscall(SYS_sched_getaffinity, 0, sizeof mask, mask);
        printf("child's mask %lx\n", mask[0]);
        return 0;
    }
    wait(NULL);
    memset(mask, 0, sizeof mask);
    show("no CPU", syscall(SYS_sched_setaffinity, 0, sizeof mask, mask));
    mask[15] = 1;
    show("a CPU that does not exist", syscall(SYS_sched_setaffinity, 0, sizeof mask, mask));
    mask[0] = ~0ul;
    show("all and more", syscall(SYS_sched_setaffinity, 0, sizeof mask, mask));
    show("nowhere", syscall(SYS_sched_setaffinity, 0, 8, (void *)8));
    show("of nobody", syscall(SYS_sched_setaffinity, 99999, 8, mask));
    show("of init", syscall(SYS_sched_setaffinity, 1, 8, mask));
    mask[0] = 1;
    show("four bytes", syscall(SYS_sched_setaffinity, 0, 4, mask));
    show("get with 7 bytes", syscall(SYS_sched_getaffinity, 0, 7, mask));
    show("get with 12 bytes", syscall(SYS_sched_getaffinity, 0, 12, mask));
    show("get of nobody", syscall(SYS_sched_getaffinity, 99999, 128, mask));
    show("get nowhere", syscall(SYS_sched_getaffinity, 0, 128, (void *)8));
    return 0;
}
