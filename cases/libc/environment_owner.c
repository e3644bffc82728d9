// putenv keeps the caller's own text, setenv a copy; a name with = in it is refused.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
    setenv("COLOUR", "red", 1);
    setenv("COLOUR", "blue", 0);
    printf("%s\n", getenv("COLOUR"));
    static char pair[] = "SHAPE=round";
    putenv(pair);
    strcpy(pair + 6, "flat");
    printf("%s\n", getenv("SHAPE"));
    unsetenv("COLOUR");
    printf("%d %d\n", getenv("COLOUR") == NULL, setenv("A=B", "x", 1));
    return 0;
}
