// A pipe has 16 slots of a page each. Single bytes share a slot, what does not fit into the last one begins a new one.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char bytes[65536];

static long fill(size_t chunk) {
    int fds[2];
    long total = 0;
    ssize_t n;
    pipe(fds);
    fcntl(fds[1], F_SETFL, O_NONBLOCK);
    while ((n = write(fds[1], bytes, chunk)) > 0) {
        total += n;
    }
    close(fds[0]);
    close(fds[1]);
    return total;
}

int main(void) {
    size_t chunks[] = {1, 100, 1000, 2049, 4095, 4096, 4097, 5000, 8192, 65536};
    for (int i = 0; i < 10; i++) {
        printf("chunks of %zu: %ld\n", chunks[i], fill(chunks[i]));
    }
    return 0;
}
