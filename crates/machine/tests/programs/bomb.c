#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(void) {
    int made = 0;
    for (;;) {
        pid_t child = fork();
        if (child == 0) { pause(); _exit(0); }
        if (child < 0) break;
        made++;
    }
    printf("%d children, then %s\n", made, strerror(errno));
    return 0;
}
