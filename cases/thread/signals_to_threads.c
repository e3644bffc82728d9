// Process-directed signals go to a thread that does not block them; tgkill reaches one thread only.
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

static volatile int taker;
static volatile int tid;
static volatile int stop;

static void handler(int signal) {
    (void)signal;
    taker = (int)syscall(SYS_gettid);
}

static void *open_thread(void *unused) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    tid = (int)syscall(SYS_gettid);
    while (!stop) {
        usleep(1000);
    }
    return unused;
}

int main(void) {
    pthread_t thread;
    sigset_t set;
    signal(SIGUSR1, handler);
    signal(SIGUSR2, handler);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    pthread_create(&thread, NULL, open_thread, NULL);
    while (tid == 0) {
        usleep(1000);
    }
    kill(getpid(), SIGUSR1);
    while (taker == 0) {
        usleep(1000);
    }
    printf("kill: the open thread %d\n", taker == tid);
    taker = 0;
    kill(getpid(), SIGUSR2);
    while (taker == 0) {
        usleep(1000);
    }
    printf("kill, nobody blocks: the first thread %d\n", taker == getpid());
    taker = 0;
    syscall(SYS_tgkill, getpid(), tid, SIGUSR2);
    while (taker == 0) {
        usleep(1000);
    }
    printf("tgkill: that thread %d\n", taker == tid);
    syscall(SYS_tgkill, getpid(), getpid(), SIGUSR1);
    sigpending(&set);
    printf("tgkill to one that blocks: pending %d\n", sigismember(&set, SIGUSR1));
    stop = 1;
    pthread_join(thread, NULL);
    return 0;
}
