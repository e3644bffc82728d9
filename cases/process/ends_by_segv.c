// A wild pointer ends the program; what stdio still held is lost.
#include <stdio.h>

int main(void) {
    printf("into the pipe this never comes");
    *(volatile char *)0 = 1;
    return 0;
}
