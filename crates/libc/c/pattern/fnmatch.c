// Patterns of file names: fnmatch(3), POSIX 2.13. Only the last star has to be tried again: what stands before it has matched.
#include <ctype.h>
#include <fnmatch.h>
#include <stddef.h>
#include <string.h>

struct matcher {
    const char *text;
    int flags;
};

static int folded(const struct matcher *m, int c) {
    return m->flags & FNM_CASEFOLD ? tolower(c) : c;
}

static int is_class(const char *name, size_t length, int c) {
    static const struct {
        const char *name;
        int (*has)(int c);
    } classes[] = {
        {"alnum", isalnum}, {"alpha", isalpha}, {"blank", isblank}, {"cntrl", iscntrl},
        {"digit", isdigit}, {"graph", isgraph}, {"lower", islower}, {"print", isprint},
        {"punct", ispunct}, {"space", isspace}, {"upper", isupper}, {"xdigit", isxdigit},
    };
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        if (strlen(classes[i].name) == length && memcmp(classes[i].name, name, length) == 0) {
            return classes[i].has(c) != 0;
        }
    }
    return 0;
}

// One character of a bracket expression, which a backslash may precede.
static const char *read_member(const struct matcher *m, const char *at, int *c) {
    if (*at == '\\' && !(m->flags & FNM_NOESCAPE) && at[1]) {
        at++;
    }
    *c = folded(m, (unsigned char)*at);
    return at + 1;
}

// Behind the bracket expression that begins at `at`, or NULL if its end is missing.
static const char *match_bracket(const struct matcher *m, const char *at, int given, int *matches) {
    int c = folded(m, given);
    int negated = *at == '!' || *at == '^';
    int found = 0;
    at += negated;
    for (const char *first = at; *at && (*at != ']' || at == first);) {
        if (at[0] == '[' && at[1] == ':') {
            const char *end = strstr(at + 2, ":]");
            if (end) {
                found |= is_class(at + 2, (size_t)(end - at - 2), given);
                found |= (m->flags & FNM_CASEFOLD) && isalpha(given) && is_class(at + 2, (size_t)(end - at - 2), given ^ 32);
                at = end + 2;
                continue;
            }
        }
        int low, high;
        at = read_member(m, at, &low);
        high = low;
        if (at[0] == '-' && at[1] && at[1] != ']') {
            at = read_member(m, at + 1, &high);
        }
        found |= low <= c && c <= high;
    }
    if (*at != ']') {
        return NULL;
    }
    *matches = found != negated;
    return at + 1;
}

// A dot that only a dot in the pattern matches.
static int is_leading_dot(const struct matcher *m, const char *text) {
    int leads = text == m->text || ((m->flags & FNM_PATHNAME) && text[-1] == '/');
    return (m->flags & FNM_PERIOD) && *text == '.' && leads;
}

// Whether one character of text matches the one item of the pattern at `*pattern`, which is no star.
static int match_one(const struct matcher *m, const char **pattern, const char *text) {
    const char *at = *pattern;
    int c = (unsigned char)*text;
    int special = !is_leading_dot(m, text) && !((m->flags & FNM_PATHNAME) && c == '/');
    *pattern = at + 1;
    if (*at == '?') {
        return special;
    }
    if (*at == '[') {
        int matches = 0;
        const char *behind = match_bracket(m, at + 1, c, &matches);
        if (behind) {
            *pattern = behind;
            return special && matches;
        }
    }
    if (*at == '\\' && !(m->flags & FNM_NOESCAPE)) {
        at++;
        if (!*at) {
            return 0;
        }
        *pattern = at + 1;
    }
    return folded(m, (unsigned char)*at) == folded(m, c);
}

int fnmatch(const char *pattern, const char *text, int flags) {
    struct matcher m = {text, flags};
    const char *after_star = NULL;
    const char *retry = NULL;
    for (;;) {
        if (*pattern == '*') {
            if (is_leading_dot(&m, text)) {
                return FNM_NOMATCH;
            }
            after_star = ++pattern;
            retry = text;
            continue;
        }
        if (!*pattern && (!*text || ((flags & FNM_LEADING_DIR) && *text == '/'))) {
            return 0;
        }
        if (*pattern && *text && match_one(&m, &pattern, text)) {
            text++;
            continue;
        }
        if (!after_star || !*retry || ((flags & FNM_PATHNAME) && *retry == '/')) {
            return FNM_NOMATCH;
        }
        pattern = after_star;
        text = ++retry;
    }
}
