#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <dirent.h>
#include <unistd.h>
#define SHOW(call)                                                        \
    do {                                                                  \
        errno = 0;                                                        \
        long r_ = (long)(call);                                           \
        printf("%s = %ld %s\n", #call, r_, r_ < 0 ? strerror(errno) : ""); \
    } while (0)
static void mode(const char *p) {
    struct stat s;
    if (lstat(p, &s) < 0) perror(p);
    else printf("%s %o %d:%d n%ld\n", p, s.st_mode, s.st_uid, s.st_gid, (long)s.st_nlink);
}
int main(void) {
    setvbuf(stdout, 0, _IONBF, 0);
    umask(022);
    SHOW(umask(027));
    SHOW(close(open("a", O_CREAT | O_WRONLY, 07777)));
    mode("a");
    SHOW(mkdir("d", 07777));
    mode("d");
    SHOW(chmod("a", 0));
    SHOW(open("a", O_RDONLY));
    SHOW(open("a", O_WRONLY | O_TRUNC));
    SHOW(access("a", F_OK));
    SHOW(access("a", R_OK));
    SHOW(truncate("a", 0));
    SHOW(open("a", O_CREAT | O_WRONLY, 0666));
    SHOW(chmod("a", 0400));
    SHOW(access("a", R_OK));
    SHOW(access("a", R_OK | W_OK));
    SHOW(chmod("/", 0777));
    SHOW(chown("a", 0, -1));
    SHOW(chown("a", 1000, 1000));
    SHOW(chown("a", -1, 5));
    SHOW(chmod("a", 06777));
    mode("a");
    int fd = open("a", O_WRONLY);
    SHOW(write(fd, "x", 1));
    mode("a");
    SHOW(chmod("d", 0666));
    SHOW(open("d/x", O_CREAT | O_RDWR, 0600));
    SHOW(chdir("d"));
    SHOW(chmod("d", 0555));
    SHOW(open("d/x", O_CREAT | O_RDWR, 0600));
    SHOW(mkdir("d/x", 0700));
    SHOW(open("d/x", O_RDONLY));
    SHOW(chmod("d", 0333));
    SHOW(open("d/x", O_CREAT | O_RDWR, 0600));
    SHOW(open("d", O_RDONLY));
    SHOW(unlink("d/x"));
    SHOW(chmod("d", 0755));
    SHOW(open("/x", O_CREAT | O_RDWR, 0600));
    SHOW(mkdir("/etc/x", 0700));
    SHOW(unlink("/etc/passwd"));
    SHOW(rmdir("/etc"));
    SHOW(mknod("n", S_IFCHR | 0600, 0x103));
    SHOW(mknod("n", S_IFDIR | 0600, 0));
    /* links */
    SHOW(link("a", "b"));
    mode("b");
    SHOW(symlink("b", "s1"));
    SHOW(symlink("s1", "s2"));
    SHOW(symlink("loop", "loop"));
    SHOW(open("loop", O_RDONLY));
    SHOW(open("s2", O_RDONLY));
    SHOW(open("s2", O_RDONLY | O_NOFOLLOW));
    SHOW(open("s2/", O_RDONLY));
    SHOW(open("a/b", O_RDONLY));
    SHOW(symlink("d/new", "s3"));
    SHOW(close(open("s3", O_CREAT | O_RDWR, 0600)));
    mode("d/new");
    mode("s3");
    SHOW(link("s3", "s4"));
    mode("s4");
    SHOW(linkat(AT_FDCWD, "s3", AT_FDCWD, "s5", AT_SYMLINK_FOLLOW));
    mode("s5");
    SHOW(unlink("s3"));
    SHOW(mkdir("d/e", 0755));
    SHOW(rename("d", "d/e/x"));
    SHOW(mkdir("g", 0755));
    SHOW(rename("d", "g"));
    mode("g");
    SHOW(rename("g/e", "top"));
    mode("g");
    SHOW(rename("top", "g"));
    SHOW(rmdir("g"));
    SHOW(renameat2(AT_FDCWD, "top", AT_FDCWD, "a", RENAME_EXCHANGE));
    mode("a");
    mode("top");
    SHOW(rename("b", "top"));
    mode("b");
    SHOW(renameat2(AT_FDCWD, "zz", AT_FDCWD, "a", RENAME_EXCHANGE));
    char name[300];
    memset(name, 'n', 256);
    name[256] = 0;
    SHOW(open(name, O_CREAT | O_RDWR, 0600));
    name[255] = 0;
    SHOW(mkdir(name, 0700));
    char path[5000];
    memset(path, '/', 4999);
    path[4999] = 0;
    SHOW(open(path, O_RDONLY));
    path[4095] = 0;
    SHOW(close(open(path, O_RDONLY)));
    /* times */
    struct timespec t[2] = {{100, 5}, {200, UTIME_OMIT}};
    SHOW(utimensat(AT_FDCWD, "s1", t, 0));
    struct stat s;
    stat("top", &s);
    printf("%ld.%ld\n", (long)s.st_atim.tv_sec, s.st_atim.tv_nsec);
    t[1].tv_nsec = -1;
    SHOW(utimensat(AT_FDCWD, "s1", t, 0));
    SHOW(utimensat(AT_FDCWD, "/etc", 0, 0));
    t[1].tv_nsec = 0;
    SHOW(utimensat(AT_FDCWD, "/etc", t, 0));
    SHOW(futimens(fd, t));
    SHOW(utimensat(AT_FDCWD, 0, t, 0));
    /* listing */
    DIR *d = opendir(".");
    struct dirent *e;
    while ((e = readdir(d)))
        if (strcmp(e->d_name, "a") && strcmp(e->d_name, "prog"))
            printf(" %.3s:%d", e->d_name, e->d_type);
    puts("");
    seekdir(d, 0);
    e = readdir(d);
    long here = telldir(d);
    e = readdir(d), e = readdir(d);
    printf("%.3s ", e->d_name);
    seekdir(d, here);
    e = readdir(d), e = readdir(d);
    printf("%.3s\n", e->d_name);
    closedir(d);
    /* a removed working directory */
    mkdir("gone", 0700);
    chdir("gone");
    rmdir("../gone");
    char buf[100];
    SHOW(getcwd(buf, 100) ? 0 : -1);
    SHOW(open("x", O_CREAT | O_RDWR, 0600));
    SHOW(open(".", O_RDONLY) > 0);
    SHOW(chdir(".."));
    struct statfs f;
    SHOW(statfs(".", &f));
    printf("%lx %ld %ld\n", (long)f.f_type, (long)f.f_bsize, (long)f.f_namelen);
    SHOW(getcwd(buf, 1) ? 0 : -1);
}
