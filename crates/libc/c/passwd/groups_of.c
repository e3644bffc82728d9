// The groups that a user belongs to: getgrouplist(3), initgroups(3).
#include <errno.h>
#include <grp.h>
#include <string.h>

int getgrouplist(const char *user, gid_t group, gid_t *groups, int *count) {
    int found = 0;
    int room = *count;
    struct group *entry;
    if (room > 0) {
        groups[0] = group;
    }
    found = 1;
    setgrent();
    while ((entry = getgrent())) {
        for (char **member = entry->gr_mem; *member; member++) {
            if (strcmp(*member, user) == 0 && entry->gr_gid != group) {
                if (found < room) {
                    groups[found] = entry->gr_gid;
                }
                found++;
            }
        }
    }
    endgrent();
    *count = found;
    return found > room ? -1 : found;
}

int initgroups(const char *user, gid_t group) {
    gid_t groups[64];
    int count = 64;
    int found = getgrouplist(user, group, groups, &count);
    return setgroups(found < 0 ? 64 : (size_t)found, groups);
}
