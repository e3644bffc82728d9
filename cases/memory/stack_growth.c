// The stack grows as it is used: a recursion of four megabytes is fine.
#include <stdio.h>

static long dive(int depth) {
    volatile char room[1000];
    room[0] = (char)depth;
    room[999] = (char)depth;
    if (depth == 0) {
        return 0;
    }
    return dive(depth - 1) + (room[0] == room[999]);
}

int main(void) {
    printf("%ld\n", dive(4000));
    return 0;
}
