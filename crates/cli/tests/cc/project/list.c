#include "list.h"

#include <stdlib.h>

struct node *push(struct node *list, const char *word) {
    struct node *node = malloc(sizeof *node);
    if (node == NULL) {
        abort();
    }
    node->word = word;
    node->next = list;
    return node;
}

int length(const struct node *list) {
    int count = 0;
    while (list != NULL) {
        count++;
        list = list->next;
    }
    return count;
}
