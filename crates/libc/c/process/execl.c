// The forms of exec that take their arguments one by one.
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

static int count_arguments(const char *first, va_list arguments) {
    int count = 0;
    for (const char *at = first; at; at = va_arg(arguments, const char *)) {
        count++;
    }
    return count;
}

static void fill_arguments(char **argv, const char *first, int count, va_list arguments) {
    argv[0] = (char *)first;
    for (int i = 1; i <= count; i++) {
        argv[i] = va_arg(arguments, char *);
    }
}

int execl(const char *path, const char *argument, ...) {
    va_list arguments;
    va_start(arguments, argument);
    int count = count_arguments(argument, arguments);
    va_end(arguments);
    char **argv = __builtin_alloca((count + 1) * sizeof *argv);
    va_start(arguments, argument);
    fill_arguments(argv, argument, count, arguments);
    va_end(arguments);
    return execve(path, argv, environ);
}

int execlp(const char *file, const char *argument, ...) {
    va_list arguments;
    va_start(arguments, argument);
    int count = count_arguments(argument, arguments);
    va_end(arguments);
    char **argv = __builtin_alloca((count + 1) * sizeof *argv);
    va_start(arguments, argument);
    fill_arguments(argv, argument, count, arguments);
    va_end(arguments);
    return execvpe(file, argv, environ);
}

int execle(const char *path, const char *argument, ...) {
    va_list arguments;
    va_start(arguments, argument);
    int count = count_arguments(argument, arguments);
    va_end(arguments);
    char **argv = __builtin_alloca((count + 1) * sizeof *argv);
    va_start(arguments, argument);
    fill_arguments(argv, argument, count, arguments);
    va_end(arguments);
    // What a callee has taken from a va_list is unknown here: C11 7.16.1. The environment follows the null.
    va_start(arguments, argument);
    for (int i = 0; i < count; i++) {
        (void)va_arg(arguments, char *);
    }
    char **envp = va_arg(arguments, char **);
    va_end(arguments);
    return execve(path, argv, envp);
}
