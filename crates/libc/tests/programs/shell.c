// popen reads from and writes to a shell's command; pclose answers its status.
#include <stdio.h>
#include <sys/wait.h>

int main(void) {
    char line[64];
    FILE *file = popen("echo from the shell; exit 3", "r");
    while (fgets(line, sizeof line, file)) {
        printf("read: %s", line);
    }
    int status = pclose(file);
    printf("exit %d\n", WEXITSTATUS(status));
    fflush(stdout);
    file = popen("read a b; echo \"$b $a\"", "w");
    fprintf(file, "one two\n");
    status = pclose(file);
    printf("exit %d\n", WEXITSTATUS(status));
    printf("bad mode: %d\n", popen("true", "x") == NULL);
    return 0;
}
