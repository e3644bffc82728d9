// The saved ids: getresuid(2), setreuid(2), setresuid(2), setfsuid(2) of an ordinary user, and that errors change nothing.
#define _GNU_SOURCE
#include <errno.h>
#include <grp.h>
#include <stdio.h>
#include <string.h>
#include <sys/fsuid.h>
#include <unistd.h>

static void told(const char *what, int result) {
    uid_t real, effective, saved;
    gid_t group, effective_group, saved_group;
    int number = errno;
    getresuid(&real, &effective, &saved);
    getresgid(&group, &effective_group, &saved_group);
    printf("%s: %d %s (%d %d %d, %d %d %d)\n", what, result, result < 0 ? strerror(number) : "", real, effective, saved,
           group, effective_group, saved_group);
}

int main(void) {
    gid_t groups[8] = {1000};
    told("at first", 0);
    told("setuid own", setuid(getuid()));
    told("setuid 0", setuid(0));
    told("seteuid 0", seteuid(0));
    told("setreuid -1 -1", setreuid(-1, -1));
    told("setreuid 0 -1", setreuid(0, -1));
    told("setresuid -1 -1 1001", setresuid(-1, -1, 1001));
    told("setresuid own", setresuid(1000, 1000, 1000));
    told("setgid 5", setgid(5));
    told("setegid own", setegid(1000));
    told("setresgid 1000 1000 0", setresgid(1000, 1000, 0));
    printf("setfsuid 0: %d, then %d\n", setfsuid(0), setfsuid(-1));
    printf("setfsgid 1000: %d, then %d\n", setfsgid(1000), setfsgid(-1));
    told("setgroups", setgroups(1, groups));
    int count = getgroups(0, NULL);
    printf("getgroups counts %d\n", count);
    if (count > 1) {
        told("getgroups with too little room", getgroups(1, groups));
    }
    told("getgroups -1", getgroups(-1, groups));
    return 0;
}
