// Control of a terminal's line: termios(3).
#include <errno.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

enum { TCSBRK_ = 0x5409, TCXONC_ = 0x540A, TCFLSH_ = 0x540B, TIOCGSID_ = 0x5429, SPEED = 010017 };

int tcsendbreak(int fd, int duration) {
    (void)duration;
    return ioctl(fd, TCSBRK_, 0);
}

int tcdrain(int fd) {
    return ioctl(fd, TCSBRK_, 1);
}

int tcflow(int fd, int action) {
    return ioctl(fd, TCXONC_, action);
}

int tcflush(int fd, int queue) {
    return ioctl(fd, TCFLSH_, queue);
}

pid_t tcgetsid(int fd) {
    pid_t session;
    return ioctl(fd, TIOCGSID_, &session) < 0 ? -1 : session;
}

speed_t cfgetospeed(const struct termios *attributes) {
    return attributes->c_cflag & SPEED;
}

speed_t cfgetispeed(const struct termios *attributes) {
    return attributes->c_cflag & SPEED;
}

int cfsetospeed(struct termios *attributes, speed_t speed) {
    if (speed & ~(speed_t)SPEED) {
        errno = EINVAL;
        return -1;
    }
    attributes->c_cflag = (attributes->c_cflag & ~(tcflag_t)SPEED) | speed;
    attributes->c_ospeed = speed;
    return 0;
}

int cfsetispeed(struct termios *attributes, speed_t speed) {
    attributes->c_ispeed = speed;
    return speed == 0 ? 0 : cfsetospeed(attributes, speed);
}

int cfsetspeed(struct termios *attributes, speed_t speed) {
    return cfsetispeed(attributes, speed) < 0 ? -1 : cfsetospeed(attributes, speed);
}
