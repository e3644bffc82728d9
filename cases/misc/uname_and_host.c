// The system's name.
#include <stdio.h>
#include <sys/utsname.h>
#include <unistd.h>

int main(void) {
    struct utsname name;
    char host[65];
    char one[3];
    uname(&name);
    gethostname(host, sizeof host);
    printf("%s on %s, also %s\n", name.sysname, name.nodename, host);
    printf("too little room: %d\n", gethostname(one, sizeof one));
    return 0;
}
