#include <sys/eventfd.h>
#include <unistd.h>
#include <vitrine/syscall.h>

int eventfd(unsigned int value, int flags) {
    return (int)__syscall_result(__syscall2(SYS_eventfd2, value, flags));
}

int eventfd_read(int fd, eventfd_t *value) {
    return read(fd, value, sizeof *value) != sizeof *value ? -1 : 0;
}

int eventfd_write(int fd, eventfd_t value) {
    return write(fd, &value, sizeof value) != sizeof value ? -1 : 0;
}
