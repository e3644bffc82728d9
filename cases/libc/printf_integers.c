// Integers in all dresses.
#include <limits.h>
#include <stdio.h>

int main(void) {
    printf("[%d] [%5d] [%-5d] [%05d] [%+d] [% d] [%.3d] [%8.3d]\n", 42, 42, 42, 42, 42, 42, 42, 42);
    printf("[%u] [%x] [%X] [%#x] [%o] [%#o] [%08x]\n", 3000000000u, 255, 255, 255, 8, 8, 48879);
    printf("[%ld] [%lu] [%lld] [%zu] [%hhd] [%hd]\n", LONG_MIN, ULONG_MAX, LLONG_MAX, sizeof(long), 300, 70000);
    printf("[%c] [%5c] [%-5c] [%s] [%8s] [%-8s] [%.2s] [%%]\n", 'x', 'y', 'z', "text", "text", "text", "text");
    printf("[%*d] [%-*d] [%.*s]\n", 6, 7, 6, 7, 3, "abcdef");
    printf("[%p] [%p] [%s]\n", (void *)0, (void *)0xabc, (char *)0);
    return printf("%d\n", 12345);
}
