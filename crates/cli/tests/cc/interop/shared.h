// What two compilers must agree on: layouts, and how arguments and results travel (RISC-V psABI, "Calling Convention").
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

struct one { char letter; };
struct quad { long double x; };
struct quads { int n; long double x; };
struct pair { int a; long b; };
struct floats { float x, y; };
struct mixed { int n; double x; };
struct single { double x; };
struct array { float v[2]; };
struct big { long a, b, c; char tail[5]; };
struct nested { struct single inner; float y; };
struct bits { unsigned low : 3; int middle : 7; unsigned long high : 40; };
struct __attribute__((packed)) tight { char c; int n; short s; };
union either { double d; unsigned long n; };
enum colour { RED = -1, GREEN = 7 };

extern int shared_counter;
extern const char *const shared_names[3];
extern _Thread_local long shared_thread;
extern struct big shared_big;

struct one flip_one(struct one value);
struct pair flip_pair(struct pair value);
struct floats flip_floats(struct floats value);
struct mixed flip_mixed(struct mixed value);
struct single flip_single(struct single value);
struct array flip_array(struct array value);
struct big flip_big(struct big value);
struct nested flip_nested(struct nested value);
struct bits flip_bits(struct bits value);
struct tight flip_tight(struct tight value);
union either flip_either(union either value);
enum colour flip_colour(enum colour value);
bool flip_bool(bool value);
signed char narrow(int value);
unsigned short narrow_unsigned(long value);
float halve(float value);
long many(long a, int b, short c, char d, double e, float f, long g, long h, long i, long j, int k, struct pair l);
double many_floats(double a, double b, double c, double d, double e, double f, double g, double h, double i, float j);
struct quad flip_quad(struct quad value);
struct quads flip_quads(struct quads value);
long double many_quads(long double a, int b, long double c, double d, long double e, float f, long double g, long double h);
long double add_quads(int count, ...);
extern long double shared_quad;
long split(long a, long b, long c, long d, long e, long f, long g, struct pair half_on_stack);
double add_all(int count, ...);
double add_list(const char *kinds, va_list list);
int apply(int (*function)(int, void *), int value, void *context);
