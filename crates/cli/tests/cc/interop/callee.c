#include "shared.h"

int shared_counter = 5;
const char *const shared_names[3] = {"zero", "one", "two"};
_Thread_local long shared_thread = 77;
struct big shared_big = {1, 2, 3, "four"};

struct one flip_one(struct one value) { return (struct one){(char)(value.letter + 1)}; }
struct pair flip_pair(struct pair value) { return (struct pair){(int)value.b, value.a}; }
struct floats flip_floats(struct floats value) { return (struct floats){value.y, value.x}; }
struct mixed flip_mixed(struct mixed value) { return (struct mixed){(int)value.x, value.n + 0.5}; }
struct single flip_single(struct single value) { return (struct single){-value.x}; }
struct array flip_array(struct array value) { return (struct array){{value.v[1], value.v[0]}}; }
struct big flip_big(struct big value) {
    struct big other = {value.c, value.b, value.a, ""};
    for (int i = 0; i < 4; i++) {
        other.tail[i] = value.tail[3 - i];
    }
    value.a = 0;
    return other;
}
struct nested flip_nested(struct nested value) { return (struct nested){{value.y}, (float)value.inner.x}; }
struct bits flip_bits(struct bits value) {
    return (struct bits){value.middle & 7, (int)value.low - 4, value.high + 1};
}
struct tight flip_tight(struct tight value) { return (struct tight){(char)value.s, value.n + 1, value.c}; }
union either flip_either(union either value) {
    value.n ^= 1UL << 63;
    return value;
}
enum colour flip_colour(enum colour value) { return value == RED ? GREEN : RED; }
bool flip_bool(bool value) { return !value; }
signed char narrow(int value) { return (signed char)value; }
unsigned short narrow_unsigned(long value) { return (unsigned short)value; }
float halve(float value) { return value / 2; }
long many(long a, int b, short c, char d, double e, float f, long g, long h, long i, long j, int k, struct pair l) {
    return a + 2 * b + 3 * c + 4 * d + (long)(5 * e) + (long)(6 * f) + 7 * g + 8 * h + 9 * i + 10 * j + 11 * k + 12 * l.a
        + 13 * l.b;
}
double many_floats(double a, double b, double c, double d, double e, double f, double g, double h, double i, float j) {
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j;
}
long split(long a, long b, long c, long d, long e, long f, long g, struct pair half_on_stack) {
    return a + b + c + d + e + f + g + 1000 * half_on_stack.a + 100000 * half_on_stack.b;
}
double add_list(const char *kinds, va_list list) {
    double sum = 0;
    for (; *kinds != '\0'; kinds++) {
        switch (*kinds) {
        case 'i': sum += va_arg(list, int); break;
        case 'l': sum += va_arg(list, long); break;
        case 'd': sum += va_arg(list, double); break;
        case 's': sum += va_arg(list, const char *)[0]; break;
        case 'p': sum += va_arg(list, struct pair).b; break;
        case 'b': sum += va_arg(list, struct big).c; break;
        }
    }
    return sum;
}
double add_all(int count, ...) {
    va_list list;
    va_start(list, count);
    double sum = 0;
    for (int i = 0; i < count; i++) {
        sum += i % 2 == 0 ? va_arg(list, int) : va_arg(list, double);
    }
    va_end(list);
    return sum;
}
int apply(int (*function)(int, void *), int value, void *context) { return function(value, context) + shared_counter++; }

// Calls functions of a library.
#ifndef NO_LIBRARY
struct quad flip_quad(struct quad value) { return (struct quad){-value.x}; }
struct quads flip_quads(struct quads value) { return (struct quads){(int)(value.x * 30), value.n / 7.0L}; }
long double many_quads(long double a, int b, long double c, double d, long double e, float f, long double g, long double h) {
    return a + 2 * b + 3 * c + 4 * d - 5 * e / (f + 6) + 7 * g - 8 * h;
}
long double add_quads(int count, ...) {
    va_list list;
    va_start(list, count);
    long double sum = 0;
    for (int i = 0; i < count; i++) {
        sum += va_arg(list, long double);
        sum *= va_arg(list, int);
    }
    va_end(list);
    return sum;
}
long double shared_quad = 1.1L;
#endif
