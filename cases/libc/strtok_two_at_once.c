// Two texts cut at the same time need strtok_r.
#include <stdio.h>
#include <string.h>

int main(void) {
    char lines[] = "a=1&b=2&&c=3", *outer, *inner;
    for (char *pair = strtok_r(lines, "&", &outer); pair; pair = strtok_r(NULL, "&", &outer)) {
        char *name = strtok_r(pair, "=", &inner);
        char *value = strtok_r(NULL, "=", &inner);
        printf("%s is %s\n", name, value);
    }
    return 0;
}
