// Two processes append to one file: O_APPEND loses nothing.
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    for (int i = 0; i < 2; i++) {
        if (fork() == 0) {
            int fd = open("log", O_WRONLY | O_CREAT | O_APPEND, 0644);
            for (int k = 0; k < 200; k++) {
                write(fd, i ? "bbbbbbb\n" : "aaaaaaa\n", 8);
            }
            return 0;
        }
    }
    while (wait(NULL) > 0) {
    }
    FILE *log = fopen("log", "r");
    char line[20];
    int counts[2] = {0, 0};
    while (fgets(line, sizeof line, log)) {
        counts[line[0] == 'b'] += line[6] == line[0] && line[7] == '\n';
    }
    printf("%d %d\n", counts[0], counts[1]);
    return 0;
}
