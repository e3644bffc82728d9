"""The same sieve as sieve.c, statement by statement, for CPython."""

import sys

LIMIT = 1_000_000


def primes():
    composite = bytearray(LIMIT + 1)
    count = 0
    n = 2
    while n <= LIMIT:
        if not composite[n]:
            count += 1
            multiple = n * n
            while multiple <= LIMIT:
                composite[multiple] = 1
                multiple += n
        n += 1
    return count


rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 1
count = 0
for _ in range(rounds):
    count = primes()
print(count)
