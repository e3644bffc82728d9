#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>
#include <vitrine/syscall.h>

// With no buffer glibc allocates one: getcwd(3).
char *getcwd(char *buffer, size_t size) {
    char *room = buffer;
    if (!room) {
        if (size == 0) {
            size = PATH_MAX;
        }
        room = malloc(size);
        if (!room) {
            return NULL;
        }
    } else if (size == 0) {
        errno = EINVAL;
        return NULL;
    }
    if (__syscall_result(__syscall2(SYS_getcwd, room, size)) < 0) {
        if (!buffer) {
            free(room);
        }
        return NULL;
    }
    return room;
}
