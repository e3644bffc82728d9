// _Thread_local objects in one thread: initial values, addresses, static ones in functions, aggregates.
#include <stdio.h>
_Thread_local int zero;
static __thread long set = 1L << 40;
_Thread_local struct { char c; double d[3]; } record = {'r', {1, 2}};
static _Thread_local char text[16] = "text";
extern _Thread_local int elsewhere;
static int *where(void) { static _Thread_local int calls; calls++; return &calls; }
int main(void) {
    zero++;
    set += zero;
    record.d[2] = record.d[0] + record.d[1];
    text[0] = 'T';
    where();
    *where() += 10;
    printf("%d %ld %c %g %s %d %d\n", zero, set, record.c, record.d[2], text, *where(), elsewhere);
    int *p = &zero;
    *p = 5;
    char *t = text + 1;
    printf("%d %s %d\n", zero, t, &zero == p);
    return 0;
}
_Thread_local int elsewhere = 99;
