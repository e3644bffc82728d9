// What a FILE is, for stdio/*.c.
#ifndef _VITRINE_FILE_H
#define _VITRINE_FILE_H
#include <stdio.h>
#include <sys/types.h>

enum {
    FILE_READABLE = 1,
    FILE_WRITABLE = 2,
    FILE_APPEND = 4,
    FILE_EOF = 8,
    FILE_ERROR = 16,
    FILE_LINE_BUFFERED = 32,
    FILE_UNBUFFERED = 64,
    FILE_OWNS_BUFFER = 128,
    // The program chose the buffering, so a terminal does not change it.
    FILE_MODE_SET = 256,
    // What the buffer holds now: unread input, or unwritten output.
    FILE_READING = 512,
    FILE_WRITING = 1024,
    FILE_STATIC = 2048,
    // A call of the kernel was made under the lock: a cancellation point.
    FILE_CALLED = 4096,
};

// Where bytes come from and go to: a descriptor, or memory. Results as of read(2), write(2), lseek(2), close(2).
struct __file_actions {
    ssize_t (*read)(FILE *file, void *bytes, size_t size);
    ssize_t (*write)(FILE *file, const void *bytes, size_t size);
    off_t (*seek)(FILE *file, off_t offset, int whence);
    int (*close)(FILE *file);
};

struct __FILE {
    int fd;
    unsigned flags;
    unsigned char *buffer;
    size_t capacity;
    // Reading: buffer[start .. end] is unread. Writing: buffer[0 .. end] is unwritten.
    size_t start;
    size_t end;
    const struct __file_actions *actions;
    void *memory;
    FILE *next;
    int pushed_count;
    unsigned char pushed[8];
    unsigned char single[1];
    pid_t child;
    // flockfile(3): the word as in vitrine/lock.h, the holder's thread pointer, how often it is held.
    int lock;
    int depth;
    void *holder;
};

extern FILE *__open_files;
extern int __open_files_lock;
extern int __libc_single_threaded;
// What the public functions do around their work, once there are threads.
void __file_leave(FILE *file);
static inline void __file_lock(FILE *file) {
    if (!__libc_single_threaded) {
        flockfile(file);
    }
}
static inline void __file_unlock(FILE *file) {
    if (!__libc_single_threaded) {
        __file_leave(file);
    }
}
extern const struct __file_actions __descriptor_actions;

// A stream on `fd`, in the list of open ones; NULL without memory. Flags from __file_mode.
FILE *__file_new(int fd, unsigned flags);
void __file_unlist(FILE *file);
// The FILE_ flags and open(2) flags of a mode such as "r+"; 0 if it is none.
int __file_mode(const char *mode, unsigned *file_flags, int *open_flags);
// Allocates the buffer at the first use, when the kind of file decides its size and mode.
void __file_prepare(FILE *file);
// Writes what is unwritten. EOF on error, which drops it.
int __file_flush(FILE *file);
// Gives unread input back to the file, where it can be sought.
void __file_give_back(FILE *file);
// Turns to reading or writing; EOF (and the error flag, EBADF) if the stream is not for that.
int __file_start_reading(FILE *file);
int __file_start_writing(FILE *file);
// Fills the empty read buffer; EOF at the end or on error.
int __file_fill(FILE *file);
#endif
