// mmap, munmap and mprotect with arguments that cannot be.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

static void show_map(const char *what, void *result) {
    printf("%s: %s\n", what, result == MAP_FAILED ? strerror(errno) : "mapped");
}

static void show(const char *what, int result) {
    printf("%s: %s\n", what, result < 0 ? strerror(errno) : "done");
}

int main(void) {
    int rw = PROT_READ | PROT_WRITE;
    int flags = MAP_PRIVATE | MAP_ANONYMOUS;
    show_map("no bytes", mmap(NULL, 0, rw, flags, -1, 0));
    show_map("neither shared nor private", mmap(NULL, 4096, rw, MAP_ANONYMOUS, -1, 0));
    show_map("an odd fixed address", mmap((void *)0x123456, 4096, rw, flags | MAP_FIXED, -1, 0));
    show_map("an odd offset", mmap(NULL, 4096, rw, MAP_PRIVATE, 0, 100));
    show_map("a closed descriptor", mmap(NULL, 4096, rw, MAP_PRIVATE, 77, 0));
    show_map("too much", mmap(NULL, 1UL << 47, rw, flags, -1, 0));
    char *page = mmap(NULL, 3 * 4096, rw, flags, -1, 0);
    show("munmap an odd address", munmap(page + 1, 4096));
    show("munmap no bytes", munmap(page, 0));
    show("munmap the middle", munmap(page + 4096, 4096));
    show("munmap it again", munmap(page + 4096, 4096));
    show("mprotect over the hole", mprotect(page, 3 * 4096, PROT_READ));
    show("mprotect an odd address", mprotect(page + 1, 4096, PROT_READ));
    show("mprotect of 100 bytes", mprotect(page, 100, PROT_READ));
    show("munmap the rest", munmap(page, 3 * 4096));
    return 0;
}
