// root is user 0 and group 0 everywhere.
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    struct passwd *root = getpwnam("root");
    printf("%s uid %u gid %u home %s\n", root->pw_name, root->pw_uid, root->pw_gid, root->pw_dir);
    printf("uid 0 is %s\n", getpwuid(0)->pw_name);
    printf("group 0 is %s, root is %u\n", getgrgid(0)->gr_name, getgrnam("root")->gr_gid);
    printf("nobody of that name: %d %d\n", getpwnam("no such user") == NULL, getgrnam("no such group") == NULL);
    struct passwd entry, *result;
    char buffer[4096];
    printf("reentrant: %d", getpwnam_r("root", &entry, buffer, sizeof buffer, &result));
    printf(" %s %d\n", result->pw_name, result == &entry);
    printf("missing: %d", getpwnam_r("no such user", &entry, buffer, sizeof buffer, &result));
    printf(" %d\n", result == NULL);
    return 0;
}
