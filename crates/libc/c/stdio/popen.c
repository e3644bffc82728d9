// A pipe to or from a shell command.
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vitrine/file.h>

static _Noreturn void run(const char *command, int pipe_end, int standard) {
    // The streams of earlier popens are not for this child: popen(3).
    for (FILE *at = __open_files; at; at = at->next) {
        if (at->child > 0 && at->fd != standard) {
            close(at->fd);
        }
    }
    if (pipe_end != standard) {
        dup2(pipe_end, standard);
    } else {
        fcntl(pipe_end, F_SETFD, 0);
    }
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(127);
}

FILE *popen(const char *command, const char *mode) {
    int fds[2];
    int reads = mode[0] == 'r';
    if ((mode[0] != 'r' && mode[0] != 'w') || pipe2(fds, O_CLOEXEC) < 0) {
        errno = mode[0] != 'r' && mode[0] != 'w' ? EINVAL : errno;
        return NULL;
    }
    int ours = reads ? fds[0] : fds[1];
    int theirs = reads ? fds[1] : fds[0];
    FILE *file = fdopen(ours, reads ? "r" : "w");
    pid_t child = file ? fork() : -1;
    if (child == 0) {
        run(command, theirs, reads ? STDOUT_FILENO : STDIN_FILENO);
    }
    close(theirs);
    if (child < 0) {
        if (file) {
            fclose(file);
        } else {
            close(ours);
        }
        return NULL;
    }
    if (!strchr(mode, 'e')) {
        fcntl(ours, F_SETFD, 0);
    }
    file->child = child;
    return file;
}

int pclose(FILE *file) {
    pid_t child = file->child;
    int status = -1;
    fclose(file);
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) {
            return -1;
        }
    }
    return status;
}
