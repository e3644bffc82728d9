// execve(2) with an empty list of arguments: the program sees one, the empty string (Linux since 5.18).
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv, char **environment) {
    if (argc >= 1 && argv[0][0] != '\0' && strcmp(argv[0], "third") != 0) {
        char path[256];
        ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
        path[length] = '\0';
        char *none[] = {NULL};
        printf("first: argc %d\n", argc);
        fflush(stdout);
        execve(path, none, none);
        perror("execve");
        return 1;
    }
    printf("second: argc %d, length of argv[0] %zu, argv[1] %p, environment %p\n", argc, strlen(argv[0]),
           (void *)argv[1], (void *)environment[0]);
    return 0;
}
