// Linked lists, a binary tree, a hash table: malloc and pointers to structs.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct node { int value; struct node *next; };
struct tree { int key; struct tree *left, *right; };
struct entry { char *key; int count; struct entry *next; };
static struct node *push(struct node *head, int v) { struct node *n = malloc(sizeof *n); *n = (struct node){v, head}; return n; }
static struct node *reverse(struct node *head) { struct node *r = NULL; while (head) { struct node *next = head->next; head->next = r; r = head; head = next; } return r; }
static void drop(struct node **at, int v) { while (*at) if ((*at)->value == v) { struct node *n = *at; *at = n->next; free(n); } else at = &(*at)->next; }
static void insert(struct tree **t, int k) { while (*t) t = k < (*t)->key ? &(*t)->left : &(*t)->right; *t = calloc(1, sizeof **t); (*t)->key = k; }
static void walk(const struct tree *t, int depth) { if (!t) return; walk(t->left, depth + 1); printf("%d:%d ", t->key, depth); walk(t->right, depth + 1); }
static int height(const struct tree *t) { if (!t) return 0; int l = height(t->left), r = height(t->right); return 1 + (l > r ? l : r); }
static struct entry *table[8];
static void count(const char *word) {
    unsigned h = 0;
    for (const char *p = word; *p; p++) h = h * 31 + (unsigned char)*p;
    struct entry **at = &table[h % 8];
    for (; *at; at = &(*at)->next) if (!strcmp((*at)->key, word)) { (*at)->count++; return; }
    *at = malloc(sizeof **at);
    (*at)->key = strdup(word);
    (*at)->count = 1;
    (*at)->next = NULL;
}
int main(void) {
    struct node *head = NULL;
    for (int i = 0; i < 6; i++) head = push(head, i % 4);
    head = reverse(head);
    drop(&head, 1);
    for (struct node *n = head; n; n = n->next) printf("%d ", n->value);
    printf("\n");
    struct tree *root = NULL;
    int keys[] = {50, 30, 70, 20, 40, 60, 80, 10};
    for (int i = 0; i < 8; i++) insert(&root, keys[i]);
    walk(root, 0);
    printf("%d\n", height(root));
    char text[] = "the cat and the dog and the bird";
    for (char *w = strtok(text, " "); w; w = strtok(NULL, " ")) count(w);
    const char *words[] = {"the", "and", "cat", "fish"};
    for (int i = 0; i < 4; i++) {
        int n = 0;
        for (int b = 0; b < 8; b++) for (struct entry *e = table[b]; e; e = e->next) if (!strcmp(e->key, words[i])) n = e->count;
        printf("%s %d\n", words[i], n);
    }
    return 0;
}
