// scanf's language: C11 7.21.6.2. Characters come from a stream or a string through one struct, one character ahead.
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <vitrine/file.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct arguments {
    va_list list;
};
struct source {
    FILE *file;
    const char *text;
    long read;
    int ended;
};
struct directive {
    int suppressed;
    int allocates;
    int width;
    char size;
    char letter;
};

static int next(struct source *s) {
    int c = s->file ? fgetc(s->file) : *s->text ? (unsigned char)*s->text++ : EOF;
    if (c == EOF) {
        s->ended = 1;
    } else {
        s->read++;
    }
    return c;
}

static void back(struct source *s, int c) {
    if (c == EOF) {
        return;
    }
    s->read--;
    if (s->file) {
        ungetc(c, s->file);
    } else {
        s->text--;
    }
}

static void skip_space(struct source *s) {
    int c = next(s);
    while (c != EOF && isspace(c)) {
        c = next(s);
    }
    back(s, c);
}

static void store_integer(const struct directive *d, struct arguments *arguments, unsigned long value) {
    void *to = va_arg(arguments->list, void *);
    if (d->size == 'H') {
        *(unsigned char *)to = (unsigned char)value;
    } else if (d->size == 'h') {
        *(unsigned short *)to = (unsigned short)value;
    } else if (d->size == 0 && d->letter != 'p') {
        *(unsigned *)to = (unsigned)value;
    } else {
        *(unsigned long *)to = value;
    }
}

enum { LONGEST_NUMBER = 1100 };

// Takes c into the text if it may come next; the rest of the text is one longer then.
struct number {
    char text[LONGEST_NUMBER];
    int length;
    int limit;
};

static int take(struct source *s, struct number *n, const char *allowed) {
    if (n->length >= n->limit) {
        return 0;
    }
    int c = next(s);
    if (c == EOF || !strchr(allowed, c) || c == 0) {
        back(s, c);
        return 0;
    }
    n->text[n->length++] = (char)c;
    return 1;
}

static int take_all(struct source *s, struct number *n, const char *allowed) {
    int count = 0;
    while (take(s, n, allowed)) {
        count++;
    }
    return count;
}

static void begin_number(struct number *n, const struct directive *d) {
    n->length = 0;
    n->limit = d->width > 0 && d->width < LONGEST_NUMBER - 1 ? d->width : LONGEST_NUMBER - 1;
}

static int scan_integer(struct source *s, const struct directive *d, struct arguments *arguments) {
    struct number n;
    int base = d->letter == 'i' ? 0 : d->letter == 'o' ? 8 : d->letter == 'x' || d->letter == 'X' || d->letter == 'p' ? 16 : 10;
    begin_number(&n, d);
    take(s, &n, "+-");
    int digits = 0;
    if ((base == 0 || base == 16) && take(s, &n, "0")) {
        digits = 1;
        if (take(s, &n, "xX")) {
            base = 16;
        } else if (base == 0) {
            base = 8;
        }
    }
    if (base == 0) {
        base = 10;
    }
    digits += take_all(s, &n, base == 8 ? "01234567" : base == 10 ? "0123456789" : "0123456789abcdefABCDEF");
    n.text[n.length] = 0;
    if (digits == 0) {
        return 0;
    }
    if (!d->suppressed) {
        unsigned long value = d->letter == 'd' || d->letter == 'i' ? (unsigned long)strtol(n.text, NULL, base)
                                                                 : strtoul(n.text, NULL, base);
        store_integer(d, arguments, value);
    }
    return 1;
}

// "inf", "infinity", "nan": the letters are taken one by one.
static int take_word(struct source *s, struct number *n, const char *word) {
    for (; *word; word++) {
        char either[3] = {*word, (char)toupper(*word), 0};
        if (!take(s, n, either)) {
            return 0;
        }
    }
    return 1;
}

static int take_float(struct source *s, struct number *n) {
    const char *digits = "0123456789";
    const char *exponent = "eE";
    int count = 0;
    take(s, n, "+-");
    if (take(s, n, "iI")) {
        return take_word(s, n, "nf") && (!take(s, n, "iI") || take_word(s, n, "nity"));
    }
    if (take(s, n, "nN")) {
        return take_word(s, n, "an");
    }
    if (take(s, n, "0")) {
        count = 1;
        if (take(s, n, "xX")) {
            digits = "0123456789abcdefABCDEF";
            exponent = "pP";
            count = 0;
        }
    }
    count += take_all(s, n, digits);
    if (take(s, n, ".")) {
        count += take_all(s, n, digits);
    }
    if (count == 0) {
        return 0;
    }
    // glibc takes an exponent without digits for none.
    if (take(s, n, exponent)) {
        take(s, n, "+-");
        take_all(s, n, "0123456789");
    }
    return 1;
}

static int scan_float(struct source *s, const struct directive *d, struct arguments *arguments) {
    struct number n;
    begin_number(&n, d);
    if (!take_float(s, &n)) {
        return 0;
    }
    n.text[n.length] = 0;
    if (d->suppressed) {
        return 1;
    }
    void *to = va_arg(arguments->list, void *);
    if (d->size == 'l') {
        *(double *)to = strtod(n.text, NULL);
    } else if (d->size == 'L') {
        *(long double *)to = strtold(n.text, NULL);
    } else {
        *(float *)to = strtof(n.text, NULL);
    }
    return 1;
}

// A set of bytes, one bit each.
struct set {
    unsigned long bits[4];
};

static int contains(const struct set *set, int c) {
    return (int)(set->bits[c / 64] >> c % 64 & 1);
}

static void insert(struct set *set, int c) {
    set->bits[c / 64] |= 1UL << c % 64;
}

static void invert(struct set *set) {
    for (int i = 0; i < 4; i++) {
        set->bits[i] = ~set->bits[i];
    }
}

// From behind '[' to behind ']'.
static const char *read_set(const char *at, struct set *set) {
    int negated = *at == '^';
    at += negated;
    memset(set, 0, sizeof *set);
    const char *first = at;
    while (*at && (*at != ']' || at == first)) {
        if (at[1] == '-' && at[2] && at[2] != ']') {
            for (int c = (unsigned char)at[0]; c <= (unsigned char)at[2]; c++) {
                insert(set, c);
            }
            at += 3;
        } else {
            insert(set, (unsigned char)*at++);
        }
    }
    if (negated) {
        invert(set);
    }
    return *at ? at + 1 : at;
}

struct text {
    char *to;
    size_t length;
    size_t capacity;
    int grows;
};

static int append(struct text *t, int c) {
    if (t->grows && t->length + 2 > t->capacity) {
        char *longer = realloc(t->to, t->capacity * 2 + 32);
        if (!longer) {
            return 0;
        }
        t->to = longer;
        t->capacity = t->capacity * 2 + 32;
    }
    if (t->to) {
        t->to[t->length] = (char)c;
    }
    t->length++;
    return 1;
}

// %s, %[…] and %c; `set` says which bytes belong.
static int scan_text(struct source *s, const struct directive *d, struct arguments *arguments, const struct set *set) {
    struct text t = {NULL, 0, 0, 0};
    char **allocated = NULL;
    int is_char = d->letter == 'c';
    long limit = d->width > 0 ? d->width : is_char ? 1 : LONG_MAX;
    if (!d->suppressed && d->allocates) {
        allocated = va_arg(arguments->list, char **);
        t.grows = 1;
    } else if (!d->suppressed) {
        t.to = va_arg(arguments->list, char *);
    }
    long count = 0;
    while (count < limit) {
        int c = next(s);
        if (c == EOF || !contains(set, c)) {
            back(s, c);
            break;
        }
        if (!append(&t, c)) {
            free(t.to);
            return 0;
        }
        count++;
    }
    if (count == 0 || (is_char && count < limit)) {
        if (allocated) {
            free(t.to);
        }
        return 0;
    }
    if (t.to && !is_char) {
        t.to[t.length] = 0;
    }
    if (allocated) {
        *allocated = t.to;
    }
    return 1;
}

static const char *read_directive(const char *at, struct directive *d) {
    memset(d, 0, sizeof *d);
    if (*at == '*') {
        d->suppressed = 1;
        at++;
    }
    for (; isdigit(*at); at++) {
        d->width = d->width < INT_MAX / 20 ? d->width * 10 + (*at - '0') : d->width;
    }
    if (*at == 'm') {
        d->allocates = 1;
        at++;
    }
    if (*at == 'h') {
        d->size = at[1] == 'h' ? 'H' : 'h';
        at += at[1] == 'h' ? 2 : 1;
    } else if (*at == 'l') {
        d->size = 'l';
        at += at[1] == 'l' ? 2 : 1;
    } else if (*at == 'j' || *at == 'z' || *at == 't' || *at == 'q') {
        d->size = 'l';
        at++;
    } else if (*at == 'L') {
        d->size = 'L';
        at++;
    }
    d->letter = *at;
    return *at ? at + 1 : at;
}

static int scan_directive(struct source *s, const struct directive *d, struct arguments *arguments, const struct set *set) {
    switch (d->letter) {
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
    case 'p':
        return scan_integer(s, d, arguments);
    case 'a':
    case 'A':
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
        return scan_float(s, d, arguments);
    case 'c':
    case 's':
    case '[':
        return scan_text(s, d, arguments, set);
    default:
        return 0;
    }
}

static void fill_set(struct set *set, char letter) {
    memset(set, 0, sizeof *set);
    if (letter == 's') {
        for (int c = 0; c < 256; c++) {
            if (isspace(c)) {
                insert(set, c);
            }
        }
    }
    invert(set);
}

// One character of the format that is no conversion; 0 if the input differs.
static int match(struct source *s, char wanted) {
    if (isspace(wanted)) {
        skip_space(s);
        return 1;
    }
    int c = next(s);
    if (c != (unsigned char)wanted) {
        back(s, c);
        return 0;
    }
    return 1;
}

static int scan(struct source *s, const char *format, struct arguments *arguments) {
    int assigned = 0;
    while (*format) {
        if (*format != '%' || format[1] == '%') {
            format += *format == '%';
            if (*format == '%') {
                skip_space(s);
            }
            if (!match(s, *format++)) {
                return s->ended && assigned == 0 ? EOF : assigned;
            }
            continue;
        }
        struct directive d;
        struct set set;
        format = read_directive(format + 1, &d);
        if (d.letter == '[') {
            format = read_set(format, &set);
        } else {
            fill_set(&set, d.letter);
        }
        if (d.letter == 'n') {
            if (!d.suppressed) {
                store_integer(&d, arguments, (unsigned long)s->read);
            }
            continue;
        }
        if (d.letter != 'c' && d.letter != '[') {
            skip_space(s);
        }
        // Running out before the first character of a conversion is an input failure, later a matching failure.
        int c = next(s);
        if (c == EOF) {
            return assigned == 0 ? EOF : assigned;
        }
        back(s, c);
        if (!scan_directive(s, &d, arguments, &set)) {
            return assigned;
        }
        assigned += !d.suppressed;
    }
    return assigned;
}

int vfscanf(FILE *file, const char *format, va_list list) {
    struct source source = {file, NULL, 0, 0};
    struct arguments arguments;
    va_copy(arguments.list, list);
    __file_lock(file);
    int result = scan(&source, format, &arguments);
    __file_unlock(file);
    va_end(arguments.list);
    return result;
}

int vsscanf(const char *text, const char *format, va_list list) {
    struct source source = {NULL, text, 0, 0};
    struct arguments arguments;
    va_copy(arguments.list, list);
    int result = scan(&source, format, &arguments);
    va_end(arguments.list);
    return result;
}
