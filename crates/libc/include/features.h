// What glibc's headers tell programs about themselves: feature_test_macros(7). The version is that of the glibc whose functions
// are here; programs define a function of their own where it says that glibc has none.
#ifndef _FEATURES_H
#define _FEATURES_H
#define __GLIBC__ 2
#define __GLIBC_MINOR__ 38
#define __GLIBC_PREREQ(major, minor) ((__GLIBC__ << 16) + __GLIBC_MINOR__ >= ((major) << 16) + (minor))
#define __GNU_LIBRARY__ 6
#define __GNUC_PREREQ(major, minor) ((__GNUC__ << 16) + __GNUC_MINOR__ >= ((major) << 16) + (minor))
#ifdef _GNU_SOURCE
#undef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE 1
#undef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#undef _XOPEN_SOURCE
#define _XOPEN_SOURCE 700
#define __USE_GNU 1
#define __USE_XOPEN 1
#define __USE_XOPEN_EXTENDED 1
#endif
#if !defined _DEFAULT_SOURCE && !defined __STRICT_ANSI__ && !defined _POSIX_C_SOURCE && !defined _POSIX_SOURCE && \
    !defined _XOPEN_SOURCE && !defined _ISOC11_SOURCE
#define _DEFAULT_SOURCE 1
#endif
#ifdef _DEFAULT_SOURCE
#define __USE_MISC 1
#endif
#if !defined _POSIX_C_SOURCE && (defined _DEFAULT_SOURCE || (defined _XOPEN_SOURCE && _XOPEN_SOURCE + 0 >= 700))
#define _POSIX_C_SOURCE 200809L
#endif
#if !defined _POSIX_C_SOURCE && defined _XOPEN_SOURCE
#define _POSIX_C_SOURCE 200112L
#endif
#ifdef _POSIX_C_SOURCE
#ifndef _POSIX_SOURCE
#define _POSIX_SOURCE 1
#endif
#define __USE_POSIX 1
#endif
#define __USE_ISOC99 1
#define __USE_ISOC11 1
#define __BEGIN_DECLS
#define __END_DECLS
#define __THROW
#define __P(parameters) parameters
#endif
