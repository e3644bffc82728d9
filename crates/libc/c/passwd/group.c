// The groups: group(5).
#include <errno.h>
#include <grp.h>
#include <stdlib.h>
#include <string.h>
#include <vitrine/accounts.h>

enum { MEMBERS = 32 };
static const char *const lines[] = {"root:x:0:", "user:x:1000:"};
static const struct __accounts accounts = {"/etc/group", lines, 2};

static int next(long *position, struct group *entry, char line[ACCOUNT_LINE], char *members[MEMBERS + 1]) {
    char *fields[ACCOUNT_FIELDS];
    int count = __next_account(&accounts, position, line, fields);
    if (count == 0) {
        return 0;
    }
    entry->gr_name = fields[0];
    entry->gr_passwd = fields[1];
    entry->gr_gid = (gid_t)strtoul(fields[2], NULL, 10);
    entry->gr_mem = members;
    int used = 0;
    char *rest = count > 3 ? fields[3] : NULL;
    while (rest && *rest && used < MEMBERS) {
        members[used++] = strsep(&rest, ",");
    }
    members[used] = NULL;
    return 1;
}

static int find(const char *name, gid_t gid, struct group *entry, char line[ACCOUNT_LINE], char *members[MEMBERS + 1]) {
    long position = 0;
    while (next(&position, entry, line, members)) {
        if (name ? strcmp(entry->gr_name, name) == 0 : entry->gr_gid == gid) {
            return 1;
        }
    }
    return 0;
}

// The members' pointers lie at the start of the program's buffer.
static int find_into(const char *name, gid_t gid, struct group *entry, char *buffer, size_t size,
                     struct group **result) {
    size_t pointers = (MEMBERS + 1) * sizeof(char *);
    *result = NULL;
    if (size < pointers + ACCOUNT_LINE) {
        return ERANGE;
    }
    if (find(name, gid, entry, buffer + pointers, (char **)buffer)) {
        *result = entry;
    }
    return 0;
}

int getgrnam_r(const char *name, struct group *entry, char *buffer, size_t size, struct group **result) {
    return find_into(name, 0, entry, buffer, size, result);
}

int getgrgid_r(gid_t gid, struct group *entry, char *buffer, size_t size, struct group **result) {
    return find_into(NULL, gid, entry, buffer, size, result);
}

static struct group shared;
static char shared_line[ACCOUNT_LINE];
static char *shared_members[MEMBERS + 1];
static long shared_position;

struct group *getgrnam(const char *name) {
    return find(name, 0, &shared, shared_line, shared_members) ? &shared : NULL;
}

struct group *getgrgid(gid_t gid) {
    return find(NULL, gid, &shared, shared_line, shared_members) ? &shared : NULL;
}

struct group *getgrent(void) {
    return next(&shared_position, &shared, shared_line, shared_members) ? &shared : NULL;
}

void setgrent(void) {
    shared_position = 0;
}

void endgrent(void) {
    shared_position = 0;
}
