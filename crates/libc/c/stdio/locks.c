// Streams are not shared between threads yet, so nothing is locked.
#include <stdio.h>

void flockfile(FILE *file) {
    (void)file;
}

int ftrylockfile(FILE *file) {
    (void)file;
    return 0;
}

void funlockfile(FILE *file) {
    (void)file;
}
