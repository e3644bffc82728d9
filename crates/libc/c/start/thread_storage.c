// Thread-local storage of the first thread: the TLS segment (PT_TLS) is found through the auxiliary vector and copied to a
// block whose address becomes tp. RISC-V's layout is "variant I" with tp at the first variable (psABI, "Thread Local Storage").
#include <stddef.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <vitrine/start.h>

// elf(5): Elf64_Phdr.
struct program_header {
    unsigned type;
    unsigned flags;
    unsigned long offset;
    unsigned long address;
    unsigned long physical;
    unsigned long file_size;
    unsigned long memory_size;
    unsigned long alignment;
};
enum { PT_TLS = 7 };

// Enough for a library and a small program without asking the kernel.
static _Alignas(64) char small_block[512];

static struct program_header *tls_segment(void) {
    char *at = (char *)getauxval(AT_PHDR);
    unsigned long size = getauxval(AT_PHENT);
    unsigned long count = getauxval(AT_PHNUM);
    for (unsigned long i = 0; at && i < count; i++) {
        struct program_header *header = (struct program_header *)(at + i * size);
        if (header->type == PT_TLS) {
            return header;
        }
    }
    return NULL;
}

void __start_thread_storage(void) {
    char *block = small_block;
    struct program_header *segment = tls_segment();
    if (segment) {
        if (segment->memory_size > sizeof small_block || segment->alignment > 64) {
            block = mmap(NULL, segment->memory_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        }
        memcpy(block, (void *)segment->address, segment->file_size);
    }
    __set_thread_pointer(block);
}
