// pidfd_open, pidfd_send_signal, clone3 with CLONE_PIDFD, waitid(P_PIDFD): arguments and errors.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static sem_t ready, done;
static pid_t tid;
static volatile sig_atomic_t code, value;

static void told(const char *what, long result) {
    printf("%s: %s\n", what, result < 0 ? strerror(errno) : "ok");
}

static void handler(int number, siginfo_t *info, void *context) {
    (void)number;
    (void)context;
    code = info->si_code;
    value = info->si_value.sival_int;
}

static void *waits(void *argument) {
    tid = gettid();
    sem_post(&ready);
    sem_wait(&done);
    return argument;
}

static void signals(void) {
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO};
    sigaction(SIGUSR1, &action, NULL);
    int self = pidfd_open(getpid(), 0);
    told("to itself", pidfd_send_signal(self, SIGUSR1, NULL, 0));
    printf("SI_USER %d\n", code == SI_USER);
    told("to its first thread", pidfd_send_signal(self, SIGUSR1, NULL, 1));
    printf("SI_TKILL %d\n", code == SI_TKILL);
    told("with two scopes", pidfd_send_signal(self, SIGUSR1, NULL, 3));
    siginfo_t info;
    memset(&info, 0, sizeof info);
    info.si_signo = SIGUSR1;
    info.si_code = SI_QUEUE;
    info.si_value.sival_int = 42;
    told("with a value", pidfd_send_signal(self, SIGUSR1, &info, 0));
    printf("SI_QUEUE %d, value %d\n", code == SI_QUEUE, value);
    told("info of another signal", pidfd_send_signal(self, SIGUSR2, &info, 0));
    told("bad info", pidfd_send_signal(self, SIGUSR1, (siginfo_t *)8, 0));
    told("signal 65", pidfd_send_signal(self, 65, NULL, 0));
    told("to a pipe", pidfd_send_signal(1, SIGUSR1, NULL, 0));
    told("to nothing", pidfd_send_signal(77, SIGUSR1, NULL, 0));
    close(self);
    pid_t child = fork();
    if (child == 0) {
        pause();
    }
    int fd = pidfd_open(child, PIDFD_NONBLOCK);
    info.si_code = SI_USER;
    told("as if from kill", pidfd_send_signal(fd, SIGUSR1, &info, 0));
    told("waitid would sleep", waitid((idtype_t)3, fd, &info, WEXITED));
    told("waitid, WNOHANG", waitid((idtype_t)3, fd, &info, WEXITED | WNOHANG));
    char path[32];
    snprintf(path, sizeof path, "/proc/%d", child);
    int folder = open(path, O_RDONLY | O_DIRECTORY);
    told("by /proc/PID", pidfd_send_signal(folder, SIGKILL, NULL, 0));
    waitid(P_PID, child, &info, WEXITED | WNOWAIT);
    told("to a zombie", pidfd_send_signal(fd, SIGUSR1, NULL, 0));
    told("pidfd_open of a zombie", close(pidfd_open(child, 0)));
    told("waitid", waitid((idtype_t)3, fd, &info, WEXITED));
    printf("killed by %d\n", info.si_status);
    told("of its own", waitid((idtype_t)3, pidfd_open(getpid(), 0), &info, WEXITED));
    told("waitid of -1", waitid((idtype_t)3, -1, &info, WEXITED));
}

static void clones(void) {
    struct {
        unsigned long flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls;
    } wish;
    int fd = -1;
    pid_t parent_tid = -1;
    memset(&wish, 0, sizeof wish);
    wish.flags = CLONE_PIDFD | CLONE_PARENT_SETTID;
    wish.exit_signal = SIGCHLD;
    wish.pidfd = wish.parent_tid = (unsigned long)&fd;
    told("one word for both", syscall(SYS_clone3, &wish, sizeof wish));
    told("clone with both", syscall(SYS_clone, CLONE_PIDFD | CLONE_PARENT_SETTID | SIGCHLD, 0, &fd, 0, 0));
    wish.parent_tid = (unsigned long)&parent_tid;
    wish.pidfd = 8;
    told("bad pidfd", syscall(SYS_clone3, &wish, sizeof wish));
    wish.pidfd = (unsigned long)&fd;
    pid_t child = syscall(SYS_clone3, &wish, sizeof wish);
    if (child == 0) {
        _exit(fcntl(fd, F_GETFD) < 0 && errno == EBADF ? 3 : 4);
    }
    printf("close-on-exec %d, parent_tid %d\n", fcntl(fd, F_GETFD), parent_tid == child);
    siginfo_t info;
    told("waitid", waitid((idtype_t)3, fd, &info, WEXITED));
    printf("status %d\n", info.si_status);
}

int main(void) {
    pthread_t thread;
    sem_init(&ready, 0, 0);
    sem_init(&done, 0, 0);
    pthread_create(&thread, NULL, waits, NULL);
    sem_wait(&ready);
    told("pidfd_open of a thread", pidfd_open(tid, 0));
    sem_post(&done);
    pthread_join(thread, NULL);
    told("pidfd_open of nobody", pidfd_open(99999, 0));
    told("pidfd_open of -1", pidfd_open(-1, 0));
    told("pidfd_open with flags", pidfd_open(getpid(), 1));
    signals();
    clones();
    return 0;
}
