// printf and write mixed: the order depends on the buffering.
// mode: both
#include <stdio.h>
#include <unistd.h>

int main(void) {
    printf("printf 1\n");
    write(1, "write 1\n", 8);
    printf("printf 2");
    write(1, "write 2\n", 8);
    fflush(stdout);
    write(1, "write 3\n", 8);
    return 0;
}
