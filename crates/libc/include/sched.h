#ifndef _SCHED_H
#define _SCHED_H
#include <bits/types.h>
#include <bits/timespec.h>
#define SCHED_OTHER 0
#define SCHED_FIFO 1
#define SCHED_RR 2
#define SCHED_BATCH 3
#define SCHED_IDLE 5
#define CLONE_PIDFD 0x1000
#define CLONE_NEWCGROUP 0x2000000
#define CLONE_NEWUSER 0x10000000
#define CLONE_IO 0x80000000
#define CLONE_DETACHED 0x400000
#define CLONE_UNTRACED 0x800000
#define SCHED_DEADLINE 6
#define SCHED_RESET_ON_FORK 0x40000000
#define CSIGNAL 0xff
#define CLONE_VM 0x100
#define CLONE_FS 0x200
#define CLONE_FILES 0x400
#define CLONE_SIGHAND 0x800
#define CLONE_PTRACE 0x2000
#define CLONE_VFORK 0x4000
#define CLONE_PARENT 0x8000
#define CLONE_THREAD 0x10000
#define CLONE_NEWNS 0x20000
#define CLONE_SYSVSEM 0x40000
#define CLONE_SETTLS 0x80000
#define CLONE_PARENT_SETTID 0x100000
#define CLONE_CHILD_CLEARTID 0x200000
#define CLONE_CHILD_SETTID 0x1000000
#define CLONE_NEWUTS 0x4000000
#define CLONE_NEWIPC 0x8000000
#define CLONE_NEWPID 0x20000000
#define CLONE_NEWNET 0x40000000
#define CPU_SETSIZE 1024
typedef struct { unsigned long __bits[16]; } cpu_set_t;
struct sched_param { int sched_priority; };
#define CPU_ZERO(set) \
    do { \
        for (int __i = 0; __i < 16; __i++) (set)->__bits[__i] = 0; \
    } while (0)
#define CPU_SET(cpu, set) ((void)((set)->__bits[(cpu) / 64] |= 1UL << (cpu) % 64))
#define CPU_CLR(cpu, set) ((void)((set)->__bits[(cpu) / 64] &= ~(1UL << (cpu) % 64)))
#define CPU_ISSET(cpu, set) ((int)((set)->__bits[(cpu) / 64] >> (cpu) % 64 & 1))
#define CPU_COUNT(set) __sched_cpucount(sizeof(cpu_set_t), (set))
#define CPU_EQUAL(one, other) __sched_cpuequal(sizeof(cpu_set_t), (one), (other))
#define CPU_AND(to, one, other) __sched_cpucombine(sizeof(cpu_set_t), (to), (one), (other), 0)
#define CPU_OR(to, one, other) __sched_cpucombine(sizeof(cpu_set_t), (to), (one), (other), 1)
#define CPU_XOR(to, one, other) __sched_cpucombine(sizeof(cpu_set_t), (to), (one), (other), 2)
#define CPU_ALLOC_SIZE(count) (((count) + 63UL) / 64 * 8)
#define CPU_ALLOC(count) __sched_cpualloc(count)
#define CPU_FREE(set) __sched_cpufree(set)
#define CPU_ZERO_S(size, set) ((void)__sched_cpuzero(size, set))
#define CPU_SET_S(cpu, size, set) ((void)((cpu) < 8 * (size) ? (set)->__bits[(cpu) / 64] |= 1UL << (cpu) % 64 : 0UL))
#define CPU_CLR_S(cpu, size, set) ((void)((cpu) < 8 * (size) ? (set)->__bits[(cpu) / 64] &= ~(1UL << (cpu) % 64) : 0UL))
#define CPU_ISSET_S(cpu, size, set) ((cpu) < 8 * (size) && ((set)->__bits[(cpu) / 64] >> (cpu) % 64 & 1))
#define CPU_COUNT_S(size, set) __sched_cpucount((size), (set))
#define CPU_EQUAL_S(size, one, other) __sched_cpuequal((size), (one), (other))
#define CPU_AND_S(size, to, one, other) __sched_cpucombine((size), (to), (one), (other), 0)
#define CPU_OR_S(size, to, one, other) __sched_cpucombine((size), (to), (one), (other), 1)
#define CPU_XOR_S(size, to, one, other) __sched_cpucombine((size), (to), (one), (other), 2)
int __sched_cpucount(size_t size, const cpu_set_t *set);
int __sched_cpuequal(size_t size, const cpu_set_t *one, const cpu_set_t *other);
void __sched_cpucombine(size_t size, cpu_set_t *to, const cpu_set_t *one, const cpu_set_t *other, int how);
cpu_set_t *__sched_cpualloc(size_t count);
void __sched_cpufree(cpu_set_t *set);
void __sched_cpuzero(size_t size, cpu_set_t *set);
int clone(int (*function)(void *), void *stack, int flags, void *argument, ...);
int unshare(int flags);
int setns(int fd, int kind);
int sched_yield(void);
int sched_getcpu(void);
int sched_getscheduler(pid_t pid);
int sched_setscheduler(pid_t pid, int policy, const struct sched_param *parameters);
int sched_getparam(pid_t pid, struct sched_param *parameters);
int sched_setparam(pid_t pid, const struct sched_param *parameters);
int sched_get_priority_min(int policy);
int sched_get_priority_max(int policy);
int sched_rr_get_interval(pid_t pid, struct timespec *interval);
int sched_getaffinity(pid_t pid, size_t size, cpu_set_t *set);
int sched_setaffinity(pid_t pid, size_t size, const cpu_set_t *set);
#endif
