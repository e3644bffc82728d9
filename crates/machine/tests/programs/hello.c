#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv) {
    printf("hello, world\n");
    for (int i = 1; i < argc; i++) printf("argument %d is %s\n", i, argv[i]);
    printf("HOME is %s, %.2f\n", getenv("HOME"), 1.5);
    return 7;
}
