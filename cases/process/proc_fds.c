// /proc/PID/fd of a child: the list, where links lead, reading through one; /proc/PID/task; of a zombie.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t child;

static void list(const char *name) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", child, name);
    DIR *folder = opendir(path);
    if (folder == NULL) {
        printf("%s: %s\n", name, strerror(errno));
        return;
    }
    printf("%s:", name);
    errno = 0;
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (atoi(entry->d_name) == child) {
            printf(" child");
        } else if (entry->d_name[0] != '.') {
            printf(" %s", entry->d_name);
        }
    }
    printf("%s\n", errno ? strerror(errno) : "");
    closedir(folder);
}

int main(void) {
    int ready[2];
    char byte, path[64], link[256], text[16] = "";
    struct stat about;
    pipe(ready);
    child = fork();
    if (child == 0) {
        close(0);
        close(ready[0]);
        int fd = open("data", O_RDWR | O_CREAT, 0600);
        write(fd, "some text", 9);
        dup2(fd, 7);
        write(ready[1], "x", 1);
        pause();
    }
    read(ready[0], &byte, 1);
    list("fd");
    list("task");
    snprintf(path, sizeof path, "/proc/%d/fd/7", child);
    ssize_t length = readlink(path, link, sizeof link - 1);
    link[length < 0 ? 0 : length] = '\0';
    printf("7 -> %s\n", link);
    lstat(path, &about);
    printf("a link %d", S_ISLNK(about.st_mode));
    stat(path, &about);
    printf(", a file %d of %ld bytes\n", S_ISREG(about.st_mode), (long)about.st_size);
    int fd = open(path, O_RDONLY);
    read(fd, text, sizeof text - 1);
    printf("read %s\n", text);
    snprintf(path, sizeof path, "/proc/%d/fd/99", child);
    printf("99: %d\n", access(path, F_OK));
    snprintf(path, sizeof path, "/proc/%d/task/%d/../../fd/7", child, child);
    printf("by way of task: %d\n", access(path, F_OK));
    snprintf(path, sizeof path, "/proc/%d/task/%d", child, getpid());
    printf("no task of it: %d\n", access(path, F_OK));
    kill(child, SIGKILL);
    siginfo_t info;
    waitid(P_PID, child, &info, WEXITED | WNOWAIT);
    snprintf(path, sizeof path, "/proc/%d/fd/7", child);
    printf("a zombie: %d\n", access(path, F_OK));
    wait(NULL);
    list("fd");
    list("task");
    return 0;
}
