#include <errno.h>
#include <sys/auxv.h>
#include <vitrine/start.h>

unsigned long getauxval(unsigned long type) {
    for (unsigned long *pair = __auxiliary_vector; pair[0] != AT_NULL; pair += 2) {
        if (pair[0] == type) {
            return pair[1];
        }
    }
    errno = ENOENT;
    return 0;
}
