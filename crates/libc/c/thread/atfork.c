#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <vitrine/fork.h>

struct functions {
    void (*when[3])(void);
    struct functions *older;
    struct functions *newer;
};
static struct functions *newest;
static struct functions *oldest;

// Last registered first before the fork, in the order of registration after it: pthread_atfork(3).
static void run(int when) {
    struct functions *at = when == FORK_BEFORE ? newest : oldest;
    while (at) {
        if (at->when[when]) {
            at->when[when]();
        }
        at = when == FORK_BEFORE ? at->older : at->newer;
    }
}

int pthread_atfork(void (*before)(void), void (*parent)(void), void (*child)(void)) {
    struct functions *functions = malloc(sizeof *functions);
    if (!functions) {
        return ENOMEM;
    }
    functions->when[FORK_BEFORE] = before;
    functions->when[FORK_PARENT] = parent;
    functions->when[FORK_CHILD] = child;
    functions->older = newest;
    functions->newer = NULL;
    if (newest) {
        newest->newer = functions;
    } else {
        oldest = functions;
    }
    newest = functions;
    __fork_functions = run;
    return 0;
}
