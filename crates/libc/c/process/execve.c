#include <fcntl.h>
#include <unistd.h>
#include <vitrine/syscall.h>

int execve(const char *path, char *const argv[], char *const envp[]) {
    return (int)__syscall_result(__syscall3(SYS_execve, path, argv, envp));
}

int fexecve(int fd, char *const argv[], char *const envp[]) {
    return (int)__syscall_result(__syscall5(SYS_execveat, fd, "", argv, envp, AT_EMPTY_PATH));
}

int execv(const char *path, char *const argv[]) {
    return execve(path, argv, environ);
}
