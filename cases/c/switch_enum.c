// switch over an enumeration: fall-through, a default in the middle, ranges, nested switches, a loop inside (Duff's device).
#include <stdio.h>

enum token { END = -1, NUMBER, PLUS = 10, MINUS, TIMES, OPEN = 0x7FFFFFF0, CLOSE };

static const char *name(enum token t) {
    switch (t) {
    case END: return "end";
    case NUMBER: return "number";
    default: return "other";
    case PLUS:
    case MINUS: return "sum";
    case TIMES: return "product";
    case OPEN ... CLOSE: return "bracket";
    }
}

static int weight(enum token t) {
    int result = 0;
    switch (t) {
    case TIMES: result += 100;
    // falls through
    case PLUS: result += 10;
    // falls through
    case NUMBER:
        result++;
        break;
    case MINUS: {
        switch (result) {
        case 0: result = 5; break;
        default: result = 6;
        }
        result *= 2;
    }
    // falls through
    default: result -= 3;
    }
    return result;
}

static int copy(char *to, const char *from, int count) {
    int rounds = (count + 3) / 4, jumps = 0;
    switch (count % 4) {
    case 0: do { *to++ = *from++; jumps++;
    case 3: *to++ = *from++;
    case 2: *to++ = *from++;
    case 1: *to++ = *from++;
            } while (--rounds > 0);
    }
    return jumps;
}

static int big(unsigned long x) {
    switch (x) {
    case 0xFFFFFFFFFFFFFFFF: return 1;
    case 0x8000000000000000: return 2;
    case 0x100000000: return 3;
    case 0: return 4;
    case 'a' ... 'z': return 5;
    }
    return 6;
}

int main(void) {
    enum token all[] = {END, NUMBER, PLUS, MINUS, TIMES, OPEN, CLOSE, (enum token)5};
    for (int i = 0; i < 8; i++) {
        printf("%d %s %d\n", all[i], name(all[i]), weight(all[i]));
    }
    char text[32] = {0};
    printf("%d ", copy(text, "a text of nineteen.", 19));
    printf("%s\n", text);
    printf("%d %d %d %d %d %d\n", big(-1UL), big(1UL << 63), big(1UL << 32), big(0), big('q'), big('A'));
    int steps = 0;
    for (int i = 0; i < 10; i++) {
        switch (i % 3) {
        case 0: continue;
        case 1: steps += 10; break;
        }
        steps++;
    }
    printf("%d\n", steps);
    return 0;
}
