// switch: fall-through, default in the middle, ranges, negative and large values, Duff's device.
#include <stdio.h>

static const char *kind(int n) {
    switch (n) {
    case -1000000: return "far below";
    case -1: return "minus one";
    case 0: return "zero";
    default: return "other";
    case 1:
    case 2:
    case 3: return "few";
    case 10 ... 19: return "teens";
    case 2147483647: return "largest";
    }
}

static int steps(int n) {
    int r = 0;
    switch (n) {
    case 3: r += 1;
    case 2: r += 10;
    case 1: r += 100; break;
    case 0: r = -1;
    }
    return r;
}

static void copy(char *to, const char *from, int count) {
    int n = (count + 7) / 8;
    switch (count % 8) {
    case 0: do { *to++ = *from++;
    case 7:      *to++ = *from++;
    case 6:      *to++ = *from++;
    case 5:      *to++ = *from++;
    case 4:      *to++ = *from++;
    case 3:      *to++ = *from++;
    case 2:      *to++ = *from++;
    case 1:      *to++ = *from++;
            } while (--n > 0);
    }
}

int main(void) {
    int list[] = {-1000000, -1, 0, 1, 3, 4, 10, 15, 19, 20, 2147483647};
    for (unsigned i = 0; i < sizeof list / sizeof *list; i++) printf("%d %s\n", list[i], kind(list[i]));
    for (int i = 0; i < 5; i++) printf("%d ", steps(i));
    printf("\n");
    char text[20] = {0};
    copy(text, "Duff's device", 13);
    printf("%s\n", text);
    unsigned long big = 0xfffffffffffffff0;
    switch (big) {
    case 0xfffffffffffffff0: printf("big\n"); break;
    case 16: printf("small\n");
    }
    switch ((unsigned char)300) { case 44: printf("44\n"); }
    for (int i = 0; i < 4; i++) {
        switch (i) { case 1: continue; case 3: goto done; }
        printf("i %d\n", i);
    }
done:
    return 0;
}
