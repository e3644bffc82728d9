#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <pthread.h>

int main(void) {
    int *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutex_t *lock = (pthread_mutex_t *)(shared + 16);
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(lock, &attributes);
    pid_t child = fork();
    if (child == 0) {
        pthread_mutex_lock(lock);
        shared[0]++;
        pthread_mutex_unlock(lock);
        _exit(0);
    }
    pthread_mutex_lock(lock);
    shared[0]++;
    pthread_mutex_unlock(lock);
    waitpid(child, NULL, 0);
    printf("%d\n", shared[0]);
}
