#include <math.h>
#include <stdio.h>
#include <string.h>

#include "list.h"
#include "text.h"

int main(int argc, char **argv) {
    struct node *list = NULL;
    for (int i = 1; i < argc && i <= LIMIT; i++) {
        list = push(list, upper(argv[i]));
    }
    for (struct node *node = list; node != NULL; node = node->next) {
        printf("%s\n", node->word);
    }
    printf("%d words, root %.3f\n", length(list), sqrt(length(list)));
    return length(list) == 0;
}
