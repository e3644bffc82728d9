#include <ctype.h>

#include "text.h"

char *upper(char *text) {
    for (char *c = text; *c != '\0'; c++) {
        *c = (char)toupper((unsigned char)*c);
    }
    return text;
}
