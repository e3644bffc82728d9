// After fork half of 8 MiB is written to by the child: about 4 MiB become private to it (smaps_rollup); the parent keeps its own.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SIZE = 8 << 20 };

static long kilobytes(const char *key) {
    char line[256];
    long found = -1;
    FILE *file = fopen("/proc/self/smaps_rollup", "r");
    while (file && fgets(line, sizeof line, file)) {
        if (strncmp(line, key, strlen(key)) == 0) {
            found = strtol(line + strlen(key), NULL, 10);
        }
    }
    if (file) {
        fclose(file);
    }
    return found;
}

static const char *about(long difference, long expected) {
    long off = difference - expected;
    return off > -200 && off < 200 ? "as expected" : "wrong";
}

int main(void) {
    char *area = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    madvise(area, SIZE, MADV_NOHUGEPAGE);
    memset(area, 1, SIZE);
    if (fork() == 0) {
        long private_before = kilobytes("Private_Dirty:"), shared_before = kilobytes("Shared_Dirty:");
        memset(area, 2, SIZE / 2);
        long private_after = kilobytes("Private_Dirty:"), shared_after = kilobytes("Shared_Dirty:");
        printf("shared at first: %s\n", shared_before >= 8192 ? "all of it" : "too little");
        printf("private grew by 4096 KiB: %s\n", about(private_after - private_before, 4096));
        printf("shared shrank by 4096 KiB: %s\n", about(shared_before - shared_after, 4096));
        printf("Rss the same: %d\n", kilobytes("Rss:") >= 8192);
        fflush(stdout);
        _exit(0);
    }
    wait(NULL);
    printf("the parent's: %d %d\n", area[0], area[SIZE - 1]);
    return 0;
}
