#include <sys/sysinfo.h>
#include <unistd.h>
#include <vitrine/syscall.h>

int sysinfo(struct sysinfo *info) {
    return (int)__syscall_result(__syscall1(SYS_sysinfo, info));
}

int get_nprocs(void) {
    return (int)sysconf(_SC_NPROCESSORS_ONLN);
}

int get_nprocs_conf(void) {
    return (int)sysconf(_SC_NPROCESSORS_CONF);
}

long get_phys_pages(void) {
    struct sysinfo info;
    return sysinfo(&info) < 0 ? -1 : (long)(info.totalram * info.mem_unit / 4096);
}

long get_avphys_pages(void) {
    struct sysinfo info;
    return sysinfo(&info) < 0 ? -1 : (long)(info.freeram * info.mem_unit / 4096);
}
