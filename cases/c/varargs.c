// Functions with any number of arguments, and macros.
#include <stdarg.h>
#include <stdio.h>

#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define TEXT(x) #x
#define JOIN(a, b) a##b
#define LOG(format, ...) printf("log: " format "\n", ##__VA_ARGS__)

static int sum(int count, ...) {
    va_list arguments;
    int total = 0;
    va_start(arguments, count);
    for (int i = 0; i < count; i++) {
        total += va_arg(arguments, int);
    }
    va_end(arguments);
    return total;
}

static void say(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
}

int main(void) {
    int JOIN(my, Value) = MAX(3, 2 + 5);
    printf("%d %d\n", sum(3, 1, 2, 3), sum(10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
    say("%d %s %g %ld %c\n", 1, "two", 3.5, 4L, '5');
    printf("%d %s\n", myValue, TEXT(a + b));
    LOG("%d and %d", 1, 2);
    LOG("nothing");
    return 0;
}
