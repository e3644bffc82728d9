// Mappings.
#include <stdarg.h>
#include <sys/mman.h>
#include <vitrine/cancel.h>

void *mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset) {
    return (void *)__syscall_result(__syscall6(SYS_mmap, address, size, protection, flags, fd, offset));
}

int munmap(void *address, size_t size) {
    return (int)__syscall_result(__syscall2(SYS_munmap, address, size));
}

int mprotect(void *address, size_t size, int protection) {
    return (int)__syscall_result(__syscall3(SYS_mprotect, address, size, protection));
}

int msync(void *address, size_t size, int flags) {
    return (int)__syscall_result(__cancel_call3(SYS_msync, address, size, flags));
}

int madvise(void *address, size_t size, int advice) {
    return (int)__syscall_result(__syscall3(SYS_madvise, address, size, advice));
}

int mlock(const void *address, size_t size) {
    return (int)__syscall_result(__syscall2(SYS_mlock, address, size));
}

int munlock(const void *address, size_t size) {
    return (int)__syscall_result(__syscall2(SYS_munlock, address, size));
}

int mlockall(int flags) {
    return (int)__syscall_result(__syscall1(SYS_mlockall, flags));
}

int munlockall(void) {
    return (int)__syscall_result(__syscall0(SYS_munlockall));
}

int mincore(void *address, size_t size, unsigned char *resident) {
    return (int)__syscall_result(__syscall3(SYS_mincore, address, size, resident));
}

int remap_file_pages(void *address, size_t size, int protection, size_t page, int flags) {
    return (int)__syscall_result(__syscall5(SYS_remap_file_pages, address, size, protection, page, flags));
}

// Answers the error itself. glibc takes no notice of POSIX_MADV_DONTNEED, which would lose data.
int posix_madvise(void *address, size_t size, int advice) {
    return advice == POSIX_MADV_DONTNEED ? 0 : (int)-__syscall3(SYS_madvise, address, size, advice);
}

int memfd_create(const char *name, unsigned flags) {
    return (int)__syscall_result(__syscall2(SYS_memfd_create, name, flags));
}

void *mremap(void *old, size_t old_size, size_t new_size, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    void *wanted = flags & MREMAP_FIXED ? va_arg(arguments, void *) : 0;
    va_end(arguments);
    return (void *)__syscall_result(__syscall5(SYS_mremap, old, old_size, new_size, flags, wanted));
}
