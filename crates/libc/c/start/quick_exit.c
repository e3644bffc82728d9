#include <stdlib.h>
#include <unistd.h>

static void (*functions[32])(void);
static int used;

int at_quick_exit(void (*function)(void)) {
    if (used == 32) {
        return -1;
    }
    functions[used++] = function;
    return 0;
}

void quick_exit(int status) {
    while (used > 0) {
        functions[--used]();
    }
    _exit(status);
}
