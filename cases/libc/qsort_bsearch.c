// Sorting structures; equal keys keep their order.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct person {
    char name[12];
    int age;
};

static int by_age(const void *a, const void *b) {
    return ((const struct person *)a)->age - ((const struct person *)b)->age;
}

static int by_name(const void *a, const void *b) {
    return strcmp(((const struct person *)a)->name, ((const struct person *)b)->name);
}

int main(void) {
    struct person people[] = {{"Dennis", 41}, {"Ken", 39}, {"Brian", 41}, {"Doug", 39}, {"Rob", 25}, {"Lorinda", 41}};
    qsort(people, 6, sizeof *people, by_age);
    for (int i = 0; i < 6; i++) {
        printf("%s %d, ", people[i].name, people[i].age);
    }
    qsort(people, 6, sizeof *people, by_name);
    struct person key = {"Ken", 0};
    struct person *found = bsearch(&key, people, 6, sizeof *people, by_name);
    printf("\nKen is number %d; Bjarne: %d\n", (int)(found - people), (strcpy(key.name, "Bjarne"), bsearch(&key, people, 6, sizeof *people, by_name) == NULL));
    return 0;
}
