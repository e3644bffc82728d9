// From the kernel's initial stack (argc, argv …, NULL, envp …, NULL, auxv …) to main, and from main to exit.
#include <errno.h>
#include <stdlib.h>
#include <vitrine/start.h>

int main(int argc, char **argv, char **envp);

char *program_invocation_name;
char *program_invocation_short_name;

#ifndef __VITRINE__
// Our own linker makes _start; gcc takes this one.
__asm__(".globl _start\n"
        "_start:\n"
        ".option push\n.option norelax\n"
        "lla gp, __global_pointer$\n"
        ".option pop\n"
        "mv a0, sp\n"
        "andi sp, sp, -16\n"
        "tail __libc_start\n");
#endif

static void name_program(char *path) {
    program_invocation_name = path;
    program_invocation_short_name = path;
    for (char *at = path; *at; at++) {
        if (*at == '/') {
            program_invocation_short_name = at + 1;
        }
    }
}

void __libc_start(long *stack) {
    int argc = (int)stack[0];
    char **argv = (char **)(stack + 1);
    char **envp = argv + argc + 1;
    environ = envp;
    char **end = envp;
    while (*end) {
        end++;
    }
    __auxiliary_vector = (unsigned long *)(end + 1);
    __start_thread_storage();
    name_program(argc > 0 ? argv[0] : "");
    __run_constructors(argc, argv, envp);
    exit(main(argc, argv, envp));
}
