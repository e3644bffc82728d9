#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int fd[2];
    pipe(fd);
    if (fork() == 0) {
        close(fd[0]);
        write(fd[1], "hello\n", 6);
        _exit(0);
    }

    // The parent forgets to close fd[1].
    char buf[64];
    int n;
    while ((n = read(fd[0], buf, sizeof buf)) > 0)
        write(1, buf, n);

    wait(NULL);
    printf("end of file\n");
    return 0;
}
