// A flexible array member, allocated and static.
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct message {
    unsigned short length;
    char kind;
    char text[];
};

struct vector {
    size_t count;
    double values[];
};

static struct message fixed = {5, 'f', "hello"};

int main(void) {
    printf("%zu %zu %zu\n", sizeof(struct message), offsetof(struct message, text), sizeof(struct vector));
    const char *words[] = {"", "a", "twelve chars"};
    for (int i = 0; i < 3; i++) {
        size_t n = strlen(words[i]);
        struct message *m = malloc(sizeof *m + n + 1);
        m->length = (unsigned short)n;
        m->kind = 'k';
        strcpy(m->text, words[i]);
        printf("%d %c [%s]\n", m->length, m->kind, m->text);
        free(m);
    }
    struct vector *v = malloc(sizeof *v + 10 * sizeof v->values[0]);
    v->count = 10;
    for (size_t i = 0; i < v->count; i++) v->values[i] = i * 0.5;
    double s = 0;
    for (size_t i = 0; i < v->count; i++) s += v->values[i];
    printf("%g\n", s);
    free(v);
    printf("%d %c %s\n", fixed.length, fixed.kind, fixed.text);
    return 0;
}
