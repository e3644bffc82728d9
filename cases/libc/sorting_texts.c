// qsort of pointers with strcmp, then bsearch among them.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

int main(void) {
    const char *words[] = {"pear", "fig", "apple", "quince", "date", "figs"};
    size_t count = sizeof words / sizeof *words;
    qsort(words, count, sizeof *words, compare);
    for (size_t i = 0; i < count; i++) {
        printf("%s ", words[i]);
    }
    const char *wanted[] = {"fig", "plum"};
    for (int i = 0; i < 2; i++) {
        const char **found = bsearch(&wanted[i], words, count, sizeof *words, compare);
        printf("| %s %d", wanted[i], found ? (int)(found - words) : -1);
    }
    printf("\n");
    return 0;
}
