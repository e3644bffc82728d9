// Messages for the system's log: datagrams to /dev/log, and lines on the console or on standard error if that is wanted.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

static const char *program;
static int options;
static int facility = LOG_USER;
static int mask = LOG_UPTO(LOG_DEBUG);
static int connection = -1;

static void connect_log(void) {
    struct sockaddr_un address = {AF_UNIX, _PATH_LOG};
    if (connection >= 0 || access(_PATH_LOG, F_OK) < 0) {
        return;
    }
    connection = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (connection >= 0 && connect(connection, (struct sockaddr *)&address, sizeof address) < 0) {
        close(connection);
        connection = -1;
    }
}

void openlog(const char *name, int wanted, int wanted_facility) {
    program = name;
    options = wanted;
    if (wanted_facility != 0 && (wanted_facility & ~LOG_FACMASK) == 0) {
        facility = wanted_facility;
    }
    if (options & LOG_NDELAY) {
        connect_log();
    }
}

void closelog(void) {
    if (connection >= 0) {
        close(connection);
        connection = -1;
    }
}

int setlogmask(int wanted) {
    int old = mask;
    if (wanted != 0) {
        mask = wanted;
    }
    return old;
}

static int head(char *text, int priority) {
    char when[20];
    time_t now = time(NULL);
    struct tm parts;
    strftime(when, sizeof when, "%b %e %H:%M:%S", localtime_r(&now, &parts));
    return sprintf(text, "<%d>%s ", priority, when);
}

static void show(int fd, const char *text, int size) {
    dprintf(fd, "%.*s%s", size, text, size > 0 && text[size - 1] == '\n' ? "" : "\n");
}

void vsyslog(int priority, const char *format, va_list arguments) {
    char text[1024];
    int kept = errno;
    if (!(mask & LOG_MASK(LOG_PRI(priority)))) {
        return;
    }
    if ((priority & LOG_FACMASK) == 0) {
        priority |= facility;
    }
    int begin = head(text, priority);
    int size = begin + snprintf(text + begin, sizeof text - begin, "%.200s",
                                program ? program : program_invocation_short_name);
    if (options & LOG_PID) {
        size += sprintf(text + size, "[%d]", (int)getpid());
    }
    size += sprintf(text + size, ": ");
    errno = kept;
    size += vsnprintf(text + size, sizeof text - size, format, arguments);
    if (size >= (int)sizeof text) {
        size = sizeof text - 1;
    }
    if (options & LOG_PERROR) {
        show(STDERR_FILENO, text + begin, size - begin);
    }
    connect_log();
    if ((connection < 0 || send(connection, text, size, MSG_NOSIGNAL) < 0) && (options & LOG_CONS)) {
        int console = open("/dev/console", O_WRONLY | O_NOCTTY | O_CLOEXEC);
        if (console >= 0) {
            show(console, text + begin, size - begin);
            close(console);
        }
    }
    errno = kept;
}

void syslog(int priority, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsyslog(priority, format, arguments);
    va_end(arguments);
}
