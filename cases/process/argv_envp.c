// Arguments and environment as the kernel hands them over.
// args: one two three=3 --four
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv, char **envp) {
    for (int i = 0; i <= argc; i++) {
        printf("argv[%d] = %s\n", i, argv[i] ? argv[i] : "NULL");
    }
    for (char **at = envp; *at; at++) {
        printf("%s\n", *at);
    }
    printf("environ is envp: %d\n", environ == envp);
    printf("HOME=%s, NOTHING=%d\n", getenv("HOME"), getenv("NOTHING") == NULL);
    return argc;
}
