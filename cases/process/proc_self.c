// /proc of the process itself and of a child: names, states, ids, limits, texts of the system.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static char text[65536];

static size_t slurp(const char *path) {
    size_t size = 0;
    ssize_t got;
    int fd = open(path, O_RDONLY);
    if (fd < 0) {
        printf("%s: %s\n", path, strerror(errno));
        text[0] = 0;
        return 0;
    }
    while ((got = read(fd, text + size, sizeof text - 1 - size)) > 0) {
        size += got;
    }
    close(fd);
    text[size] = 0;
    return size;
}

static void row(const char *name) {
    char *at = strstr(text, name);
    if (at == NULL) {
        printf("no %s\n", name);
        return;
    }
    printf("%.*s\n", (int)strcspn(at, "\n"), at);
}

static char state(pid_t pid) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    slurp(path);
    char *end = strrchr(text, ')');
    return end == NULL ? '?' : end[2];
}

int main(void) {
    int status;
    size_t size = slurp("/proc/self/cmdline");
    printf("cmdline %zu bytes: %s\n", size, text);
    slurp("/proc/self/comm");
    printf("comm %s", text);
    size = slurp("/proc/self/environ");
    printf("environ %zu bytes: %s\n", size, text);
    int pid, parent, group, session;
    char name[32], letter;
    slurp("/proc/self/stat");
    int fields = sscanf(text, "%d (%31[^)]) %c %d %d %d", &pid, name, &letter, &parent, &group, &session);
    printf("stat: %d fields, %d %s %c %d %d %d\n", fields, pid, name, letter, parent, group, session);
    int words = 1;
    for (char *at = text; *at; at++) {
        words += *at == ' ';
    }
    printf("%d words\n", words);
    signal(SIGUSR1, SIG_IGN);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    sigprocmask(SIG_BLOCK, &set, NULL);
    kill(getpid(), SIGUSR2);
    slurp("/proc/self/status");
    row("Name:");
    row("Umask:");
    row("State:");
    row("Pid:");
    row("PPid:");
    row("Uid:");
    row("Gid:");
    row("Threads:");
    row("ShdPnd:");
    row("SigBlk:");
    slurp("/proc/self/maps");
    printf("maps: stack %d, heap or program %d\n", strstr(text, "[stack]") != NULL, strstr(text, "/w/proc_self") != NULL);
    slurp("/proc/self/limits");
    row("Limit ");
    row("Max core file size");
    pid_t child = fork();
    if (child == 0) {
        for (;;) {
            pause();
        }
    }
    usleep(20000);
    printf("sleeping child %c\n", state(child));
    kill(child, SIGSTOP);
    waitpid(child, &status, WUNTRACED);
    printf("stopped child %c\n", state(child));
    int found = 0;
    DIR *directory = opendir("/proc");
    struct dirent *entry;
    while ((entry = readdir(directory)) != NULL) {
        found += atoi(entry->d_name) == child || strcmp(entry->d_name, "uptime") == 0;
    }
    closedir(directory);
    printf("listed %d\n", found);
    kill(child, SIGKILL);
    siginfo_t info;
    waitid(P_PID, child, &info, WEXITED | WNOWAIT);
    printf("zombie %c\n", state(child));
    waitpid(child, &status, 0);
    printf("gone %c\n", state(child));
    slurp("/proc/meminfo");
    printf("meminfo %d\n", strncmp(text, "MemTotal:", 9) == 0);
    slurp("/proc/uptime");
    printf("uptime %d\n", atof(text) >= 0);
    slurp("/proc/version");
    printf("version %d\n", strncmp(text, "Linux version ", 14) == 0);
    slurp("/proc/stat");
    printf("stat %d\n", strncmp(text, "cpu ", 4) == 0 && strstr(text, "\nbtime ") != NULL);
    slurp("/proc/sys/kernel/pid_max");
    printf("pid_max %d\n", atoi(text) >= 32768);
    printf("writing: %d", open("/proc/self/stat", O_WRONLY));
    printf(" %s\n", strerror(errno));
    return 0;
}
