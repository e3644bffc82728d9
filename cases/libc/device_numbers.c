// Device numbers are taken apart and put together.
#include <stdio.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

int main(void) {
    unsigned long numbers[] = {0, 0x103, 0x801, 0x1234567, 0xfffffffffffUL};
    for (int i = 0; i < 5; i++) {
        unsigned a = major(numbers[i]), b = minor(numbers[i]);
        printf("%lx: major %u minor %u, again %lx\n", numbers[i], a, b, (unsigned long)makedev(a, b));
    }
    struct stat status;
    stat("/dev/null", &status);
    printf("/dev/null is %u:%u\n", major(status.st_rdev), minor(status.st_rdev));
    return 0;
}
