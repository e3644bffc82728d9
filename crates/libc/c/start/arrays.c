// What the linker collects of __attribute__((constructor)) and destructor (gABI, "Initialization and Termination Functions").
#include <vitrine/start.h>

typedef void with_arguments(int argc, char **argv, char **envp);
typedef void without(void);

extern with_arguments *__init_array_start[], *__init_array_end[];
extern without *__fini_array_start[], *__fini_array_end[];

void __run_constructors(int argc, char **argv, char **envp) {
    for (with_arguments **one = __init_array_start; one != __init_array_end; one++) {
        (*one)(argc, argv, envp);
    }
}

void __run_destructors(void) {
    for (without **one = __fini_array_end; one != __fini_array_start; one--) {
        one[-1]();
    }
}
