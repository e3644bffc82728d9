// The other names of fputc and fputs.
#include <stdio.h>

int putc(int c, FILE *file) {
    return fputc(c, file);
}

int putchar(int c) {
    return fputc(c, stdout);
}

int putc_unlocked(int c, FILE *file) {
    return fputc(c, file);
}

int putchar_unlocked(int c) {
    return fputc(c, stdout);
}

int puts(const char *text) {
    return fputs(text, stdout) == EOF || fputc('\n', stdout) == EOF ? EOF : 1;
}
