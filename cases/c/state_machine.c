// A tokenizer and a recursive-descent calculator: switches, recursion, chars, errors.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
enum kind { NUMBER, OP, OPEN, CLOSE, END, BAD };
struct lexer { const char *at; enum kind kind; double value; char op; };
static void next(struct lexer *l) {
    while (isspace((unsigned char)*l->at)) l->at++;
    char c = *l->at;
    if (isdigit((unsigned char)c) || c == '.') { char *end; l->value = strtod(l->at, &end); l->at = end; l->kind = NUMBER; return; }
    l->op = c;
    switch (c) {
    case '+': case '-': case '*': case '/': case '%': l->kind = OP; break;
    case '(': l->kind = OPEN; break;
    case ')': l->kind = CLOSE; break;
    case 0: l->kind = END; return;
    default: l->kind = BAD;
    }
    l->at++;
}
static double sum(struct lexer *l);
static double factor(struct lexer *l) {
    if (l->kind == OP && l->op == '-') { next(l); return -factor(l); }
    if (l->kind == OPEN) { next(l); double v = sum(l); if (l->kind == CLOSE) next(l); else l->kind = BAD; return v; }
    double v = l->value;
    if (l->kind == NUMBER) next(l); else l->kind = BAD;
    return v;
}
static double product(struct lexer *l) {
    double v = factor(l);
    while (l->kind == OP && (l->op == '*' || l->op == '/' || l->op == '%')) {
        char op = l->op;
        next(l);
        double w = factor(l);
        v = op == '*' ? v * w : op == '/' ? v / w : (double)((long)v % (long)w);
    }
    return v;
}
static double sum(struct lexer *l) {
    double v = product(l);
    while (l->kind == OP && (l->op == '+' || l->op == '-')) { int sign = l->op == '+' ? 1 : -1; next(l); v += sign * product(l); }
    return v;
}
int main(void) {
    const char *list[] = {"1 + 2 * 3", "(1 + 2) * 3", "-(4 - 10) / 4", "17 % 5 + .5", "2 * (3", "1 $ 2", "((((7))))", "1-1-1"};
    for (unsigned i = 0; i < sizeof list / sizeof *list; i++) {
        struct lexer l = {list[i]};
        next(&l);
        double v = sum(&l);
        if (l.kind == END) printf("%s = %g\n", list[i], v); else printf("%s: error\n", list[i]);
    }
    return 0;
}
