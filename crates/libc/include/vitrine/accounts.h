// Reading /etc/passwd and /etc/group, between passwd/*.c.
#ifndef _VITRINE_ACCOUNTS_H
#define _VITRINE_ACCOUNTS_H
#include <stddef.h>

enum { ACCOUNT_LINE = 1024, ACCOUNT_FIELDS = 7 };
// Where there is no file, these lines hold.
struct __accounts {
    const char *path;
    const char *const *lines;
    int count;
};
// The next line after `*position` into `line`, cut at its colons into `fields`; the number of fields, 0 at the end.
int __next_account(const struct __accounts *accounts, long *position, char line[ACCOUNT_LINE],
                   char *fields[ACCOUNT_FIELDS]);
#endif
