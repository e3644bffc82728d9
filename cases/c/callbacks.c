// Callbacks with context, qsort of structs by several keys, bsearch, signal-like tables, an event loop.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct person { const char *name; int age; double height; };
static int by_age(const void *a, const void *b) { const struct person *x = a, *y = b; return (x->age > y->age) - (x->age < y->age); }
static int by_name(const void *a, const void *b) { return strcmp(((const struct person *)a)->name, ((const struct person *)b)->name); }
static int by_height(const void *a, const void *b) { double d = ((const struct person *)b)->height - ((const struct person *)a)->height; return d > 0 ? 1 : d < 0 ? -1 : by_name(a, b); }
typedef void visitor(void *context, const struct person *);
static void each(const struct person *list, size_t n, visitor *visit, void *context) { while (n--) visit(context, list++); }
static void add_ages(void *context, const struct person *p) { *(int *)context += p->age; }
static void longest(void *context, const struct person *p) { const char **best = context; if (!*best || strlen(p->name) > strlen(*best)) *best = p->name; }
struct event { int at; void (*fire)(struct event *); int data; };
static int fired;
static void tick(struct event *e) { fired += e->data; e->at += 10; e->data--; }
static void stop(struct event *e) { e->at = -1; }
int main(void) {
    struct person list[] = {{"Mia", 31, 1.7}, {"Bo", 25, 1.8}, {"Anna", 40, 1.7}, {"Zed", 19, 1.65}};
    int (*orders[])(const void *, const void *) = {by_age, by_name, by_height};
    for (int i = 0; i < 3; i++) { qsort(list, 4, sizeof *list, orders[i]); for (int k = 0; k < 4; k++) printf("%s ", list[k].name); printf("\n"); }
    qsort(list, 4, sizeof *list, by_name);
    struct person key = {.name = "Mia"}, *found = bsearch(&key, list, 4, sizeof *list, by_name);
    int sum = 0;
    const char *best = 0;
    each(list, 4, add_ages, &sum);
    each(list, 4, longest, &best);
    printf("%d %d %s\n", found->age, sum, best);
    struct event events[] = {{0, tick, 3}, {5, tick, 10}, {35, stop, 0}};
    for (int now = 0; events[2].at >= 0 && now < 100; now++)
        for (int i = 0; i < 3; i++) if (events[i].at == now) events[i].fire(&events[i]);
    printf("%d %d\n", fired, events[0].at);
    return 0;
}
