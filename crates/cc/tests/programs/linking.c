// Linkage: tentative definitions, static locals, extern in blocks, inline functions, own definitions of library names.
#include <stdio.h>
#include <string.h>

int tentative;
int tentative;
int later[];
static int hidden = 3;
extern int hidden_too;
int hidden_too = 4;
static inline int inlined(int x) { return x * hidden; }
static int forward(int);
int atoi(const char *text) { return (int)strlen(text) + 1000; }

static int next(void) {
    static int state = 10, *where = &state;
    static const char *const names[] = {"a", "b"};
    return ++*where + names[1][0];
}
static int forward(int x) { extern int tentative; return x + tentative; }
int later[3] = {1, 2, 3};
typedef int number;
typedef struct node node;
struct node { node *next; number value; };

int main(int argc, char **argv) {
    number number = 5;
    node n = {&n, number};
    tentative = 7;
    printf("%d %d %d %d\n", next(), next(), forward(1), inlined(later[2]));
    printf("%d %d %d %d\n", n.next->next->value, hidden_too, atoi("four"), argc);
    return argv[argc] == 0 ? 6 : 1;
}
