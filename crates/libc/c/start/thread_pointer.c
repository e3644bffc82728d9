// The one instruction of start-up that C has no word for.
#include <vitrine/start.h>

__asm__(".text\n"
        ".globl __set_thread_pointer\n"
        ".type __set_thread_pointer, @function\n"
        "__set_thread_pointer:\n"
        "mv tp, a0\n"
        "ret\n");
