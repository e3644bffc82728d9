// strtok_r inside strtok_r, strsep with empty fields, separators that change.
#include <stdio.h>
#include <string.h>

int main(void) {
    char text[] = "name=ada;born=1815;;fields=maths,poetry,engines;";
    char *outer, *inner;
    for (char *pair = strtok_r(text, ";", &outer); pair; pair = strtok_r(NULL, ";", &outer)) {
        char *key = strtok_r(pair, "=", &inner);
        printf("%s:", key);
        for (char *value = strtok_r(NULL, ",", &inner); value; value = strtok_r(NULL, ",", &inner)) {
            printf(" [%s]", value);
        }
        printf("\n");
    }
    char fields[] = ",a,,b,";
    char *rest = fields;
    for (char *field; (field = strsep(&rest, ",")) != NULL;) {
        printf("<%s>", field);
    }
    printf("\n");
    char mixed[] = "12+34*5";
    char *at = strtok(mixed, "+");
    printf("%s", at);
    at = strtok(NULL, "*");
    printf(" %s", at);
    at = strtok(NULL, "");
    printf(" %s %d\n", at, strtok(NULL, "*") == NULL);
    char only[] = ":::";
    printf("%d\n", strtok_r(only, ":", &outer) == NULL);
    return 0;
}
