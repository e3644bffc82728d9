// Cutting strings into tokens.
#include <string.h>

char *strtok_r(char *text, const char *delimiters, char **rest) {
    char *at = text ? text : *rest;
    at += strspn(at, delimiters);
    if (!*at) {
        *rest = at;
        return NULL;
    }
    char *end = at + strcspn(at, delimiters);
    if (*end) {
        *end++ = 0;
    }
    *rest = end;
    return at;
}

char *strtok(char *text, const char *delimiters) {
    static char *rest;
    return strtok_r(text, delimiters, &rest);
}

char *strsep(char **rest, const char *delimiters) {
    char *at = *rest;
    if (!at) {
        return NULL;
    }
    char *end = at + strcspn(at, delimiters);
    if (*end) {
        *end = 0;
        *rest = end + 1;
    } else {
        *rest = NULL;
    }
    return at;
}
