#include <setjmp.h>
#include <signal.h>
#include <stddef.h>

int __sigsetjmp_mask(sigjmp_buf where, int keep_mask) {
    where->__mask_saved = keep_mask;
    if (keep_mask) {
        sigset_t now;
        sigprocmask(SIG_SETMASK, NULL, &now);
        where->__mask = now.__bits[0];
    }
    return 0;
}

void siglongjmp(sigjmp_buf where, int value) {
    if (where->__mask_saved) {
        sigset_t before;
        sigemptyset(&before);
        before.__bits[0] = where->__mask;
        sigprocmask(SIG_SETMASK, &before, NULL);
    }
    longjmp(where, value);
}
