// vfork borrows the parent's memory and stack until exec or _exit. It keeps nothing on that stack itself, which is why it is
// written in machine instructions: clone(CLONE_VM | CLONE_VFORK | SIGCHLD, 0).
#include <unistd.h>

__asm__(".text\n"
        ".globl vfork\n"
        ".type vfork, @function\n"
        "vfork:\n"
        "li a0, 0x4111\n"
        "li a1, 0\n"
        "li a2, 0\n"
        "li a3, 0\n"
        "li a4, 0\n"
        "li a7, 220\n"
        "ecall\n"
        "tail __syscall_result\n");
