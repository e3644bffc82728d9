// System calls that are cancellation points: pthreads(7). Before there are threads they are plain calls.
#ifndef _VITRINE_CANCEL_H
#define _VITRINE_CANCEL_H
#include <vitrine/syscall.h>
extern int __libc_single_threaded;
// Set with the first thread. Does not return if the thread is cancelled.
extern long (*__cancellable_call)(long number, long a, long b, long c, long d, long e, long f);
// The same, but answers -ECANCELED, for those who must tidy up first.
extern long (*__cancelled_call)(long number, long a, long b, long c, long d, long e, long f);
// Cancels the calling thread now if that is wanted.
extern void (*__cancel_check)(void);

#define __cancel_choice(plain, nr, a, b, c, d, e, f) \
    (__libc_single_threaded \
         ? plain \
         : __cancellable_call(nr, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f)))
#define __cancel_call1(nr, a) __cancel_choice(__syscall1(nr, a), nr, a, 0, 0, 0, 0, 0)
#define __cancel_call2(nr, a, b) __cancel_choice(__syscall2(nr, a, b), nr, a, b, 0, 0, 0, 0)
#define __cancel_call3(nr, a, b, c) __cancel_choice(__syscall3(nr, a, b, c), nr, a, b, c, 0, 0, 0)
#define __cancel_call4(nr, a, b, c, d) __cancel_choice(__syscall4(nr, a, b, c, d), nr, a, b, c, d, 0, 0)
#define __cancel_call5(nr, a, b, c, d, e) __cancel_choice(__syscall5(nr, a, b, c, d, e), nr, a, b, c, d, e, 0)
#define __cancel_call6(nr, a, b, c, d, e, f) __cancel_choice(__syscall6(nr, a, b, c, d, e, f), nr, a, b, c, d, e, f)
#endif
