// User contexts: swapcontext(3). As long as nobody changes the signal mask, a switch makes no call and shows as no event of the
// kernel (glibc makes rt_sigprocmask(2) each time, for the same effect). Machine instructions, as registers are kept and loaded behind the compiler's back. The layout is
// the kernel's ucontext: the mask at 40, pc and x1 … x31 from 176 on, f0 … f31 from 432 on, fcsr at 688.
#include <ucontext.h>
#include <vitrine/masks.h>

_Static_assert(__builtin_offsetof(ucontext_t, uc_sigmask) == 40, "the instructions below count on it");
_Static_assert(__builtin_offsetof(ucontext_t, uc_mcontext) == 176, "the instructions below count on it");

// What a call preserves, the arguments (makecontext fills them in) and where to go on.
#define KEEP \
    "sd ra, 176(a0)\n" \
    "sd ra, 184(a0)\n" \
    "sd sp, 192(a0)\n" \
    "sd s0, 240(a0)\n" \
    "sd s1, 248(a0)\n" \
    "sd zero, 256(a0)\n" \
    "sd s2, 320(a0)\n" \
    "sd s3, 328(a0)\n" \
    "sd s4, 336(a0)\n" \
    "sd s5, 344(a0)\n" \
    "sd s6, 352(a0)\n" \
    "sd s7, 360(a0)\n" \
    "sd s8, 368(a0)\n" \
    "sd s9, 376(a0)\n" \
    "sd s10, 384(a0)\n" \
    "sd s11, 392(a0)\n" \
    "fsd fs0, 496(a0)\n" \
    "fsd fs1, 504(a0)\n" \
    "fsd fs2, 576(a0)\n" \
    "fsd fs3, 584(a0)\n" \
    "fsd fs4, 592(a0)\n" \
    "fsd fs5, 600(a0)\n" \
    "fsd fs6, 608(a0)\n" \
    "fsd fs7, 616(a0)\n" \
    "fsd fs8, 624(a0)\n" \
    "fsd fs9, 632(a0)\n" \
    "fsd fs10, 640(a0)\n" \
    "fsd fs11, 648(a0)\n"

#define LOAD \
    "ld ra, 184(t0)\n" \
    "ld sp, 192(t0)\n" \
    "ld s0, 240(t0)\n" \
    "ld s1, 248(t0)\n" \
    "ld s2, 320(t0)\n" \
    "ld s3, 328(t0)\n" \
    "ld s4, 336(t0)\n" \
    "ld s5, 344(t0)\n" \
    "ld s6, 352(t0)\n" \
    "ld s7, 360(t0)\n" \
    "ld s8, 368(t0)\n" \
    "ld s9, 376(t0)\n" \
    "ld s10, 384(t0)\n" \
    "ld s11, 392(t0)\n" \
    "fld fs0, 496(t0)\n" \
    "fld fs1, 504(t0)\n" \
    "fld fs2, 576(t0)\n" \
    "fld fs3, 584(t0)\n" \
    "fld fs4, 592(t0)\n" \
    "fld fs5, 600(t0)\n" \
    "fld fs6, 608(t0)\n" \
    "fld fs7, 616(t0)\n" \
    "fld fs8, 624(t0)\n" \
    "fld fs9, 632(t0)\n" \
    "fld fs10, 640(t0)\n" \
    "fld fs11, 648(t0)\n" \
    "ld a0, 256(t0)\n" \
    "ld a1, 264(t0)\n" \
    "ld a2, 272(t0)\n" \
    "ld a3, 280(t0)\n" \
    "ld a4, 288(t0)\n" \
    "ld a5, 296(t0)\n" \
    "ld a6, 304(t0)\n" \
    "ld a7, 312(t0)\n" \
    "ld t1, 176(t0)\n" \
    "jr t1\n"

// rt_sigprocmask(SIG_SETMASK = 2, a1, a2, 8); the other registers survive an ecall.
#define SET_MASK \
    "li a0, 2\n" \
    "li a3, 8\n" \
    "li a7, 135\n" \
    "ecall\n"

// Goes on at `other` unless masks are constant; then t2 is the mask.
#define IF_CONSTANT(other) \
    "la t1, __context_masks\n" \
    "lw t2, 0(t1)\n" \
    "addi t2, t2, -1\n" \
    "bnez t2, " other "\n" \
    "la t1, __context_mask\n" \
    "ld t2, 0(t1)\n"
// From now on the kernel is asked.
#define CHANGE \
    "la t1, __context_masks\n" \
    "li t2, 2\n" \
    "sw t2, 0(t1)\n"

// What the first getcontext has learnt.
static void learn(const ucontext_t *context) {
    if (__context_masks == MASKS_UNKNOWN) {
        __context_mask = context->uc_sigmask.__bits[0];
        __context_masks = MASKS_CONSTANT;
    }
}
void (*__context_learn)(const ucontext_t *) = learn;

__asm__(".text\n"
        ".globl getcontext\n"
        ".type getcontext, @function\n"
        "getcontext:\n" KEEP IF_CONSTANT("__getcontext_asks")
        "sd t2, 40(a0)\n"
        "li a0, 0\n"
        "ret\n"
        "__getcontext_asks:\n"
        "mv t0, a0\n"
        "addi a2, a0, 40\n"
        "li a1, 0\n" SET_MASK
        "mv a0, t0\n"
        "addi sp, sp, -16\n"
        "sd ra, 0(sp)\n"
        "la t1, __context_learn\n"
        "ld t1, 0(t1)\n"
        "jalr t1\n"
        "ld ra, 0(sp)\n"
        "addi sp, sp, 16\n"
        "li a0, 0\n"
        "ret\n"
        ".globl setcontext\n"
        ".type setcontext, @function\n"
        "setcontext:\n"
        "mv t0, a0\n" IF_CONSTANT("__setcontext_asks")
        "ld t1, 40(t0)\n"
        "beq t1, t2, __setcontext_goes_on\n"
        "__setcontext_asks:\n" CHANGE
        "addi a1, t0, 40\n"
        "li a2, 0\n" SET_MASK
        "__setcontext_goes_on:\n" LOAD
        ".globl swapcontext\n"
        ".type swapcontext, @function\n"
        "swapcontext:\n" KEEP
        "mv t0, a1\n" IF_CONSTANT("__swapcontext_asks")
        "ld t1, 40(t0)\n"
        "bne t1, t2, __swapcontext_asks\n"
        "sd t2, 40(a0)\n"
        "j __swapcontext_goes_on\n"
        "__swapcontext_asks:\n" CHANGE
        "addi a2, a0, 40\n"
        "addi a1, t0, 40\n" SET_MASK
        "__swapcontext_goes_on:\n" LOAD);
