// Lines of several threads do not mix; flockfile keeps a group of calls together.
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static FILE *file;

static void *prints(void *argument) {
    char c = *(char *)argument;
    for (int i = 0; i < 50; i++) {
        fprintf(file, "%c%c%c%c %d\n", c, c, c, c, i);
        flockfile(file);
        fputc(c, file);
        fputs("--", file);
        fputc(c, file);
        fputc('\n', file);
        funlockfile(file);
    }
    return NULL;
}

int main(void) {
    pthread_t threads[3];
    char line[64];
    int lines = 0, mixed = 0;
    file = fopen("lines", "w+");
    for (int i = 0; i < 3; i++) {
        pthread_create(&threads[i], NULL, prints, &"abc"[i]);
    }
    for (int i = 0; i < 3; i++) {
        pthread_join(threads[i], NULL);
    }
    rewind(file);
    while (fgets(line, sizeof line, file)) {
        lines++;
        mixed += line[0] != line[3] || strchr("abc", line[0]) == NULL;
    }
    printf("%d lines, %d mixed, trylock %d\n", lines, mixed, ftrylockfile(file));
    return 0;
}
