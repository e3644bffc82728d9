#ifndef _SYS_SYSCALL_H
#define _SYS_SYSCALL_H
#include <asm/unistd.h>
#include <bits/syscall-numbers.h>
long syscall(long number, ...);
#endif
