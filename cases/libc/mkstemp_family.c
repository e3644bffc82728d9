// mkstemp, mkostemp, mkstemps, mkdtemp: names nobody else has, and refused patterns.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void) {
    char one[] = "fileXXXXXX", two[] = "fileXXXXXX", suffixed[] = "imgXXXXXX.png", folder[] = "dirXXXXXX";
    struct stat status;
    umask(0);
    int fd = mkstemp(one), other = mkostemp(two, O_APPEND);
    fstat(fd, &status);
    printf("%d %d, different %d, mode %o, kept prefix %d\n", fd >= 0, other >= 0, strcmp(one, two) != 0,
           status.st_mode & 07777, strncmp(one, "file", 4) == 0);
    printf("append %d\n", (fcntl(other, F_GETFL) & O_APPEND) != 0);
    printf("suffix %d %s\n", mkstemps(suffixed, 4) >= 0, suffixed + 9);
    printf("folder %d", mkdtemp(folder) == folder);
    stat(folder, &status);
    printf(" %d mode %o\n", S_ISDIR(status.st_mode), status.st_mode & 07777);
    char bad[] = "noXes";
    printf("bad: %d", mkstemp(bad));
    printf(" %s\n", strerror(errno));
    char missing[] = "missing/fXXXXXX";
    printf("missing: %d", mkstemp(missing));
    printf(" %s\n", strerror(errno));
    return 0;
}
