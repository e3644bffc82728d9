// va_list handed on: to vprintf's family, twice with va_copy, through a pointer, half used and then forwarded.
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int level;

static void log_to(FILE *file, const char *format, ...) {
    va_list list;
    va_start(list, format);
    fprintf(file, "%*s[%d] ", level * 2, "", level);
    vfprintf(file, format, list);
    va_end(list);
}

static char *formatted(const char *format, ...) {
    va_list list, again;
    va_start(list, format);
    va_copy(again, list);
    int length = vsnprintf(NULL, 0, format, list);
    va_end(list);
    char *text = malloc((size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

static long take(va_list *list, int count) {
    long sum = 0;
    while (count--) {
        sum += va_arg(*list, int);
    }
    return sum;
}

static void mixed(int count, ...) {
    va_list list;
    va_start(list, count);
    long first = take(&list, count);
    double middle = va_arg(list, double);
    long second = take(&list, count);
    const char *rest = va_arg(list, const char *);
    printf("%ld %.2f %ld ", first, middle, second);
    vprintf(rest, list);
    va_end(list);
}

struct big { long a[3]; };
struct small { int a, b; };

static void structs(int n, ...) {
    va_list list;
    va_start(list, n);
    for (int i = 0; i < n; i++) {
        struct big b = va_arg(list, struct big);
        struct small s = va_arg(list, struct small);
        float f = (float)va_arg(list, double);
        printf("%ld %d %.1f;", b.a[2], s.b, (double)f);
    }
    va_end(list);
    printf("\n");
}

static int scanned(const char *text, const char *format, ...) {
    va_list list;
    va_start(list, format);
    int result = vsscanf(text, format, list);
    va_end(list);
    return result;
}

int main(void) {
    for (level = 0; level < 3; level++) {
        log_to(stdout, "%s %d %g %c %ld\n", "level", level, level / 4.0, 'a' + level, 1L << (20 * level));
    }
    char *text = formatted("%d-%s-%05.1f-%lx-%c-%d-%d-%d-%s", 1, "two", 3.0, 0x4L, '5', 6, 7, 8, "nine");
    printf("%s %zu\n", text, strlen(text));
    free(text);
    mixed(3, 1, 2, 3, 4.5, 6, 7, 8, "%s %.3f %d\n", "rest", 9.125, 10);
    structs(3, (struct big){{1, 2, 3}}, (struct small){4, 5}, 6.5f, (struct big){{7, 8, 9}}, (struct small){10, 11}, 12.5f,
            (struct big){{13, 14, 15}}, (struct small){16, 17}, 18.5f);
    int a, b;
    char word[8];
    printf("%d ", scanned("12 abc 0x1F", "%d %7s %i", &a, word, &b));
    printf("%d %s %d\n", a, word, b);
    return 0;
}
