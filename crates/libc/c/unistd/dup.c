// Descriptors: copies and pipes.
#include <fcntl.h>
#include <unistd.h>
#include <vitrine/syscall.h>

int dup(int fd) {
    return (int)__syscall_result(__syscall1(SYS_dup, fd));
}

int dup3(int from, int to, int flags) {
    return (int)__syscall_result(__syscall3(SYS_dup3, from, to, flags));
}

int pipe2(int fds[2], int flags) {
    return (int)__syscall_result(__syscall2(SYS_pipe2, fds, flags));
}

int pipe(int fds[2]) {
    return (int)__syscall_result(__syscall2(SYS_pipe2, fds, 0));
}

int close_range(unsigned first, unsigned last, int flags) {
    return (int)__syscall_result(__syscall3(SYS_close_range, first, last, flags));
}

// riscv64 has dup3 only, which refuses equal numbers; dup2 gives them back if the descriptor is open (dup(2)).
int dup2(int from, int to) {
    if (from == to) {
        return fcntl(from, F_GETFD) < 0 ? -1 : to;
    }
    return dup3(from, to, 0);
}

void closefrom(int first) {
    close_range(first < 0 ? 0 : (unsigned)first, ~0U, 0);
}
