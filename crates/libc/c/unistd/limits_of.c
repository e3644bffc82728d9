// Old ways to ask for limits and names.
#include <stdlib.h>
#include <unistd.h>

int getdtablesize(void) {
    return (int)sysconf(_SC_OPEN_MAX);
}

char *get_current_dir_name(void) {
    return getcwd(NULL, 0);
}

// glibc makes it of the host's address, 127.0.1.1 with its halves turned round.
long gethostid(void) {
    return 0x007f0101;
}
