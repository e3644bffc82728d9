// The users: passwd(5).
#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <vitrine/accounts.h>

static const char *const lines[] = {"root:x:0:0:root:/root:/bin/bash", "user:x:1000:1000:User:/home/user:/bin/bash"};
static const struct __accounts accounts = {"/etc/passwd", lines, 2};

static int next(long *position, struct passwd *entry, char line[ACCOUNT_LINE]) {
    char *fields[ACCOUNT_FIELDS];
    int count;
    do {
        count = __next_account(&accounts, position, line, fields);
        if (count == 0) {
            return 0;
        }
    } while (count < ACCOUNT_FIELDS);
    entry->pw_name = fields[0];
    entry->pw_passwd = fields[1];
    entry->pw_uid = (uid_t)strtoul(fields[2], NULL, 10);
    entry->pw_gid = (gid_t)strtoul(fields[3], NULL, 10);
    entry->pw_gecos = fields[4];
    entry->pw_dir = fields[5];
    entry->pw_shell = fields[6];
    return 1;
}

// By name, or by number if there is none.
static int find(const char *name, uid_t uid, struct passwd *entry, char line[ACCOUNT_LINE]) {
    long position = 0;
    while (next(&position, entry, line)) {
        if (name ? strcmp(entry->pw_name, name) == 0 : entry->pw_uid == uid) {
            return 1;
        }
    }
    return 0;
}

static int find_into(const char *name, uid_t uid, struct passwd *entry, char *buffer, size_t size,
                     struct passwd **result) {
    *result = NULL;
    if (size < ACCOUNT_LINE) {
        return ERANGE;
    }
    if (find(name, uid, entry, buffer)) {
        *result = entry;
    }
    return 0;
}

int getpwnam_r(const char *name, struct passwd *entry, char *buffer, size_t size, struct passwd **result) {
    return find_into(name, 0, entry, buffer, size, result);
}

int getpwuid_r(uid_t uid, struct passwd *entry, char *buffer, size_t size, struct passwd **result) {
    return find_into(NULL, uid, entry, buffer, size, result);
}

static struct passwd shared;
static char shared_line[ACCOUNT_LINE];
static long shared_position;

struct passwd *getpwnam(const char *name) {
    return find(name, 0, &shared, shared_line) ? &shared : NULL;
}

struct passwd *getpwuid(uid_t uid) {
    return find(NULL, uid, &shared, shared_line) ? &shared : NULL;
}

struct passwd *getpwent(void) {
    return next(&shared_position, &shared, shared_line) ? &shared : NULL;
}

void setpwent(void) {
    shared_position = 0;
}

void endpwent(void) {
    shared_position = 0;
}
