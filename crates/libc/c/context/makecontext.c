// A context that calls a function on its own stack, and goes on to uc_link when that returns.
#include <stdarg.h>
#include <stdlib.h>
#include <ucontext.h>

// Where the function returns to: s1 holds uc_link.
void __context_end(void);
__asm__(".text\n"
        ".globl __context_end\n"
        ".type __context_end, @function\n"
        "__context_end:\n"
        "mv a0, s1\n"
        "beqz a0, 1f\n"
        "tail setcontext\n"
        "1:\n"
        "tail exit\n");

void makecontext(ucontext_t *context, void (*function)(void), int count, ...) {
    unsigned long *registers = context->uc_mcontext.__gregs;
    unsigned long end = (unsigned long)context->uc_stack.ss_sp + context->uc_stack.ss_size;
    int on_stack = count > REG_NARGS ? count - REG_NARGS : 0;
    unsigned long *stack = (unsigned long *)((end & ~15UL) - (((unsigned long)on_stack * 8 + 15) & ~15UL));
    registers[REG_PC] = (unsigned long)function;
    registers[REG_RA] = (unsigned long)__context_end;
    registers[REG_SP] = (unsigned long)stack;
    registers[REG_S0] = 0;
    registers[REG_S1] = (unsigned long)context->uc_link;
    va_list arguments;
    va_start(arguments, count);
    for (int i = 0; i < count; i++) {
        long value = va_arg(arguments, long);
        if (i < REG_NARGS) {
            registers[REG_A0 + i] = (unsigned long)value;
        } else {
            stack[i - REG_NARGS] = (unsigned long)value;
        }
    }
    va_end(arguments);
}
