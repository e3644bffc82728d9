// membarrier(2) and get_robust_list(2) answer.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void) {
    unsigned long head = 1;
    unsigned long length = 0;
    printf("query: global %d\n", (int)(syscall(SYS_membarrier, 0, 0, 0) & 1));
    printf("global: %ld\n", syscall(SYS_membarrier, 1, 0, 0));
    printf("flags: %ld", syscall(SYS_membarrier, 0, 4, 0));
    printf(" %s\n", strerror(errno));
    printf("bad length: %ld", syscall(SYS_set_robust_list, &head, 23));
    printf(" %s\n", strerror(errno));
    syscall(SYS_get_robust_list, 0, &head, &length);
    printf("length %lu\n", length);
    printf("nobody: %ld", syscall(SYS_get_robust_list, 99999, &head, &length));
    printf(" %s\n", strerror(errno));
    return 0;
}
