// dprintf, asprintf, vsnprintf's answers, snprintf that cuts, %n, %m.
#define _GNU_SOURCE
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int format(char *to, size_t size, const char *text, ...) {
    va_list arguments;
    va_start(arguments, text);
    int answer = vsnprintf(to, size, text, arguments);
    va_end(arguments);
    return answer;
}

int main(void) {
    char text[16];
    setvbuf(stdout, NULL, _IONBF, 0);
    int answer = dprintf(1, "to a descriptor %d\n", 7);
    printf("%d\n", answer);
    char *made;
    answer = asprintf(&made, "%s-%05d-%x", "made", 42, 255);
    printf("%d %s\n", answer, made);
    free(made);
    answer = format(text, 8, "%s", "too long for it");
    printf("%d \"%s\"\n", answer, text);
    answer = format(NULL, 0, "%d%%", 100);
    printf("%d\n", answer);
    int count = -1;
    printf("12345%n", &count);
    printf(" %d\n", count);
    errno = ENOENT;
    printf("%m\n");
    printf("[%*d] [%-*d] [%.*s]\n", 5, 42, 5, 42, 3, "abcdef");
    printf("[%5s] [%-5s] [%.2s] [%c] [%5c]\n", "ab", "ab", "abc", 'x', 'y');
    printf("[%+d] [% d] [%05d] [%-5d] [%x] [%#x] [%#o] [%X]\n", 5, 5, -42, 7, 255, 255, 8, 0xabc);
    printf("[%hhd] [%hd] [%ld] [%lld] [%zu] [%jd] [%td]\n", 300, 70000, -1L, -1LL, (size_t)5, (intmax_t)-6, (ptrdiff_t)7);
    printf("[%p] [%s] [%.3d] [%.0d]\n", (void *)0, (char *)NULL, 5, 0);
    printf("[%e] [%g] [%G] [%a] [%.3f] [%10.2f] [%-10.2f]\n", 12345.678, 0.0001, 1e-10, 1.0, 2.0005, 3.14159, 3.14159);
    printf("[%f] [%F] [%e] [%5.1f%%]\n", 1.0 / 0, -1.0 / 0, 0.0, 99.95);
    return 0;
}
