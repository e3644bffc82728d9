/* The sieve of Eratosthenes up to LIMIT, ROUNDS times (first argument): plain loads, stores, compares and branches, the
 * same algorithm as sieve.py. Prints the number of primes, so that nothing can be optimised away. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIMIT 1000000

static unsigned char composite[LIMIT + 1];

static int primes(void)
{
    int count = 0;
    memset(composite, 0, sizeof composite);
    for (int n = 2; n <= LIMIT; n++) {
        if (composite[n])
            continue;
        count++;
        for (long multiple = (long)n * n; multiple <= LIMIT; multiple += n)
            composite[multiple] = 1;
    }
    return count;
}

int main(int argc, char **argv)
{
    int rounds = argc > 1 ? atoi(argv[1]) : 1;
    int count = 0;
    for (int i = 0; i < rounds; i++)
        count = primes();
    printf("%d\n", count);
    return 0;
}
