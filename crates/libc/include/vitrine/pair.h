// Numbers of about 106 bits as the exact sum of two doubles, high and low, |low| at most half a unit of high. The functions of
// math.h are computed in them and rounded once, so that results agree with any other careful library to the last digit.
// Methods: T. J. Dekker, "A floating-point technique for extending the available precision", 1971.
#ifndef _VITRINE_PAIR_H
#define _VITRINE_PAIR_H

struct __pair {
    double high;
    double low;
};

struct __pair __pair_make(double high, double low);
struct __pair __pair_sum(double a, double b);
struct __pair __pair_product(double a, double b);
struct __pair __pair_add(struct __pair a, struct __pair b);
struct __pair __pair_subtract(struct __pair a, struct __pair b);
struct __pair __pair_multiply(struct __pair a, struct __pair b);
struct __pair __pair_divide(struct __pair a, struct __pair b);
struct __pair __pair_root(struct __pair a);
// Sum of coefficients[i] × x^i for i < count.
struct __pair __pair_polynomial(const struct __pair *coefficients, int count, struct __pair x);

// 1/n! for n from 0 to 24, and 1/(2n + 1) for n from 0 to 22.
extern const struct __pair __inverse_factorials[25];
extern const struct __pair __inverse_odds[23];

// e^x = result × 2^exponent, result between about 0.7 and 1.5; |x| below 2000.
struct __pair __exp_pair(struct __pair x, int *exponent);
// The natural logarithm of a positive finite x × 2^exponent.
struct __pair __log_pair(struct __pair x, int exponent);
// Sine and cosine of a finite angle.
void __sine_cosine_pair(double angle, struct __pair *sine, struct __pair *cosine);
// The same of |r| up to about pi/4 without reduction.
void __sine_cosine_small(struct __pair r, struct __pair *sine, struct __pair *cosine);
// The angle of the point (x, y), -pi … pi; not for zeros and infinities.
struct __pair __angle_pair(struct __pair y, struct __pair x);
// result × 2^exponent rounded to double; errno is ERANGE if that is infinite or zero.
double __round_pair(struct __pair value, int exponent);
// The answer of a function outside its domain (NaN, EDOM) and at a pole (±infinity, ERANGE).
double __outside_domain(void);
double __at_pole(double sign);
#endif
