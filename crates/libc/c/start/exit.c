#include <stdlib.h>
#include <unistd.h>
#include <vitrine/start.h>

void exit(int status) {
    __run_exit_functions(status);
    __run_destructors();
    __stdio_at_exit();
    _exit(status);
}
