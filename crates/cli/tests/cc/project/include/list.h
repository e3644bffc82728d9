#ifndef LIST_H
#define LIST_H

struct node {
    const char *word;
    struct node *next;
};

struct node *push(struct node *list, const char *word);
int length(const struct node *list);

#endif
