// qsort over structs by several keys, by a tie-breaking position, with qsort_r's context; bsearch and lfind-like searches after.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct person { char name[12]; int age; double height; int position; };

static int by_name(const void *a, const void *b) {
    return strcmp(((const struct person *)a)->name, ((const struct person *)b)->name);
}

static int by_age(const void *a, const void *b) {
    const struct person *x = a, *y = b;
    return x->age != y->age ? (x->age > y->age) - (x->age < y->age) : x->position - y->position;
}

static int by_context(const void *a, const void *b, void *context) {
    const struct person *x = a, *y = b;
    int direction = *(int *)context;
    return direction * ((x->height > y->height) - (x->height < y->height));
}

static void show(const char *what, const struct person *people, size_t count) {
    printf("%s:", what);
    for (size_t i = 0; i < count; i++) {
        printf(" %s/%d/%.2f/%d", people[i].name, people[i].age, people[i].height, people[i].position);
    }
    printf("\n");
}

int main(void) {
    struct person people[] = {{"dan", 30, 1.81, 0}, {"ann", 25, 1.65, 1}, {"eve", 30, 1.70, 2},
                              {"bob", 25, 1.90, 3}, {"cyd", 30, 1.60, 4}};
    size_t count = sizeof people / sizeof *people;
    qsort(people, count, sizeof *people, by_age);
    show("age", people, count);
    int direction = -1;
    qsort_r(people, count, sizeof *people, by_context, &direction);
    show("height", people, count);
    qsort(people, count, sizeof *people, by_name);
    show("name", people, count);
    const char *wanted[] = {"cyd", "zoe", "ann"};
    for (int i = 0; i < 3; i++) {
        struct person key = {.age = 0};
        strcpy(key.name, wanted[i]);
        struct person *found = bsearch(&key, people, count, sizeof *people, by_name);
        printf("%s: %ld\n", wanted[i], found ? (long)(found - people) : -1L);
    }
    struct { int key, position; } many[500];
    unsigned state = 7;
    for (int i = 0; i < 500; i++) {
        state = state * 1103515245u + 12345u;
        many[i].key = (int)(state >> 16 & 15);
        many[i].position = i;
    }
    int compare(const void *, const void *);
    qsort(many, 500, sizeof *many, compare);
    int sorted = 1;
    long sum = 0;
    for (int i = 1; i < 500; i++) {
        sorted &= compare(&many[i - 1], &many[i]) < 0;
        sum = (sum * 31 + many[i].position) % 1000003;
    }
    printf("%d %ld\n", sorted, sum);
    qsort(people, 0, sizeof *people, by_name);
    qsort(people, 1, sizeof *people, by_name);
    show("still", people, 1);
    return 0;
}

int compare(const void *a, const void *b) {
    const int *x = a, *y = b;
    return x[0] != y[0] ? x[0] - y[0] : x[1] - y[1];
}
