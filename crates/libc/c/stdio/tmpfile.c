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

char *tmpnam_r(char *name) {
    return name ? tmpnam(name) : NULL;
}

// The directory is $TMPDIR, the wish, or /tmp, whichever can be used first.
char *tempnam(const char *directory, const char *prefix) {
    const char *candidates[] = {getenv("TMPDIR"), directory, P_tmpdir};
    for (int i = 0; i < 3; i++) {
        if (candidates[i] && access(candidates[i], W_OK) == 0) {
            char *name;
            if (asprintf(&name, "%s/%.5sXXXXXX", candidates[i], prefix ? prefix : "file") < 0) {
                return NULL;
            }
            return mktemp(name);
        }
    }
    return NULL;
}
