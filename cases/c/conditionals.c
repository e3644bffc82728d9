// #if and its kin: defined, arithmetic, nesting, #elif, #undef, skipped nonsense.
#include <stdio.h>

#define A 5
#define EMPTY
#define F(x) ((x) * 2)

#if defined A && !defined(B) && A > 4
#define ONE "yes"
#else
#define ONE "no"
#endif

#if 0
this is 'not C at all
#if 1
nested
#endif
#elif F(A) == 10
#define TWO "elif"
#elif 1 / 0
#error never reached
#endif

#ifdef UNKNOWN
#define THREE "unknown"
#elif UNKNOWN == 0 && (-1 > 0u)
#define THREE "zero, and unsigned wins"
#endif

#ifndef A
#define FOUR 1
#else
#undef A
#define FOUR 2
#endif

#if (2 || 1 / 0) && (1 ? 3 : 4) == 3 && 'a' == 97 && 0x10 == 020 && ~0 == -1 && 1L << 40 > 1
#define FIVE 5
#endif

int main(void) {
    printf("%s %s %s %d %d\n", ONE, TWO, THREE, FOUR, FIVE);
#ifdef A
    printf("A\n");
#else
    printf("no A\n");
#endif
    printf("%d\n", __LINE__);
#line 1000 "other.c"
    printf("%s %d\n", __FILE__, __LINE__);
    printf("%d %ld\n", __STDC__, __STDC_VERSION__);
#if __STDC_HOSTED__
    printf("hosted\n");
#endif
#
    printf("%d\
%d\n", 1, /* a comment
over lines */ 2);
    return 0; // and one to the \
    end of the next line: return 1;
}
