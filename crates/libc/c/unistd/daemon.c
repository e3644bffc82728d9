#include <fcntl.h>
#include <unistd.h>

int daemon(int keep_directory, int keep_streams) {
    pid_t child = fork();
    if (child < 0) {
        return -1;
    }
    if (child > 0) {
        _exit(0);
    }
    if (setsid() < 0) {
        return -1;
    }
    if (!keep_directory) {
        chdir("/");
    }
    int null = keep_streams ? -1 : open("/dev/null", O_RDWR);
    for (int fd = 0; null >= 0 && fd <= 2; fd++) {
        dup2(null, fd);
    }
    if (null > 2) {
        close(null);
    }
    return 0;
}
