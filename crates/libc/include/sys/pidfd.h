#ifndef _SYS_PIDFD_H
#define _SYS_PIDFD_H
#include <fcntl.h>
#include <signal.h>
#define PIDFD_NONBLOCK O_NONBLOCK
int pidfd_open(pid_t pid, unsigned flags);
int pidfd_getfd(int pidfd, int target, unsigned flags);
int pidfd_send_signal(int pidfd, int signal, siginfo_t *info, unsigned flags);
#endif
