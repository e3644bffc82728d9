// /proc/self/smaps: per mapping the size and what of it is in memory, after writing, after fork.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static char *area;

static void about(const char *when) {
    char line[512];
    int inside = 0;
    FILE *file = fopen("/proc/self/smaps", "r");
    printf("%s\n", when);
    while (fgets(line, sizeof line, file)) {
        unsigned long start, end;
        if (sscanf(line, "%lx-%lx ", &start, &end) == 2) {
            inside = start == (unsigned long)area;
            continue;
        }
        static const char *const rows[] = {"Size:", "KernelPageSize:", "Rss:",           "Pss:",       "Shared_Dirty:",
                                           "Private_Clean:", "Private_Dirty:", "Anonymous:", "Swap:"};
        for (size_t i = 0; inside && i < sizeof rows / sizeof *rows; i++) {
            if (strncmp(line, rows[i], strlen(rows[i])) == 0) {
                printf("  %s", line);
            }
        }
    }
    fclose(file);
}

int main(void) {
    size_t page = sysconf(_SC_PAGESIZE);
    area = mmap(NULL, 64 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    madvise(area, 64 * page, MADV_NOHUGEPAGE);
    mprotect(area + 32 * page, 32 * page, PROT_NONE);
    about("untouched");
    memset(area, 1, 8 * page);
    about("8 pages written");
    fflush(stdout);
    if (fork() == 0) {
        memset(area, 2, 2 * page);
        about("2 of them by the child");
        fflush(stdout);
        _exit(0);
    }
    wait(NULL);
    munmap(area, 4 * page);
    area += 4 * page;
    about("4 given back");
    return 0;
}
