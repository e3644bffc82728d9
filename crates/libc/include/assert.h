// No include guard: assert follows NDEBUG at each inclusion (C11 7.2).
#undef assert
#ifdef NDEBUG
#define assert(condition) ((void)0)
#else
#define assert(condition) \
    ((condition) ? (void)0 : __assert_fail(#condition, __FILE__, __LINE__, __func__))
#endif
#ifndef static_assert
#define static_assert _Static_assert
#endif
#ifndef _ASSERT_H
#define _ASSERT_H
#include <features.h>
_Noreturn void __assert_fail(const char *condition, const char *file, unsigned line, const char *function);
#endif
