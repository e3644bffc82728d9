// MAP_FIXED replaces what is there; without it an occupied hint is passed over; MAP_FIXED_NOREPLACE refuses.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

int main(void) {
    int rw = PROT_READ | PROT_WRITE;
    int flags = MAP_PRIVATE | MAP_ANONYMOUS;
    char *pages = mmap(NULL, 2 * 4096, rw, flags, -1, 0);
    memset(pages, 'a', 2 * 4096);
    char *other = mmap(pages, 4096, rw, flags, -1, 0);
    printf("a hint that is taken: elsewhere %d\n", other != pages);
    char *same = mmap(pages, 4096, rw, flags | MAP_FIXED, -1, 0);
    printf("fixed: same place %d, first page %d, second page %c\n", same == pages, pages[0], pages[4096]);
    char *refused = mmap(pages, 4096, rw, flags | 0x100000, -1, 0);
    printf("no replacing: %s\n", refused == MAP_FAILED ? strerror(errno) : "mapped");
    munmap(pages, 4096);
    char *hint = mmap(pages, 4096, rw, flags, -1, 0);
    printf("a hint that is free: there %d\n", hint == pages);
    return 0;
}
