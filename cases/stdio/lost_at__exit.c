// _exit does not flush: on a terminal whole lines are out already.
// mode: both
#include <stdio.h>
#include <unistd.h>

int main(void) {
    printf("a line\nand a half");
    _exit(0);
}
