// How the library enters the kernel. Not for programs: they have syscall(2).
#ifndef _VITRINE_SYSCALL_H
#define _VITRINE_SYSCALL_H
#include <bits/syscall-numbers.h>
#include <errno.h>

#ifdef __VITRINE__
#define __syscall0(nr) __builtin_syscall(nr)
#define __syscall1(nr, a) __builtin_syscall(nr, (long)(a))
#define __syscall2(nr, a, b) __builtin_syscall(nr, (long)(a), (long)(b))
#define __syscall3(nr, a, b, c) __builtin_syscall(nr, (long)(a), (long)(b), (long)(c))
#define __syscall4(nr, a, b, c, d) __builtin_syscall(nr, (long)(a), (long)(b), (long)(c), (long)(d))
#define __syscall5(nr, a, b, c, d, e) \
    __builtin_syscall(nr, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e))
#define __syscall6(nr, a, b, c, d, e, f) \
    __builtin_syscall(nr, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
#else
// gcc for riscv64: number in a7, arguments in a0 … a5, result in a0 (syscall(2), "Architecture calling conventions").
static inline long __raw_syscall(long nr, long a, long b, long c, long d, long e, long f) {
    register long a7 __asm__("a7") = nr;
    register long a0 __asm__("a0") = a;
    register long a1 __asm__("a1") = b;
    register long a2 __asm__("a2") = c;
    register long a3 __asm__("a3") = d;
    register long a4 __asm__("a4") = e;
    register long a5 __asm__("a5") = f;
    __asm__ volatile("ecall" : "+r"(a0) : "r"(a7), "r"(a1), "r"(a2), "r"(a3), "r"(a4), "r"(a5) : "memory");
    return a0;
}
#define __syscall0(nr) __raw_syscall(nr, 0, 0, 0, 0, 0, 0)
#define __syscall1(nr, a) __raw_syscall(nr, (long)(a), 0, 0, 0, 0, 0)
#define __syscall2(nr, a, b) __raw_syscall(nr, (long)(a), (long)(b), 0, 0, 0, 0)
#define __syscall3(nr, a, b, c) __raw_syscall(nr, (long)(a), (long)(b), (long)(c), 0, 0, 0)
#define __syscall4(nr, a, b, c, d) __raw_syscall(nr, (long)(a), (long)(b), (long)(c), (long)(d), 0, 0)
#define __syscall5(nr, a, b, c, d, e) \
    __raw_syscall(nr, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), 0)
#define __syscall6(nr, a, b, c, d, e, f) \
    __raw_syscall(nr, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
#endif

// The kernel answers -errno; the program sees -1 and errno.
long __syscall_result(long answer);
#endif
