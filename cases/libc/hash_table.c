// A small hash table with chains: insert, look up, delete, and what is left.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    struct entry *next;
    int value;
    char key[];
};

static struct entry *table[7];

static struct entry **slot(const char *key) {
    unsigned hash = 5381;
    for (const char *at = key; *at; at++) {
        hash = hash * 33 + (unsigned char)*at;
    }
    struct entry **place = &table[hash % 7];
    while (*place && strcmp((*place)->key, key) != 0) {
        place = &(*place)->next;
    }
    return place;
}

static void set(const char *key, int value) {
    struct entry **place = slot(key);
    if (!*place) {
        *place = calloc(1, sizeof **place + strlen(key) + 1);
        strcpy((*place)->key, key);
    }
    (*place)->value = value;
}

static void drop(const char *key) {
    struct entry **place = slot(key), *gone = *place;
    if (gone) {
        *place = gone->next;
        free(gone);
    }
}

int main(void) {
    char key[16];
    for (int i = 0; i < 40; i++) {
        snprintf(key, sizeof key, "key%d", i);
        set(key, i * i);
    }
    set("key5", -1);
    for (int i = 0; i < 40; i += 3) {
        snprintf(key, sizeof key, "key%d", i);
        drop(key);
    }
    int count = 0, sum = 0;
    for (int i = 0; i < 7; i++) {
        for (struct entry *entry = table[i]; entry; entry = entry->next) {
            count++;
            sum += entry->value;
        }
    }
    struct entry *five = *slot("key5"), *six = *slot("key6");
    printf("%d %d %d %d\n", count, sum, five->value, six == NULL);
    return 0;
}
