// How a shell redirects: open, dup2 onto 1, write through stdio.
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    printf("to the pipe\n");
    fflush(stdout);
    if (fork() == 0) {
        int fd = open("out", O_WRONLY | O_CREAT | O_TRUNC, 0644);
        dup2(fd, STDOUT_FILENO);
        close(fd);
        printf("to the file\n");
        return 0;
    }
    wait(NULL);
    char text[100];
    int fd = open("out", O_RDONLY);
    ssize_t n = read(fd, text, sizeof text);
    printf("the file has: %.*s", (int)n, text);
    return 0;
}
