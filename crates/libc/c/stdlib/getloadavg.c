#include <stdlib.h>
#include <sys/sysinfo.h>

int getloadavg(double loads[], int count) {
    struct sysinfo info;
    if (sysinfo(&info) < 0) {
        return -1;
    }
    int given = count < 3 ? count : 3;
    for (int i = 0; i < given; i++) {
        loads[i] = (double)info.loads[i] / (1 << SI_LOAD_SHIFT);
    }
    return given;
}
