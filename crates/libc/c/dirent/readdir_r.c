#include <dirent.h>
#include <errno.h>
#include <string.h>

// Answers the error itself.
int readdir_r(DIR *directory, struct dirent *entry, struct dirent **result) {
    int kept = errno;
    errno = 0;
    struct dirent *next = readdir(directory);
    int problem = errno;
    errno = kept;
    if (next) {
        memcpy(entry, next, next->d_reclen < sizeof *entry ? next->d_reclen : sizeof *entry);
    }
    *result = next ? entry : NULL;
    return problem;
}
