// A new terminal edits lines, echoes and sends signals.
// mode: both
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

int main(void) {
    struct termios t;
    if (tcgetattr(1, &t) < 0) {
        printf("%s\n", strerror(errno));
        return 0;
    }
    printf("canonical %d, echo %d, signals %d, output processed %d\n", !!(t.c_lflag & ICANON), !!(t.c_lflag & ECHO),
           !!(t.c_lflag & ISIG), !!(t.c_oflag & OPOST));
    printf("interrupt %d, end of file %d, erase %d\n", t.c_cc[VINTR], t.c_cc[VEOF], t.c_cc[VERASE]);
    t.c_lflag &= ~(tcflag_t)ECHO;
    printf("set %d\n", tcsetattr(1, TCSANOW, &t));
    tcgetattr(0, &t);
    printf("echo %d\n", !!(t.c_lflag & ECHO));
    return 0;
}
