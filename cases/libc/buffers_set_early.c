// setvbuf before the first byte: what a pipe's other side sees before and after a flush.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void seen(int fd, const char *when) {
    char text[128];
    long length = read(fd, text, sizeof text);
    printf("%s:", when);
    for (long i = 0; i < length; i++) {
        printf(text[i] == '\n' ? "\\n" : "%c", text[i]);
    }
    printf("%s\n", length < 0 ? " nothing" : "");
}

static void with(int mode, size_t size, const char *name) {
    int ends[2];
    if (pipe(ends) != 0) {
        exit(1);
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    FILE *file = fdopen(ends[1], "w");
    char buffer[256];
    printf("%s: %d\n", name, setvbuf(file, size ? buffer : NULL, mode, size));
    fputs("one", file);
    seen(ends[0], " after a word");
    fputs(" line\ntwo", file);
    seen(ends[0], " after a line");
    fputc('!', file);
    seen(ends[0], " after a character");
    fflush(file);
    seen(ends[0], " after a flush");
    fprintf(file, "%d-%s", 42, "end");
    seen(ends[0], " after printf");
    fclose(file);
    seen(ends[0], " after fclose");
    close(ends[0]);
}

int main(void) {
    with(_IONBF, 0, "unbuffered");
    with(_IOLBF, 256, "lines");
    with(_IOFBF, 256, "full");
    with(_IOFBF, 0, "full, own buffer");
    return 0;
}
