/* Counts primes by the sieve of Eratosthenes, several times. */
static unsigned char composite[2000000];

static void leave(long status)
{
    register long a0 __asm__("a0") = status;
    register long a7 __asm__("a7") = 93;
    __asm__ volatile("ecall" : : "r"(a0), "r"(a7));
}

void _start(void)
{
    long count = 0;
    for (int round = 0; round < 40; round++) {
        for (int i = 0; i < 2000000; i++)
            composite[i] = 0;
        count = 0;
        for (int i = 2; i < 2000000; i++) {
            if (composite[i])
                continue;
            count++;
            for (long j = (long)i * i; j < 2000000; j += i)
                composite[j] = 1;
        }
    }
    leave(count == 148933 ? 0 : 1);
}
