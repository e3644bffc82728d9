// string.h, ctype.h, qsort, tokens, environment, random numbers.
#include <ctype.h>
#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int sign(int x) {
    return (x > 0) - (x < 0);
}

static void copies(void) {
    unsigned char a[80], b[80];
    for (int to = 0; to < 12; to++) {
        for (int from = 0; from < 12; from++) {
            for (int size = 0; size < 40; size += 7) {
                for (int i = 0; i < 80; i++) {
                    a[i] = b[i] = (unsigned char)(i * 37);
                }
                memmove(a + to, a + from, size);
                unsigned char kept[40];
                memcpy(kept, b + from, size);
                memcpy(b + to, kept, size);
                if (memcmp(a, b, 80) != 0) {
                    printf("memmove %d %d %d\n", to, from, size);
                }
            }
        }
    }
    char text[16];
    memset(text, 'x', sizeof text);
    strncpy(text, "abc", 6);
    printf("%d %d %c\n", text[3], text[5], text[6]);
    printf("%s ", strcat(strcpy(text, "foo"), "bar"));
    printf("%s\n", strncat(text, "12345", 3));
    printf("%ld ", (long)(stpcpy(text, "four") - text));
    printf("%s\n", text);
}

static void searches(void) {
    const char *s = "the quick brown fox";
    printf("%s|%s|%s\n", strchr(s, 'q'), strrchr(s, 'o'), strstr(s, "brown"));
    printf("%d %d %d\n", strchr(s, 'z') == NULL, strstr(s, "foxy") == NULL, strchr(s, 0) == s + strlen(s));
    printf("%zu %zu %s\n", strspn(s, "eht "), strcspn(s, "xyz"), strpbrk(s, "qb"));
    printf("%s %d\n", (char *)memchr(s, 'w', 19), memchr(s, 'w', 5) == NULL);
    const char *pairs[] = {"", "a", "ab", "abc", "b", "A", "\xff", "aB"};
    for (int i = 0; i < 8; i++) {
        for (int k = 0; k < 8; k++) {
            printf("%d%d%d ", sign(strcmp(pairs[i], pairs[k])), sign(strncmp(pairs[i], pairs[k], 2)),
                   sign(strcasecmp(pairs[i], pairs[k])));
        }
    }
    printf("\n%d %d %d\n", ffs(0), ffs(8), ffsll(1LL << 40));
}

static void tokens(void) {
    char text[] = "  a,b;;c d ";
    for (char *t = strtok(text, " ,;"); t; t = strtok(NULL, " ,;")) {
        printf("<%s>", t);
    }
    char fields[] = "x::y:";
    char *rest = fields;
    for (char *t; (t = strsep(&rest, ":")) != NULL;) {
        printf("(%s)", t);
    }
    char paths[][16] = {"/usr/lib", "/usr/", "usr", "/", ".", "..", "a/b//", ""};
    for (int i = 0; i < 8; i++) {
        char copy[16];
        strcpy(copy, paths[i]);
        printf(" %s,%s", dirname(paths[i]), basename(copy));
    }
    printf("\n");
}

struct item {
    int key;
    int order;
};

static int by_key(const void *a, const void *b) {
    return ((const struct item *)a)->key - ((const struct item *)b)->key;
}

static void sorting(void) {
    static struct item items[2000];
    srand(7);
    for (int i = 0; i < 2000; i++) {
        items[i].key = rand() % 500;
        items[i].order = i;
    }
    qsort(items, 2000, sizeof *items, by_key);
    unsigned long sum = 0;
    for (int i = 0; i < 2000; i++) {
        sum = sum * 31 + (unsigned long)(items[i].key * 2000 + items[i].order);
    }
    struct item wanted = {items[1234].key, 0};
    struct item *found = bsearch(&wanted, items, 2000, sizeof *items, by_key);
    printf("sorted %lu %d\n", sum, found->key == wanted.key);
}

static void randoms(void) {
    int first = rand();
    srand(42);
    for (int i = 0; i < 40; i++) {
        printf("%d ", rand());
    }
    srandom(0);
    long r = random();
    unsigned seed = 5;
    int x = rand_r(&seed);
    srand48(3);
    double d = drand48();
    long m = mrand48();
    printf("%d %ld %d %u %.10f %ld\n", first, r, x, seed, d, m);
}

static void environment(void) {
    setenv("VITRINE", "glass", 1);
    setenv("VITRINE", "other", 0);
    printf("%s ", getenv("VITRINE"));
    setenv("VITRINE", "new", 1);
    printf("%s ", getenv("VITRINE"));
    putenv("ADDED=yes");
    printf("%s ", getenv("ADDED"));
    unsetenv("VITRINE");
    printf("%d %d\n", getenv("VITRINE") == NULL, setenv("A=B", "x", 1));
}

int main(void) {
    copies();
    searches();
    tokens();
    sorting();
    randoms();
    environment();
    for (int c = -1; c < 128; c++) {
        printf("%d%d%d%d%d%d%d%d%d%d%d%d ", !!isalnum(c), !!isalpha(c), !!isblank(c), !!iscntrl(c), !!isdigit(c), !!isgraph(c),
               !!islower(c), !!isprint(c), !!ispunct(c), !!isspace(c), !!isupper(c), !!isxdigit(c));
        printf("%d %d\n", tolower(c), toupper(c));
    }
    for (int i = -1; i < 135; i++) {
        printf("%s\n", strerror(i));
    }
    for (int i = 0; i < 66; i++) {
        printf("%s\n", strsignal(i));
    }
    return 0;
}
