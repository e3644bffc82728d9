#include <stdlib.h>
#include <string.h>

// Takes "name=value" or "name" off a list with commas; the index of the name, or -1.
int getsubopt(char **options, char *const *names, char **value) {
    char *option = *options;
    char *end = option + strcspn(option, ",");
    *options = *end ? end + 1 : end;
    *end = 0;
    char *equals = strchr(option, '=');
    size_t length = equals ? (size_t)(equals - option) : strlen(option);
    for (int i = 0; names[i]; i++) {
        if (strncmp(names[i], option, length) == 0 && names[i][length] == 0) {
            *value = equals ? equals + 1 : NULL;
            return i;
        }
    }
    *value = option;
    return -1;
}
