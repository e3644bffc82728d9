// read and write on what cannot be read or written.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void show(const char *what, long result) {
    printf("%s: %ld %s\n", what, result, result < 0 ? strerror(errno) : "-");
}

int main(void) {
    char c = 'x';
    int folder = open("/w", O_RDONLY);
    int file = open("file", O_RDWR | O_CREAT, 0644);
    int null = open("/dev/null", O_RDWR);
    int zero = open("/dev/zero", O_RDWR);
    int full = open("/dev/full", O_RDWR);
    show("read a closed descriptor", read(77, &c, 1));
    show("write descriptor -1", write(-1, &c, 1));
    show("read a folder", read(folder, &c, 1));
    show("write a folder", write(folder, &c, 1));
    show("read an empty file", read(file, &c, 1));
    show("write", write(file, &c, 1));
    show("read at the end", read(file, &c, 1));
    show("pread", pread(file, &c, 1, 0));
    show("pread at a negative offset", pread(file, &c, 1, -1));
    show("pwrite", pwrite(file, "yz", 2, 5));
    show("position", lseek(file, 0, SEEK_CUR));
    show("end", lseek(file, 0, SEEK_END));
    show("read null", read(null, &c, 1));
    show("write null", write(null, &c, 1));
    show("read zero", read(zero, &c, 1));
    printf("got %d\n", c);
    show("write full", write(full, &c, 1));
    show("fsync", fsync(file));
    show("fsync a closed one", fsync(77));
    return 0;
}
