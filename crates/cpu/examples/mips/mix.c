/* A mix of integer work: calls, a hash table, sorting, division, a state machine over text. */
static void leave(long status)
{
    register long a0 __asm__("a0") = status;
    register long a7 __asm__("a7") = 93;
    __asm__ volatile("ecall" : : "r"(a0), "r"(a7));
}

static unsigned long state = 88172645463325252UL;

static unsigned long next(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

__attribute__((noinline)) static long fibonacci(long n)
{
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

static unsigned int table[4096], keys[20000];

static void sort(unsigned int *first, long n)
{
    while (n > 1) {
        unsigned int pivot = first[n / 2];
        long i = 0, j = n - 1;
        for (;;) {
            while (first[i] < pivot)
                i++;
            while (first[j] > pivot)
                j--;
            if (i >= j)
                break;
            unsigned int swap = first[i];
            first[i++] = first[j];
            first[j--] = swap;
        }
        sort(first, i);
        first += i;
        n -= i;
    }
}

static int words(const char *text)
{
    int count = 0, inside = 0;
    for (; *text; text++) {
        int letter = (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z');
        count += letter && !inside;
        inside = letter;
    }
    return count;
}

void _start(void)
{
    unsigned long sum = 0;
    for (int round = 0; round < 60; round++) {
        sum += fibonacci(23);
        for (int i = 0; i < 20000; i++) {
            keys[i] = (unsigned int)next();
            if (i % 8)
                continue;
            unsigned int slot = keys[i] * 2654435761u >> 20;
            while (table[slot] && table[slot] % 1009 != keys[i] % 1009)
                slot = (slot + 1) & 4095;
            table[slot] = keys[i] | 1;
        }
        sort(keys, 20000);
        for (int i = 1; i < 20000; i++)
            if (keys[i - 1] > keys[i])
                leave(1);
        for (int i = 0; i < 2000; i++)
            sum += words("the quick brown fox jumps over the lazy dog");
        for (int i = 0; i < 4096; i++)
            table[i] = 0;
    }
    leave(sum == 60UL * (28657 + 2000 * 9) ? 0 : 2);
}
