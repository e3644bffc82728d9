// err, warn and their like: the program's name, the message, the reason.
// compare: stdout, stderr, status
#include <err.h>
#include <errno.h>
#include <stdlib.h>

int main(void) {
    errno = ENOENT;
    warn("cannot open %s", "file");
    warnx("no reason, number %d", 5);
    errno = EACCES;
    warn(NULL);
    errno = EPERM;
    err(4, "and out");
}
