// What is in /proc belongs to the process's user: stat(2) of its folder, its files, a zombie's folder.
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void look(const char *what, const char *path) {
    struct stat found;
    if (stat(path, &found) != 0) {
        printf("%s: not there\n", what);
        return;
    }
    printf("%s: %s's, group %s\n", what, found.st_uid == geteuid() ? "user" : found.st_uid == 0 ? "root" : "other",
           found.st_gid == getegid() ? "user" : found.st_gid == 0 ? "root" : "other");
}

int main(void) {
    char path[64];
    int fds[2];
    pid_t child;
    look("self", "/proc/self");
    look("status", "/proc/self/status");
    look("uptime", "/proc/uptime");
    fflush(stdout);
    pipe(fds);
    child = fork();
    if (child == 0) {
        char byte;
        close(fds[1]);
        read(fds[0], &byte, 1);
        _exit(0);
    }
    snprintf(path, sizeof path, "/proc/%d", (int)child);
    look("child", path);
    snprintf(path, sizeof path, "/proc/%d/stat", (int)child);
    look("its stat", path);
    close(fds[1]);
    siginfo_t info;
    waitid(P_PID, child, &info, WEXITED | WNOWAIT);
    look("zombie's stat", path);
    snprintf(path, sizeof path, "/proc/%d", (int)child);
    look("zombie", path);
    waitpid(child, NULL, 0);
    look("reaped", path);
    return 0;
}
