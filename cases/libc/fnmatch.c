// fnmatch(3): stars, brackets, slashes, leading dots.
#include <fnmatch.h>
#include <stdio.h>

static void show(const char *pattern, const char *text, int flags) {
    printf("%-14s %-14s %2d: %s\n", pattern, text, flags, fnmatch(pattern, text, flags) == 0 ? "yes" : "no");
}

int main(void) {
    show("", "", 0);
    show("*", "", 0);
    show("*.c", "main.c", 0);
    show("*.c", "main.h", 0);
    show("*.c", "dir/main.c", 0);
    show("*.c", "dir/main.c", FNM_PATHNAME);
    show("*/*.c", "dir/main.c", FNM_PATHNAME);
    show("a*b*c", "aXbXbXc", 0);
    show("a*b*c", "aXbXbX", 0);
    show("a*a*a*a*b", "aaaaaaaaaaaaaa", 0);
    show("?", "a", 0);
    show("?", "/", FNM_PATHNAME);
    show("?", "", 0);
    show("[abc]x", "bx", 0);
    show("[a-c]x", "dx", 0);
    show("[!a-c]x", "dx", 0);
    show("[^a-c]x", "ax", 0);
    show("[]]", "]", 0);
    show("[!]]", "]", 0);
    show("[a-]", "-", 0);
    show("[abc", "[abc", 0);
    show("[[:digit:]]*", "7up", 0);
    show("[[:alpha:]_]*", "_name", 0);
    show("[[:upper:]]", "q", 0);
    show("[a/]b", "/b", FNM_PATHNAME);
    show("\\*", "*", 0);
    show("\\*", "x", 0);
    show("\\*", "\\x", FNM_NOESCAPE);
    show("*", ".hidden", 0);
    show("*", ".hidden", FNM_PERIOD);
    show("?hidden", ".hidden", FNM_PERIOD);
    show(".*", ".hidden", FNM_PERIOD);
    show("*/*", "a/.b", FNM_PERIOD);
    show("*/*", "a/.b", FNM_PERIOD | FNM_PATHNAME);
    show("dir", "dir/file", FNM_LEADING_DIR);
    show("d*", "dir/file", FNM_LEADING_DIR);
    show("dir", "directory", FNM_LEADING_DIR);
    show("MAIN.*", "main.C", FNM_CASEFOLD);
    show("[A-C]", "b", FNM_CASEFOLD);
    return 0;
}
