// The program may choose: unbuffered and line-buffered into a pipe, fully buffered on a terminal.
// mode: both
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void speak(int mode) {
    if (fork() == 0) {
        setvbuf(stdout, NULL, mode, 0);
        printf("one\ntwo ");
        write(1, "[write]", 7);
        printf("three\n");
        _exit(0);
    }
    wait(NULL);
    write(1, "\n--\n", 4);
}

int main(void) {
    speak(_IOFBF);
    speak(_IOLBF);
    speak(_IONBF);
    return 0;
}
