// What the kernel put on the initial stack.
#include <stddef.h>
#include <vitrine/start.h>

char **environ;
unsigned long *__auxiliary_vector;
