// syslog with LOG_PERROR also writes to standard error: name, pid if wanted, the message, one newline.
// compare: stdout, stderr, status
#include <errno.h>
#include <stdio.h>
#include <syslog.h>

int main(void) {
    openlog("daemon", LOG_PERROR, LOG_DAEMON);
    syslog(LOG_INFO, "started with %d workers", 3);
    errno = ENOENT;
    syslog(LOG_ERR, "cannot open: %m\n");
    int old = setlogmask(LOG_UPTO(LOG_WARNING));
    syslog(LOG_DEBUG, "not shown");
    syslog(LOG_WARNING, "shown");
    printf("old mask %x, now %x\n", old, setlogmask(0));
    closelog();
    return 0;
}
