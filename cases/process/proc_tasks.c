// /proc/PID/task: one folder per thread, with its name, state and numbers; Threads: in status.
#define _GNU_SOURCE
#include <dirent.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

static sem_t ready, go;
static pid_t other;

static void *waits(void *argument) {
    prctl(PR_SET_NAME, "worker");
    other = gettid();
    sem_post(&ready);
    sem_wait(&go);
    return argument;
}

static void line_of(const char *path, const char *begin) {
    char text[256];
    FILE *file = fopen(path, "r");
    while (file && fgets(text, sizeof text, file)) {
        if (strncmp(text, begin, strlen(begin)) == 0) {
            printf("%s", text);
        }
    }
    if (file) {
        fclose(file);
    }
}

static int tasks(void) {
    int count = 0;
    DIR *folder = opendir("/proc/self/task");
    for (struct dirent *entry; (entry = readdir(folder));) {
        count += entry->d_name[0] != '.';
    }
    closedir(folder);
    return count;
}

int main(void) {
    pthread_t thread;
    char path[64];
    sem_init(&ready, 0, 0);
    sem_init(&go, 0, 0);
    printf("%d task\n", tasks());
    pthread_create(&thread, NULL, waits, NULL);
    sem_wait(&ready);
    usleep(30000);
    printf("%d tasks\n", tasks());
    line_of("/proc/self/status", "Threads:");
    snprintf(path, sizeof path, "/proc/self/task/%d/comm", other);
    line_of(path, "");
    snprintf(path, sizeof path, "/proc/self/task/%d/status", other);
    line_of(path, "Name:");
    line_of(path, "State:");
    line_of(path, "Tgid:");
    printf("Pid is the thread's: %d\n", other != getpid());
    snprintf(path, sizeof path, "/proc/%d/status", other);
    printf("/proc/TID can be named: %d\n", access(path, F_OK) == 0);
    sem_post(&go);
    pthread_join(thread, NULL);
    snprintf(path, sizeof path, "/proc/self/task/%d", other);
    for (int i = 0; i < 100 && access(path, F_OK) == 0; i++) {
        usleep(1000);
    }
    printf("gone: %d\n", access(path, F_OK) != 0);
    return 0;
}
