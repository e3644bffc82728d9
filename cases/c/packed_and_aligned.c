// __attribute__: packed, aligned; #pragma pack; the others are accepted.
#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct __attribute__((packed)) header { char kind; int length; short port; double value; };
struct tail { char a; int b; } __attribute__((packed, aligned(4)));
struct wide { char c; } __attribute__((aligned(32)));
#pragma pack(push, 2)
struct two { char a; int b; long c; };
#pragma pack(pop)
struct plain { char a; int b; long c; };
struct part { char a; int b __attribute__((packed)); char c; short d __attribute__((aligned(8))); };

static int unused_function(void) __attribute__((unused));
static int unused_function(void) { return 1; }
__attribute__((noinline, cold)) static int cold(int x) { return x; }
static int printer(const char *format, ...) __attribute__((format(printf, 1, 2), nonnull(1)));
static int printer(const char *format, ...) { return (int)strlen(format); }

int main(void) {
    printf("%zu %zu %zu %zu %zu\n", sizeof(struct header), sizeof(struct tail), sizeof(struct wide), sizeof(struct two), sizeof(struct plain));
    printf("%zu %zu %zu %zu\n", offsetof(struct header, length), offsetof(struct header, value), offsetof(struct two, b), offsetof(struct two, c));
    printf("%zu %zu %zu\n", offsetof(struct part, b), offsetof(struct part, d), sizeof(struct part));
    struct header h = {'k', 123456, -2, 0.5};
    unsigned char bytes[sizeof h];
    memcpy(bytes, &h, sizeof h);
    printf("%02x %02x %02x\n", bytes[0], bytes[1], bytes[2]);
    h.length += 1;
    h.value *= 3;
    struct header list[3] = {h, h, h};
    list[1].length = -1;
    list[2].value = 7;
    printf("%d %d %g %g\n", list[0].length, list[1].length, list[1].value, list[2].value);
    struct wide w[2];
    int x __attribute__((unused)), y __attribute__((aligned(64))) = 1;
    printf("%d %d\n", (int)((char *)&w[1] - (char *)&w[0]), (int)((unsigned long)&y % 64));
    printf("%d %d %zu\n", cold(3), printer("%d", 1), __alignof__(struct wide));
    return 0;
}
