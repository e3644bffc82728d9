// sendfile from /proc: what is about the system can be spliced, what is about a process cannot.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <unistd.h>

static void from(const char *path) {
    char copy[16] = "", original[16] = "";
    int in = open(path, O_RDONLY), out = open("out", O_RDWR | O_CREAT | O_TRUNC, 0600), ends[2];
    pipe(ends);
    ssize_t moved = sendfile(out, in, NULL, 7);
    printf("%s: %s", path, moved < 0 ? strerror(errno) : "moved");
    ssize_t piped = sendfile(ends[1], in, NULL, 1);
    printf(", into a pipe: %s", piped < 0 ? strerror(errno) : "moved");
    pread(out, copy, 7, 0);
    pread(in, original, 7, 0);
    printf(", the same %d, at %ld\n", strcmp(copy, original) == 0, (long)lseek(in, 0, SEEK_CUR));
    close(in);
    close(out);
    close(ends[0]);
    close(ends[1]);
}

int main(void) {
    from("/proc/version");
    from("/proc/meminfo");
    from("/proc/cpuinfo");
    from("/proc/self/maps");
    from("/proc/self/status");
    from("/proc/self/cmdline");
    return 0;
}
