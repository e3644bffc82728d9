// What went wrong with a name, in glibc's words.
#include <netdb.h>
#include <stdio.h>

static _Thread_local int error_number;

int *__h_errno_location(void) {
    return &error_number;
}

const char *hstrerror(int code) {
    static const char *const texts[] = {"Resolver Error 0 (no error)", "Unknown host", "Host name lookup failure",
                                        "Unknown server error", "No address associated with name"};
    if (code < 0) {
        return "Resolver internal error";
    }
    return code < 5 ? texts[code] : "Unknown resolver error";
}

void herror(const char *prefix) {
    int blank = !prefix || !*prefix;
    fprintf(stderr, "%s%s%s\n", blank ? "" : prefix, blank ? "" : ": ", hstrerror(h_errno));
}
