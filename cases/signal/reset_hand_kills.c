// With SA_RESETHAND the second signal has its default action.
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void handler(int signal) {
    static const char text[] = "handled once\n";
    (void)signal;
    write(1, text, sizeof text - 1);
}

int main(void) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESETHAND};
    sigaction(SIGTERM, &action, NULL);
    raise(SIGTERM);
    raise(SIGTERM);
    printf("not reached\n");
    return 0;
}
