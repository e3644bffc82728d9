// Changing the environment. The array given by the kernel is replaced by an allocated one at the first addition.
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// The array that we allocated, if environ still is it.
static char **owned;

static char **find(const char *name, size_t length) {
    for (char **at = environ; at && *at; at++) {
        if (strncmp(*at, name, length) == 0 && (*at)[length] == '=') {
            return at;
        }
    }
    return NULL;
}

static int put(char *assignment, size_t name_length) {
    char **old = find(assignment, name_length);
    if (old) {
        *old = assignment;
        return 0;
    }
    size_t count = 0;
    while (environ && environ[count]) {
        count++;
    }
    char **longer = realloc(environ == owned ? owned : NULL, (count + 2) * sizeof *longer);
    if (!longer) {
        return -1;
    }
    if (environ != owned && count > 0) {
        memcpy(longer, environ, count * sizeof *longer);
    }
    longer[count] = assignment;
    longer[count + 1] = NULL;
    environ = owned = longer;
    return 0;
}

static int valid_name(const char *name) {
    if (!name || !*name || strchr(name, '=')) {
        errno = EINVAL;
        return 0;
    }
    return 1;
}

int setenv(const char *name, const char *value, int overwrite) {
    if (!valid_name(name)) {
        return -1;
    }
    size_t length = strlen(name);
    if (!overwrite && find(name, length)) {
        return 0;
    }
    size_t value_size = strlen(value) + 1;
    char *assignment = malloc(length + 1 + value_size);
    if (!assignment) {
        return -1;
    }
    memcpy(assignment, name, length);
    assignment[length] = '=';
    memcpy(assignment + length + 1, value, value_size);
    return put(assignment, length);
}

int unsetenv(const char *name) {
    if (!valid_name(name)) {
        return -1;
    }
    char **at;
    while ((at = find(name, strlen(name))) != NULL) {
        do {
            at[0] = at[1];
            at++;
        } while (*at);
    }
    return 0;
}

// The text itself becomes part of the environment; without '=' the name is removed.
int putenv(char *assignment) {
    char *equals = strchr(assignment, '=');
    return equals ? put(assignment, (size_t)(equals - assignment)) : unsetenv(assignment);
}

int clearenv(void) {
    environ = NULL;
    return 0;
}
