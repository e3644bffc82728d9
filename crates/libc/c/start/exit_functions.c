// What atexit and on_exit register. The list grows in blocks, so that 32 need no memory (C11 7.22.4.2).
#include <stdlib.h>
#include <vitrine/start.h>

enum { PER_BLOCK = 32 };
struct entry {
    void (*plain)(void);
    void (*with_status)(int, void *);
    void *argument;
};
struct block {
    struct block *older;
    int used;
    struct entry entries[PER_BLOCK];
};

static struct block first;
static struct block *newest = &first;

static struct entry *add(void) {
    if (newest->used == PER_BLOCK) {
        struct block *block = calloc(1, sizeof *block);
        if (!block) {
            return NULL;
        }
        block->older = newest;
        newest = block;
    }
    return &newest->entries[newest->used++];
}

int atexit(void (*function)(void)) {
    struct entry *entry = add();
    if (!entry) {
        return -1;
    }
    entry->plain = function;
    entry->with_status = NULL;
    return 0;
}

int on_exit(void (*function)(int, void *), void *argument) {
    struct entry *entry = add();
    if (!entry) {
        return -1;
    }
    entry->plain = NULL;
    entry->with_status = function;
    entry->argument = argument;
    return 0;
}

// An exit function may register more, and may call exit again: each runs once.
void __run_exit_functions(int status) {
    for (;;) {
        if (newest->used == 0) {
            if (!newest->older) {
                return;
            }
            newest = newest->older;
            continue;
        }
        struct entry entry = newest->entries[--newest->used];
        if (entry.plain) {
            entry.plain();
        } else {
            entry.with_status(status, entry.argument);
        }
    }
}
