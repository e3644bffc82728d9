#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

FILE *tmpfile(void) {
    char path[] = "/tmp/fileXXXXXX";
    int fd = mkstemp(path);
    if (fd < 0) {
        return NULL;
    }
    unlink(path);
    return fdopen(fd, "w+");
}

char *tmpnam(char *name) {
    static char own[L_tmpnam];
    static unsigned count;
    char *to = name ? name : own;
    do {
        snprintf(to, L_tmpnam, "/tmp/file%05u%04u", (unsigned)getpid() % 100000, count++ % 10000);
    } while (access(to, F_OK) == 0);
    return to;
}
