// What a signal handler gets, in the kernel's layout: arch/riscv/include/uapi/asm/ucontext.h and ptrace.h.
#ifndef _SYS_UCONTEXT_H
#define _SYS_UCONTEXT_H
#include <bits/types.h>
#include <signal.h>
#define NGREG 32
#define REG_PC 0
#define REG_RA 1
#define REG_SP 2
#define REG_TP 4
#define REG_S0 8
#define REG_S1 9
#define REG_A0 10
#define REG_S2 18
#define REG_NARGS 8
typedef unsigned long greg_t;
typedef unsigned long gregset_t[NGREG];
typedef struct {
    // pc, then x1 … x31.
    unsigned long __gregs[NGREG];
    // f0 … f31 and fcsr, with room for the widest format (Q).
    unsigned long __fpregs[66] __attribute__((aligned(16)));
} mcontext_t;
typedef struct ucontext_t {
    unsigned long uc_flags;
    struct ucontext_t *uc_link;
    stack_t uc_stack;
    sigset_t uc_sigmask;
    mcontext_t uc_mcontext __attribute__((aligned(16)));
} ucontext_t;
#endif
