#ifndef _SYS_SYSMACROS_H
#define _SYS_SYSMACROS_H
unsigned int gnu_dev_major(unsigned long device);
unsigned int gnu_dev_minor(unsigned long device);
unsigned long gnu_dev_makedev(unsigned int major, unsigned int minor);
#define major(device) gnu_dev_major(device)
#define minor(device) gnu_dev_minor(device)
#define makedev(major, minor) gnu_dev_makedev(major, minor)
#endif
