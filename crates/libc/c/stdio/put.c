// The other names of fputc and fputs.
#include <vitrine/file.h>

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
    __file_lock(stdout);
    int result = fputs(text, stdout) == EOF || fputc('\n', stdout) == EOF ? EOF : 1;
    __file_unlock(stdout);
    return result;
}
