#ifndef _SETJMP_H
#define _SETJMP_H
#include <features.h>
// ra, sp, s0 … s11, fs0 … fs11 and, for sigsetjmp, whether the mask is kept and the mask.
typedef struct {
    unsigned long __registers[26];
    long __mask_saved;
    unsigned long __mask;
} jmp_buf[1];
typedef jmp_buf sigjmp_buf;
int setjmp(jmp_buf where);
int _setjmp(jmp_buf where);
_Noreturn void longjmp(jmp_buf where, int value);
_Noreturn void _longjmp(jmp_buf where, int value);
int __sigsetjmp_mask(sigjmp_buf where, int keep_mask);
// The mask is kept first, so that the registers are kept in the caller's own frame.
#define sigsetjmp(where, keep_mask) (__sigsetjmp_mask(where, keep_mask), setjmp(where))
_Noreturn void siglongjmp(sigjmp_buf where, int value);
#endif
