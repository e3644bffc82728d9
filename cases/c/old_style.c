// C as before 1989: types of parameters behind the list, no prototypes, int where no type stands.
#include <stdio.h>

int add(a, b)
int a, b;
{
    return a + b;
}

double scale(x, f, c, s)
double x;
float f;
char c;
short s;
{
    return x * f + c + s;
}

char *skip(text, count)
    char *text;
    int count;
{
    while (count-- > 0 && *text) text++;
    return text;
}

static total(list, n) int list[]; { int s = 0, i; for (i = 0; i < n; i++) s += list[i]; return s; }

int apply(f, x) int (*f)(); int x; { return f(x, 10); }

main()
{
    int list[3];
    list[0] = 1; list[1] = 2; list[2] = 3;
    printf("%d %g %s\n", add(1, 2), scale(2.0, 1.5, 'a', 3), skip("hello", 2));
    printf("%d %d\n", total(list, 3), apply(add, 5));
    return 0;
}
