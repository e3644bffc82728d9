#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
    size_t size = 1 << 20;
    char *bytes = malloc(size);
    memset(bytes, 1, size);
    if (fork() == 0) { for (size_t i = 0; i < size / 2; i += 4096) bytes[i] = 2; _exit(0); }
    wait(NULL);
    return bytes[0] == 1 ? 0 : 1;
}
