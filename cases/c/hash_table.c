// A hash table with chains and growth, an arena, iteration in the order of insertion, deletion while walking.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry { struct entry *chain, *newer; unsigned hash; int value; char key[]; };
struct table { struct entry **buckets, *oldest, **newest; size_t size, used; };

static unsigned hash_of(const char *key) {
    unsigned hash = 2166136261u;
    while (*key) {
        hash = (hash ^ (unsigned char)*key++) * 16777619u;
    }
    return hash;
}

static void grow(struct table *t) {
    size_t size = t->size ? t->size * 2 : 4;
    struct entry **buckets = calloc(size, sizeof *buckets);
    for (struct entry *e = t->oldest; e; e = e->newer) {
        struct entry **to = &buckets[e->hash & (size - 1)];
        e->chain = *to;
        *to = e;
    }
    free(t->buckets);
    t->buckets = buckets;
    t->size = size;
}

static int *slot(struct table *t, const char *key) {
    unsigned hash = hash_of(key);
    if (t->size) {
        for (struct entry *e = t->buckets[hash & (t->size - 1)]; e; e = e->chain) {
            if (e->hash == hash && strcmp(e->key, key) == 0) {
                return &e->value;
            }
        }
    }
    if (t->used >= t->size) {
        grow(t);
    }
    struct entry *e = malloc(sizeof *e + strlen(key) + 1);
    *e = (struct entry){.chain = t->buckets[hash & (t->size - 1)], .hash = hash};
    strcpy(e->key, key);
    t->buckets[hash & (t->size - 1)] = e;
    *t->newest = e;
    t->newest = &e->newer;
    t->used++;
    return &e->value;
}

static void drop(struct table *t, int (*unwanted)(const struct entry *)) {
    struct entry **at = &t->oldest;
    while (*at) {
        struct entry *e = *at;
        if (!unwanted(e)) {
            at = &e->newer;
            continue;
        }
        struct entry **link = &t->buckets[e->hash & (t->size - 1)];
        while (*link != e) {
            link = &(*link)->chain;
        }
        *link = e->chain;
        *at = e->newer;
        free(e);
        t->used--;
    }
    t->newest = at;
}

static int is_single(const struct entry *e) { return e->value == 1; }

int main(void) {
    static const char text[] = "the more it snows the more it goes the more it goes on snowing and nobody knows";
    struct table t = {.newest = &t.oldest};
    char words[sizeof text];
    strcpy(words, text);
    for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) {
        ++*slot(&t, word);
    }
    printf("%zu of %zu\n", t.used, t.size);
    for (struct entry *e = t.oldest; e; e = e->newer) {
        printf("%s=%d ", e->key, e->value);
    }
    drop(&t, is_single);
    *slot(&t, "new") += 7;
    printf("\n");
    for (struct entry *e = t.oldest; e; e = e->newer) {
        printf("%s=%d ", e->key, e->value);
    }
    char name[8];
    for (int i = 0; i < 1000; i++) {
        snprintf(name, sizeof name, "k%d", i % 600);
        *slot(&t, name) += i;
    }
    long sum = 0;
    for (int i = 0; i < 600; i += 7) {
        snprintf(name, sizeof name, "k%d", i);
        sum += *slot(&t, name);
    }
    printf("\n%zu %zu %ld\n", t.used, t.size, sum);
    return 0;
}
