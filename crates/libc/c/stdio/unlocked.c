// Streams are locked cheaply enough that the unlocked functions are the others: unlocked_stdio(3).
#include <stdio.h>

int feof_unlocked(FILE *file) {
    return feof(file);
}

int ferror_unlocked(FILE *file) {
    return ferror(file);
}

void clearerr_unlocked(FILE *file) {
    clearerr(file);
}

int fileno_unlocked(FILE *file) {
    return fileno(file);
}

int fflush_unlocked(FILE *file) {
    return fflush(file);
}

int fgetc_unlocked(FILE *file) {
    return fgetc(file);
}

int fputc_unlocked(int c, FILE *file) {
    return fputc(c, file);
}

int fputs_unlocked(const char *text, FILE *file) {
    return fputs(text, file);
}

char *fgets_unlocked(char *line, int size, FILE *file) {
    return fgets(line, size, file);
}

size_t fread_unlocked(void *items, size_t size, size_t count, FILE *file) {
    return fread(items, size, count, file);
}

size_t fwrite_unlocked(const void *items, size_t size, size_t count, FILE *file) {
    return fwrite(items, size, count, file);
}
