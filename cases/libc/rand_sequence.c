// rand gives the same numbers as everywhere on Linux.
#include <stdio.h>
#include <stdlib.h>

int main(void) {
    for (int i = 0; i < 5; i++) {
        printf("%d ", rand());
    }
    srand(2024);
    for (int i = 0; i < 5; i++) {
        printf("%d ", rand() % 100);
    }
    srandom(1);
    printf("%ld\n", random());
    return 0;
}
