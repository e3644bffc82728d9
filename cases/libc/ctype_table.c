// Which of the 128 characters belong to each class.
#include <ctype.h>
#include <stdio.h>

int main(void) {
    int alpha = 0, digit = 0, punct = 0, space = 0, print = 0, cntrl = 0, xdigit = 0, upper = 0;
    for (int c = 0; c < 128; c++) {
        alpha += isalpha(c) != 0;
        digit += isdigit(c) != 0;
        punct += ispunct(c) != 0;
        space += isspace(c) != 0;
        print += isprint(c) != 0;
        cntrl += iscntrl(c) != 0;
        xdigit += isxdigit(c) != 0;
        upper += isupper(c) != 0;
    }
    printf("%d %d %d %d %d %d %d %d\n", alpha, digit, punct, space, print, cntrl, xdigit, upper);
    printf("%c%c%c %d\n", toupper('q'), tolower('Q'), toupper('7'), isalpha(EOF) != 0);
    return 0;
}
