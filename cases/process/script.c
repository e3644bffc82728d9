// execve(2) of a script: the interpreter's arguments, one optional argument, a chain, a missing interpreter.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void write_file(const char *name, const char *text) {
    int fd = open(name, O_CREAT | O_WRONLY | O_TRUNC, 0700);
    write(fd, text, strlen(text));
    close(fd);
}

static void run(const char *name) {
    int status;
    fflush(stdout);
    if (fork() == 0) {
        char *argv[] = {"zero", "one", "two", NULL};
        execv(name, argv);
        printf("%s: %s\n", name, strerror(errno));
        fflush(stdout);
        _exit(9);
    }
    wait(&status);
}

int main(int argc, char **argv) {
    if (argc > 1) {
        for (int i = 0; i < argc; i++) {
            printf("[%s]", argv[i]);
        }
        printf("\n");
        return 0;
    }
    write_file("plain.sh", "#!./script\n");
    write_file("optional.sh", "#! ./script   -a  -b \nrest\n");
    write_file("chain.sh", "#!./plain.sh x\n");
    write_file("missing.sh", "#!./nothing\n");
    write_file("empty.sh", "#!   \n");
    write_file("text.sh", "hello\n");
    write_file("loop.sh", "#!./loop.sh\n");
    run("./plain.sh");
    run("./optional.sh");
    run("./chain.sh");
    run("./missing.sh");
    run("./empty.sh");
    run("./text.sh");
    run("./loop.sh");
    chmod("plain.sh", 0600);
    run("./plain.sh");
    run("./none.sh");
    run("/w");
    run("./plain.sh/x");
    return 0;
}
