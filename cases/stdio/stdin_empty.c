// Nothing to read: the end at once.
#include <stdio.h>
#include <unistd.h>

int main(void) {
    char c;
    printf("%d ", getchar());
    printf("%d ", feof(stdin));
    int number = 5;
    printf("%d ", scanf("%d", &number));
    printf("%zd\n", read(0, &c, 1));
    return 0;
}
