#include <errno.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

int gethostname(char *name, size_t size) {
    struct utsname system;
    if (uname(&system) < 0) {
        return -1;
    }
    size_t length = strlen(system.nodename) + 1;
    memcpy(name, system.nodename, length < size ? length : size);
    if (length > size) {
        errno = ENAMETOOLONG;
        return -1;
    }
    return 0;
}

// Nobody has logged in.
char *getlogin(void) {
    errno = ENOTTY;
    return NULL;
}

int getlogin_r(char *name, size_t size) {
    (void)name;
    (void)size;
    return ENOTTY;
}
