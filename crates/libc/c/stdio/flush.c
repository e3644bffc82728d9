#include <vitrine/file.h>
#include <vitrine/lock.h>

static int flush(FILE *file) {
    __file_lock(file);
    int result = __file_flush(file);
    __file_unlock(file);
    return result;
}

int fflush(FILE *file) {
    int result = 0;
    if (file) {
        __file_lock(file);
        result = __file_flush(file);
        __file_give_back(file);
        __file_unlock(file);
        return result;
    }
    __lock(&__open_files_lock);
    for (FILE *at = __open_files; at; at = at->next) {
        // A stream that another thread waits for input on has nothing to write.
        if (at->flags & FILE_WRITING) {
            result |= flush(at);
        }
    }
    __unlock(&__open_files_lock);
    return result;
}
