#include <errno.h>
#include <signal.h>

// Answers the error itself.
int pthread_sigmask(int how, const sigset_t *set, sigset_t *old) {
    int kept = errno;
    int problem = sigprocmask(how, set, old) < 0 ? errno : 0;
    errno = kept;
    return problem;
}
