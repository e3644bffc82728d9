// The end of the data segment. The kernel answers the end as it stands, moved or not: brk(2), "C library/kernel differences".
#include <unistd.h>
#include <vitrine/syscall.h>

static char *end_of_data;

int brk(void *end) {
    end_of_data = (char *)__syscall1(SYS_brk, end);
    if (end_of_data < (char *)end) {
        errno = ENOMEM;
        return -1;
    }
    return 0;
}

void *sbrk(intptr_t increment) {
    if (!end_of_data) {
        end_of_data = (char *)__syscall1(SYS_brk, 0);
    }
    char *old = end_of_data;
    if (increment != 0 && brk(old + increment) < 0) {
        return (void *)-1;
    }
    return old;
}
