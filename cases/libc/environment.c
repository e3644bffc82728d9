// getenv, setenv, putenv, unsetenv, clearenv and environ.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern char **environ;

static const char *value(const char *name) {
    const char *found = getenv(name);
    return found ? found : "(none)";
}

int main(void) {
    printf("%d", setenv("COLOUR", "red", 1));
    printf(" %s\n", value("COLOUR"));
    printf("%d", setenv("COLOUR", "blue", 0));
    printf(" %s\n", value("COLOUR"));
    setenv("COLOUR", "a longer value than before", 1);
    printf("%s\n", value("COLOUR"));
    char own[32] = "SHAPE=round";
    putenv(own);
    printf("%s", value("SHAPE"));
    strcpy(own, "SHAPE=square");
    printf(" %s\n", value("SHAPE"));
    printf("%d", setenv("A=B", "x", 1));
    printf(" %s\n", strerror(errno));
    printf("%d", setenv("", "x", 1));
    printf(" %s\n", strerror(errno));
    int answer = unsetenv("COLOUR");
    printf("%d %s\n", answer, value("COLOUR"));
    putenv("SHAPE");
    printf("%s %s\n", value("SHAPE"), value("SHAP"));
    clearenv();
    printf("cleared: %d\n", environ == NULL || environ[0] == NULL);
    setenv("ONE", "1", 1);
    setenv("TWO", "2", 1);
    for (char **at = environ; *at; at++) {
        printf("%s\n", *at);
    }
    printf("%s\n", secure_getenv("ONE"));
    return 0;
}
