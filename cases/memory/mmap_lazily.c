// Mapped memory costs nothing until it is touched: a gigabyte can be mapped and used here and there.
// differs(ours): the kernel counts MAP_NORESERVE mappings against all memory
// differs(elf): the kernel counts MAP_NORESERVE mappings against all memory
#include <stdio.h>
#include <sys/mman.h>

int main(void) {
    size_t size = 1UL << 30;
    char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    long sum = 0;
    for (size_t at = 0; at < size; at += size / 16) {
        sum += memory[at];
        memory[at] = 1;
    }
    for (size_t at = 0; at < size; at += size / 16) {
        sum += memory[at];
    }
    printf("%ld\n", sum);
    return munmap(memory, size);
}
