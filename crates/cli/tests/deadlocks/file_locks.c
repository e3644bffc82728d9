// Two processes lock two files whole, in opposite order: flock(2) finds no deadlocks.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static void both(const char *first, const char *second) {
    int one = open(first, O_RDWR | O_CREAT, 0644);
    int two = open(second, O_RDWR | O_CREAT, 0644);
    flock(one, LOCK_EX);
    usleep(1000);
    flock(two, LOCK_EX);
}

int main(void) {
    if (fork() == 0) {
        both("left", "right");
        return 0;
    }
    both("right", "left");
    wait(NULL);
    return 0;
}
