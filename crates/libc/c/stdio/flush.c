#include <vitrine/file.h>

int fflush(FILE *file) {
    int result = 0;
    if (file) {
        result = __file_flush(file);
        __file_give_back(file);
        return result;
    }
    for (FILE *at = __open_files; at; at = at->next) {
        result |= __file_flush(at);
    }
    return result;
}
