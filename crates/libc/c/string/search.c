// Finding characters and strings in strings.
#include <ctype.h>
#include <string.h>

char *strchrnul(const char *text, int c) {
    while (*text && *text != (char)c) {
        text++;
    }
    return (char *)text;
}

char *strchr(const char *text, int c) {
    while (*text != (char)c) {
        if (!*text) {
            return NULL;
        }
        text++;
    }
    return (char *)text;
}

char *strrchr(const char *text, int c) {
    const char *found = NULL;
    for (;; text++) {
        if (*text == (char)c) {
            found = text;
        }
        if (!*text) {
            return (char *)found;
        }
    }
}

char *index(const char *text, int c) {
    return strchr(text, c);
}

char *rindex(const char *text, int c) {
    return strrchr(text, c);
}

size_t strspn(const char *text, const char *accept) {
    size_t length = 0;
    while (text[length] && strchr(accept, text[length])) {
        length++;
    }
    return length;
}

size_t strcspn(const char *text, const char *reject) {
    size_t length = 0;
    while (text[length] && !strchr(reject, text[length])) {
        length++;
    }
    return length;
}

char *strpbrk(const char *text, const char *accept) {
    text += strcspn(text, accept);
    return *text ? (char *)text : NULL;
}

char *strstr(const char *hay, const char *needle) {
    size_t length = strlen(needle);
    if (length == 0) {
        return (char *)hay;
    }
    while ((hay = strchr(hay, *needle)) != NULL) {
        if (strncmp(hay, needle, length) == 0) {
            return (char *)hay;
        }
        hay++;
    }
    return NULL;
}

char *strcasestr(const char *hay, const char *needle) {
    size_t length = strlen(needle);
    for (;; hay++) {
        if (strncasecmp(hay, needle, length) == 0) {
            return (char *)hay;
        }
        if (!*hay) {
            return NULL;
        }
    }
}
