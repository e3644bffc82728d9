// execve(2): errors leave the program as it is; too long arguments are E2BIG.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void try(const char *what, const char *path, char **argv) {
    char *environment[] = {NULL};
    execve(path, argv, environment);
    printf("%s: %s\n", what, strerror(errno));
}

int main(int argc, char **argv) {
    if (argc > 2) {
        printf("ran with %d arguments of %zu\n", argc, strlen(argv[1]));
        return 0;
    }
    char *one[] = {"x", NULL};
    try("nothing", "./nothing", one);
    try("empty path", "", one);
    try("bad pointer", (char *)8, one);
    try("bad argv", argv[0], (char **)8);
    char *bad[] = {"x", (char *)8, NULL};
    try("bad argument", argv[0], bad);
    char *huge = malloc(131073);
    memset(huge, 'h', 131072);
    huge[131072] = 0;
    char *long_one[] = {"x", huge, "z", NULL};
    try("131072 letters", argv[0], long_one);
    huge[131071] = 0;
    fflush(stdout);
    try("131071 letters", argv[0], long_one);
    return 0;
}
