// qsort_r, bsearch, lldiv, labs, random with one seed twice.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int by_key(const void *a, const void *b, void *calls) {
    ++*(int *)calls;
    return *(const int *)a - *(const int *)b;
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

int main(void) {
    int numbers[] = {5, 2, 9, -1, 7, 2}, calls = 0;
    qsort_r(numbers, 6, sizeof *numbers, by_key, &calls);
    for (int i = 0; i < 6; i++) {
        printf("%d ", numbers[i]);
    }
    printf("called %d\n", calls > 0);
    char *words[] = {"pear", "apple", "fig"};
    qsort(words, 3, sizeof *words, by_text);
    char *key = "fig";
    char **found = bsearch(&key, words, 3, sizeof *words, by_text);
    printf("%s %s %s, found at %ld\n", words[0], words[1], words[2], (long)(found - words));
    srandom(7);
    long first = random();
    srandom(7);
    printf("again %d, in range %d\n", first == random(), first >= 0 && first <= RAND_MAX);
    unsigned seed = 1;
    int a = rand_r(&seed);
    seed = 1;
    printf("rand_r %d\n", a == rand_r(&seed));
    lldiv_t parts = lldiv(-17, 5);
    printf("%lld %lld %ld %d\n", parts.quot, parts.rem, labs(-5L), abs(-3));
    return 0;
}
