#include <string.h>

size_t strlen(const char *text) {
    const char *end = text;
    while (*end) {
        end++;
    }
    return end - text;
}

size_t strnlen(const char *text, size_t size) {
    size_t length = 0;
    while (length < size && text[length]) {
        length++;
    }
    return length;
}
