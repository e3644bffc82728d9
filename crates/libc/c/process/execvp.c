// Finding a program in PATH: exec(3).
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// A file without a known format is given to the shell, as the classic shells did.
static void exec_or_shell(const char *path, char *const argv[], char *const envp[]) {
    execve(path, argv, envp);
    if (errno != ENOEXEC) {
        return;
    }
    int argc = 0;
    while (argv[argc]) {
        argc++;
    }
    char **shell_argv = malloc((argc + 2) * sizeof *shell_argv);
    if (!shell_argv) {
        return;
    }
    shell_argv[0] = "/bin/sh";
    shell_argv[1] = (char *)path;
    for (int i = 1; i <= argc; i++) {
        shell_argv[i + 1] = argv[i];
    }
    execve(shell_argv[0], shell_argv, envp);
    free(shell_argv);
}

int execvpe(const char *file, char *const argv[], char *const envp[]) {
    if (!*file) {
        errno = ENOENT;
        return -1;
    }
    if (strchr(file, '/')) {
        exec_or_shell(file, argv, envp);
        return -1;
    }
    const char *path = getenv("PATH");
    if (!path) {
        path = "/bin:/usr/bin";
    }
    int denied = 0;
    char candidate[PATH_MAX];
    for (;;) {
        size_t length = strcspn(path, ":");
        if (length + strlen(file) + 2 <= sizeof candidate) {
            memcpy(candidate, path, length);
            if (length > 0) {
                candidate[length++] = '/';
            }
            strcpy(candidate + length, file);
            exec_or_shell(candidate, argv, envp);
            if (errno == EACCES) {
                denied = 1;
            } else if (errno != ENOENT && errno != ENOTDIR) {
                return -1;
            }
        }
        path += strcspn(path, ":");
        if (!*path++) {
            break;
        }
    }
    errno = denied ? EACCES : ENOENT;
    return -1;
}

int execvp(const char *file, char *const argv[]) {
    return execvpe(file, argv, environ);
}
