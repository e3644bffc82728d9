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

unsigned long __thread_storage_size(void) {
    struct program_header *segment = tls_segment();
    return segment ? segment->memory_size + segment->alignment : 0;
}

char *__make_thread_storage(char *room) {
    struct program_header *segment = tls_segment();
    if (!segment) {
        return room;
    }
    // The variables' alignment counts from the address that the linker gave the segment.
    unsigned long mask = segment->alignment > 0 ? segment->alignment - 1 : 0;
    char *block = room + ((segment->address - (unsigned long)room) & mask);
    memcpy(block, (void *)segment->address, segment->file_size);
    memset(block + segment->file_size, 0, segment->memory_size - segment->file_size);
    return block;
}

void __start_thread_storage(void) {
    char *room = small_block;
    unsigned long size = __thread_storage_size();
    if (size > sizeof small_block) {
        room = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    }
    __set_thread_pointer(__make_thread_storage(room));
}
