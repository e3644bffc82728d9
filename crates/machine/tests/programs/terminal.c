#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>
static void get(size_t count) {
    char b[300];
    errno = 0;
    long n = read(0, b, count);
    printf("read %ld %s:", n, n < 0 ? strerror(errno) : "");
    for (int i = 0; i < n; i++) printf(" %02x", b[i]);
    puts("");
}
int main(int argc, char **argv) {
    setvbuf(stdout, 0, _IONBF, 0);
    printf("isatty %d%d%d\n", isatty(0), isatty(1), isatty(2));
    struct stat s, t;
    fstat(0, &s);
    printf("mode %o major %lx\n", s.st_mode & S_IFMT, (long)s.st_rdev >> 8);
    char *name = ttyname(0);
    printf("%.9s\n", name ? name : strerror(errno));
    printf("seek %d", (int)lseek(0, 0, SEEK_CUR));
    printf(" %s\n", strerror(errno));
    printf("pread %d", (int)pread(0, &s, 1, 0));
    printf(" %s\n", strerror(errno));
    struct termios o;
    printf("tcgetattr %d\n", tcgetattr(0, &o));
    printf("%o %o %o %o\n", o.c_iflag, o.c_oflag, o.c_cflag, o.c_lflag);
    printf("flags %o\n", fcntl(1, F_GETFL));
    int n = -1;
    printf("fionread %d", ioctl(0, FIONREAD, &n));
    printf(" %d\n", n);
    get(3);
    get(100);
    get(100);
    get(100);
    get(100);
    struct termios raw = o;
    raw.c_lflag &= ~(ICANON | ECHO);
    tcsetattr(0, TCSANOW, &raw);
    get(2);
    get(100);
    raw.c_cc[VMIN] = 0;
    tcsetattr(0, TCSANOW, &raw);
    get(100);
    tcsetattr(0, TCSANOW, &o);
    fcntl(0, F_SETFL, O_NONBLOCK);
    get(100);
    int tty = open("/dev/tty", O_RDWR);
    printf("/dev/tty %s %d\n", tty > 0 ? "ok" : strerror(errno), isatty(tty));
    printf("ioctl %d\n", ioctl(1, TIOCGWINSZ, &n) );
    return 0;
}
