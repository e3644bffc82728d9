// Ending streams.
#include <stdlib.h>
#include <sys/wait.h>
#include <vitrine/file.h>
#include <vitrine/lock.h>

void __file_unlist(FILE *file) {
    __lock(&__open_files_lock);
    for (FILE **at = &__open_files; *at; at = &(*at)->next) {
        if (*at == file) {
            *at = file->next;
            break;
        }
    }
    __unlock(&__open_files_lock);
}

int fclose(FILE *file) {
    __file_lock(file);
    int result = __file_flush(file);
    __file_give_back(file);
    __file_unlock(file);
    if (file->actions->close(file) < 0) {
        result = EOF;
    }
    __file_unlist(file);
    if (file->flags & FILE_OWNS_BUFFER) {
        free(file->buffer);
    }
    if (file->flags & FILE_STATIC) {
        file->flags = FILE_STATIC;
        file->buffer = NULL;
        file->fd = -1;
    } else {
        free(file);
    }
    return result;
}

int fcloseall(void) {
    while (__open_files) {
        fclose(__open_files);
    }
    return 0;
}
