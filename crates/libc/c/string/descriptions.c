#include <errno.h>
#include <signal.h>
#include <string.h>

const char *strerrordesc_np(int error) {
    return error >= 0 && error <= EHWPOISON && error != 41 && error != 58 ? strerror(error) : NULL;
}

const char *sigdescr_np(int signal) {
    return signal > 0 && signal < 32 ? strsignal(signal) : NULL;
}
