// /proc/self/exe is the program's path.
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void) {
    char path[200];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path);
    printf("%zd %.*s\n", n, (int)n, path);
    n = readlink("/proc/self/exe", path, 4);
    printf("%zd %.*s\n", n, (int)n, path);
    n = readlink("/proc/self/cwd", path, sizeof path);
    printf("%zd %.*s\n", n, (int)n, path);
    return 0;
}
