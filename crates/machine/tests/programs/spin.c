#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
int main(int argc, char **argv) {
    int children = argc > 1 ? atoi(argv[1]) : 3;
    for (int i = 0; i < children; i++)
        if (fork() == 0) {
            volatile unsigned long sum = 0;
            for (unsigned long n = 0; n < 3000000; n++) sum += n;
            printf("child %d done\n", i);
            exit(i);
        }
    int status, sum = 0;
    while (wait(&status) > 0) sum += WEXITSTATUS(status);
    printf("sum %d\n", sum);
    return 0;
}
