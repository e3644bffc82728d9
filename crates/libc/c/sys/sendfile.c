#include <sys/sendfile.h>
#include <vitrine/syscall.h>

ssize_t sendfile(int out, int in, off_t *offset, size_t size) {
    return __syscall_result(__syscall4(SYS_sendfile, out, in, offset, size));
}
