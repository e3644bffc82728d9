// riscv64 has ppoll only.
#include <poll.h>
#include <vitrine/cancel.h>

int poll(struct pollfd *fds, nfds_t count, int timeout_ms) {
    struct timespec timeout = {timeout_ms / 1000, timeout_ms % 1000 * 1000000L};
    return (int)__syscall_result(__cancel_call5(SYS_ppoll, fds, count, timeout_ms < 0 ? 0 : &timeout, 0, 8));
}

int ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout, const sigset_t *mask) {
    struct timespec copy;
    if (timeout) {
        copy = *timeout;
    }
    return (int)__syscall_result(__cancel_call5(SYS_ppoll, fds, count, timeout ? &copy : 0, mask, 8));
}
