#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(int argc, char **argv) {
    int limit = 5000000, rounds = argc > 1 ? atoi(argv[1]) : 1, count = 0;
    char *composite = malloc(limit + 1);
    for (int round = 0; round < rounds; round++) {
        memset(composite, 0, limit + 1);
        count = 0;
        for (int i = 2; i <= limit; i++)
            if (!composite[i]) {
                count++;
                for (long j = (long)i * i; j <= limit; j += i) composite[j] = 1;
            }
    }
    printf("%d primes\n", count);
    return 0;
}
