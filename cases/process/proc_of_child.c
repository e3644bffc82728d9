// /proc/PID of a child: exe, cwd, root, cmdline, comm, status, stat; of a zombie; of nobody.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t child;

static void link_of(const char *name) {
    char path[64], target[256];
    snprintf(path, sizeof path, "/proc/%d/%s", child, name);
    ssize_t length = readlink(path, target, sizeof target - 1);
    if (length < 0) {
        printf("%s: %s\n", name, strerror(errno));
        return;
    }
    target[length] = '\0';
    printf("%s -> %s\n", name, target);
}

static void text_of(const char *name, const char *line) {
    char path[64], text[4096];
    snprintf(path, sizeof path, "/proc/%d/%s", child, name);
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        printf("%s: %s\n", name, strerror(errno));
        return;
    }
    int shown = 0;
    while (fgets(text, sizeof text, file) != NULL) {
        if (line == NULL || strncmp(text, line, strlen(line)) == 0) {
            text[strcspn(text, "\n")] = '\0';
            printf("%s: %s\n", name, text);
            shown = 1;
        }
    }
    if (!shown) {
        printf("%s: empty\n", name);
    }
    fclose(file);
}

int main(void) {
    int ready[2];
    char byte;
    mkdir("folder", 0700);
    pipe(ready);
    child = fork();
    if (child == 0) {
        chdir("folder");
        write(ready[1], "x", 1);
        pause();
    }
    read(ready[0], &byte, 1);
    usleep(30000);
    link_of("exe");
    link_of("cwd");
    link_of("root");
    text_of("comm", NULL);
    text_of("cmdline", NULL);
    text_of("status", "State:");
    text_of("status", "PPid:");
    text_of("status", "Threads:");
    kill(child, SIGSTOP);
    usleep(30000);
    text_of("status", "State:");
    kill(child, SIGKILL);
    siginfo_t info;
    waitid(P_PID, child, &info, WEXITED | WNOWAIT);
    text_of("status", "State:");
    link_of("exe");
    link_of("cwd");
    text_of("cmdline", NULL);
    wait(NULL);
    text_of("status", "State:");
    link_of("exe");
    return 0;
}
