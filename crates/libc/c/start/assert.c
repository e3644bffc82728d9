#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

// glibc's text: "prog: file.c:3: main: Assertion `x == 1' failed."
void __assert_fail(const char *condition, const char *file, unsigned line, const char *function) {
    fflush(stdout);
    fprintf(stderr, "%s: %s:%u: %s: Assertion `%s' failed.\n", program_invocation_short_name, file, line, function,
            condition);
    abort();
}
