// glibc's 64-bit dev_t: 12 + 20 bits of major, 8 + 24 bits of minor number.
#include <sys/sysmacros.h>

unsigned int gnu_dev_major(unsigned long device) {
    return (unsigned int)((device >> 8 & 0xfff) | (device >> 32 & 0xfffff000));
}

unsigned int gnu_dev_minor(unsigned long device) {
    return (unsigned int)((device & 0xff) | (device >> 12 & 0xffffff00));
}

unsigned long gnu_dev_makedev(unsigned int major_number, unsigned int minor_number) {
    unsigned long a = major_number;
    unsigned long b = minor_number;
    return (a & 0xfff) << 8 | (a & 0xfffff000) << 32 | (b & 0xff) | (b & 0xffffff00) << 12;
}
