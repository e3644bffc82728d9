#include <strings.h>

int ffsll(long long value) {
    if (value == 0) {
        return 0;
    }
    int at = 1;
    while (!(value & 1)) {
        value = (long long)((unsigned long long)value >> 1);
        at++;
    }
    return at;
}

int ffsl(long value) {
    return ffsll(value);
}

int ffs(int value) {
    return ffsll(value);
}
