#include <stdio.h>
#include <string.h>
#include <vitrine/accounts.h>

static int read_line(const struct __accounts *accounts, long *position, char line[ACCOUNT_LINE]) {
    FILE *file = fopen(accounts->path, "re");
    if (!file) {
        if (*position >= accounts->count) {
            return 0;
        }
        strcpy(line, accounts->lines[(*position)++]);
        return 1;
    }
    fseek(file, *position, SEEK_SET);
    char *got = fgets(line, ACCOUNT_LINE, file);
    *position = ftell(file);
    fclose(file);
    return got != NULL;
}

int __next_account(const struct __accounts *accounts, long *position, char line[ACCOUNT_LINE],
                   char *fields[ACCOUNT_FIELDS]) {
    while (read_line(accounts, position, line)) {
        int count = 0;
        char *rest = line;
        line[strcspn(line, "\n")] = 0;
        while (count < ACCOUNT_FIELDS && rest) {
            fields[count++] = strsep(&rest, ":");
        }
        if (count > 2) {
            return count;
        }
    }
    return 0;
}
