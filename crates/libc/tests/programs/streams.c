// Streams: modes, positions, pushing back, lines, memory streams. Works in a file of its own.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void show(const char *path) {
    FILE *f = fopen(path, "r");
    int c;
    printf("[");
    while ((c = getc(f)) != EOF) {
        putchar(c == '\n' ? '/' : c);
    }
    printf("] eof %d error %d\n", feof(f), ferror(f));
    fclose(f);
}

static void modes(const char *path) {
    FILE *f = fopen(path, "w");
    fprintf(f, "one\ntwo\n");
    printf("at %ld ", ftell(f));
    fseek(f, 1, SEEK_SET);
    fputc('N', f);
    printf("then %ld\n", ftell(f));
    fclose(f);
    show(path);
    f = fopen(path, "a");
    printf("append at %ld\n", ftell(f));
    fputs("three\n", f);
    printf("append at %ld\n", ftell(f));
    fclose(f);
    show(path);
    f = fopen(path, "r+");
    char line[20];
    printf("%s", fgets(line, sizeof line, f));
    printf("at %ld\n", ftell(f));
    fseek(f, 0, SEEK_CUR);
    fputs("TWO", f);
    fseek(f, -3, SEEK_END);
    // A call a statement: compilers evaluate arguments in different orders.
    for (int i = 0; i < 4; i++) {
        printf("%d ", fgetc(f));
    }
    printf("%d ", feof(f));
    rewind(f);
    printf("%d ", feof(f));
    printf("%d\n", fgetc(f));
    printf("%d ", ungetc('Z', f));
    printf("%d ", fgetc(f));
    printf("%ld\n", ftell(f));
    fclose(f);
    show(path);
    f = fopen(path, "r");
    printf("write to a reader: %d ", fputc('x', f));
    printf("%d %s\n", ferror(f), strerror(errno));
    fclose(f);
    printf("%d ", fopen("/nowhere/x", "r") == NULL);
    printf("%s\n", strerror(errno));
    printf("%d ", fopen(path, "q") == NULL);
    printf("%s\n", strerror(errno));
    printf("%d ", fopen(path, "wx") == NULL);
    printf("%s\n", strerror(errno));
}

static void blocks(const char *path) {
    static char big[20000], again[20000];
    for (int i = 0; i < 20000; i++) {
        big[i] = (char)(i * 7);
    }
    FILE *f = fopen(path, "w+");
    printf("%zu ", fwrite(big, 1, 10, f));
    printf("%zu ", fwrite(big + 10, 10, 1999, f));
    printf("%zu\n", fwrite(big, 0, 5, f));
    rewind(f);
    printf("%zu ", fread(again, 1, 20001, f));
    printf("%d\n", memcmp(big, again, 20000));
    fseek(f, 5000, SEEK_SET);
    printf("%d %d\n", fgetc(f), (unsigned char)big[5000]);
    printf("%zu\n", fread(again, 7, 3000, f));
    fclose(f);
    char *line = NULL;
    size_t room = 0;
    f = fopen(path, "w");
    for (int i = 0; i < 300; i++) {
        fputs("long ", f);
    }
    fputs("\nlast", f);
    fclose(f);
    f = fopen(path, "r");
    long n1 = getline(&line, &room, f);
    long n2 = getline(&line, &room, f);
    long n3 = getline(&line, &room, f);
    printf("%ld %ld %ld %s\n", n1, n2, n3, line);
    free(line);
    fclose(f);
    f = fopen(path, "w");
    fprintf(f, "10 20\n  30 x");
    freopen(path, "r", f);
    int a, b, c, d = -1;
    printf("%d", fscanf(f, "%d%d%d", &a, &b, &c));
    printf(" %d", fscanf(f, "%d", &d));
    printf(" %d %d %d %d %c\n", a, b, c, d, fgetc(f));
    fclose(f);
}

static void memory(void) {
    char *text;
    size_t size;
    FILE *f = open_memstream(&text, &size);
    for (int i = 0; i < 100; i++) {
        fprintf(f, "%d,", i);
    }
    fclose(f);
    printf("%zu %.20s %s\n", size, text, text + size - 6);
    free(text);
    char buffer[] = "12 abc";
    f = fmemopen(buffer, 6, "r");
    int n;
    char word[10];
    printf("%d", fscanf(f, "%d %9s", &n, word));
    printf(" %d %s %d\n", n, word, fgetc(f));
    fclose(f);
    char *made;
    printf("%d", asprintf(&made, "%d-%s", 5, "x"));
    printf(" %s\n", made);
}

static void write_sizes(const char *path) {
    // What reaches the file before a flush, by kind of buffering.
    struct stat st;
    int modes[] = {_IOFBF, _IOLBF, _IONBF};
    for (int i = 0; i < 3; i++) {
        FILE *f = fopen(path, "w");
        setvbuf(f, NULL, modes[i], 0);
        long sizes[6];
        fputs("ab", f), stat(path, &st), sizes[0] = st.st_size;
        fputs("c\nd", f), stat(path, &st), sizes[1] = st.st_size;
        fprintf(f, "%d\n", 5), stat(path, &st), sizes[2] = st.st_size;
        for (int k = 0; k < 4095; k++) {
            putc('x', f);
        }
        stat(path, &st), sizes[3] = st.st_size;
        fwrite("0123456789", 1, 10, f), stat(path, &st), sizes[4] = st.st_size;
        for (int k = 0; k < 1000; k++) {
            fputs("123456789", f);
        }
        stat(path, &st), sizes[5] = st.st_size;
        printf("%ld %ld %ld %ld %ld %ld\n", sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], sizes[5]);
        fclose(f);
    }
}

int main(void) {
    const char *path = "streams.tmp";
    modes(path);
    blocks(path);
    memory();
    write_sizes(path);
    printf("%d ", remove(path));
    printf("%d ", remove(path));
    printf("%s\n", strerror(errno));
    return 0;
}
