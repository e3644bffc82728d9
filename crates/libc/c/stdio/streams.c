// The standard streams and the list of open streams, newest first.
#include <vitrine/file.h>

static FILE input = {.fd = 0, .flags = FILE_READABLE | FILE_STATIC, .actions = &__descriptor_actions};
static FILE output = {
    .fd = 1, .flags = FILE_WRITABLE | FILE_STATIC, .actions = &__descriptor_actions, .next = &input};
static FILE errors = {.fd = 2,
                      .flags = FILE_WRITABLE | FILE_STATIC | FILE_UNBUFFERED | FILE_MODE_SET,
                      .actions = &__descriptor_actions,
                      .next = &output};

FILE *stdin = &input;
FILE *stdout = &output;
FILE *stderr = &errors;
FILE *__open_files = &errors;
int __open_files_lock;
