// The child holds a shared lock and has stopped itself.
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    pthread_mutex_t *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(shared, &attributes);
    if (fork() == 0) {
        pthread_mutex_lock(shared);
        raise(SIGSTOP);
        pthread_mutex_unlock(shared);
        _exit(0);
    }
    usleep(1000);
    pthread_mutex_lock(shared);
    wait(NULL);
    return 0;
}
