#include <errno.h>
#include <signal.h>

// BSD semantics as in glibc: the handler stays, calls restart.
sighandler_t signal(int signal, sighandler_t handler) {
    struct sigaction action = {0};
    struct sigaction old;
    if (handler == SIG_ERR) {
        errno = EINVAL;
        return SIG_ERR;
    }
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaddset(&action.sa_mask, signal);
    return sigaction(signal, &action, &old) < 0 ? SIG_ERR : old.sa_handler;
}

int siginterrupt(int signal, int interrupt) {
    struct sigaction action;
    if (sigaction(signal, NULL, &action) < 0) {
        return -1;
    }
    action.sa_flags = interrupt ? action.sa_flags & ~SA_RESTART : action.sa_flags | SA_RESTART;
    return sigaction(signal, &action, NULL);
}
