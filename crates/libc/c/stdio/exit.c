// What exit does with streams: output is written, unread input of a file is given back (so a child's exit moves the offset
// that it shares with its parent, on Linux too).
#include <vitrine/file.h>
#include <vitrine/start.h>

void __stdio_at_exit(void) {
    for (FILE *file = __open_files; file; file = file->next) {
        __file_flush(file);
    }
    for (FILE *file = __open_files; file; file = file->next) {
        __file_give_back(file);
    }
}
