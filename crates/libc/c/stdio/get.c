// The other names of fgetc.
#include <stdio.h>

int getc(FILE *file) {
    return fgetc(file);
}

int getchar(void) {
    return fgetc(stdin);
}

int getc_unlocked(FILE *file) {
    return fgetc(file);
}

int getchar_unlocked(void) {
    return fgetc(stdin);
}
