#include <vitrine/syscall.h>

long __syscall_result(long answer) {
    if (answer < 0 && answer > -4096) {
        errno = (int)-answer;
        return -1;
    }
    return answer;
}
