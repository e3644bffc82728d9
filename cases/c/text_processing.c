// Text: words, numbers, reversal, palindromes, Caesar, run lengths, by pointers and by indices.
#include <ctype.h>
#include <stdio.h>
#include <string.h>
static int words(const char *s) { int n = 0, in = 0; for (; *s; s++) { if (isspace((unsigned char)*s)) in = 0; else if (!in) in = 1, n++; } return n; }
static int number(const char *s) { int sign = 1, v = 0; if (*s == '-') sign = -1, s++; while (*s >= '0' && *s <= '9') v = v * 10 + (*s++ - '0'); return sign * v; }
static char *digits(long v, int base, char *buffer) { char *p = buffer + 66; *p = 0; int minus = v < 0; unsigned long u = minus ? -(unsigned long)v : v; do *--p = "0123456789abcdef"[u % base]; while (u /= base); if (minus) *--p = '-'; return p; }
static int palindrome(const char *s) { const char *e = s + strlen(s) - 1; while (s < e) { if (!isalpha((unsigned char)*s)) s++; else if (!isalpha((unsigned char)*e)) e--; else if (tolower((unsigned char)*s++) != tolower((unsigned char)*e--)) return 0; } return 1; }
static void caesar(char *s, int by) { for (; *s; s++) if (*s >= 'a' && *s <= 'z') *s = (char)('a' + (*s - 'a' + by + 26) % 26); }
static void lengths(const char *s) { while (*s) { int n = 1; while (s[n] == *s) n++; printf("%c%d", *s, n); s += n; } printf("\n"); }
static void copy(char *to, const char *from) { while ((*to++ = *from++)); }
int main(void) {
    char buffer[67], text[] = "attack at dawn", to[32];
    printf("%d %d\n", words("  the quick  brown fox "), words(""));
    printf("%d %d\n", number("-1234x"), number("007"));
    printf("%s", digits(255, 16, buffer));
    printf(" %s", digits(-255, 2, buffer));
    printf(" %s\n", digits(-9223372036854775807 - 1, 10, buffer));
    printf("%d %d\n", palindrome("A man, a plan, a canal: Panama"), palindrome("no"));
    caesar(text, 3);
    printf("%s ", text);
    caesar(text, -3);
    printf("%s\n", text);
    lengths("aaabccdddd");
    copy(to, "copied");
    printf("%s %c\n", to, *(to + 2));
    int counts[26] = {0};
    for (const char *p = "hello world"; *p; p++) if (isalpha((unsigned char)*p)) counts[*p - 'a']++;
    for (int i = 0; i < 26; i++) if (counts[i] > 1) printf("%c%d ", 'a' + i, counts[i]);
    printf("\n");
    return 0;
}
