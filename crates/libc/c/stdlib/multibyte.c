// Characters of the C locale: each is a byte, those from 128 on are none: mbtowc(3).
#include <errno.h>
#include <stdlib.h>

int mbtowc(wchar_t *to, const char *text, size_t size) {
    if (!text) {
        return 0;
    }
    if (size == 0 || (unsigned char)*text > 127) {
        errno = EILSEQ;
        return -1;
    }
    if (to) {
        *to = *text;
    }
    return *text != 0;
}

int mblen(const char *text, size_t size) {
    return mbtowc(NULL, text, size);
}

int wctomb(char *to, wchar_t c) {
    if (!to) {
        return 0;
    }
    if (c < 0 || c > 127) {
        errno = EILSEQ;
        return -1;
    }
    *to = (char)c;
    return 1;
}

size_t mbstowcs(wchar_t *to, const char *text, size_t size) {
    size_t done = 0;
    for (; !to || done < size; done++) {
        wchar_t c;
        int length = mbtowc(&c, text + done, 1);
        if (length < 0) {
            return (size_t)-1;
        }
        if (to) {
            to[done] = c;
        }
        if (length == 0) {
            break;
        }
    }
    return done;
}

size_t wcstombs(char *to, const wchar_t *text, size_t size) {
    size_t done = 0;
    for (; !to || done < size; done++) {
        char c;
        if (wctomb(&c, text[done]) < 0) {
            return (size_t)-1;
        }
        if (to) {
            to[done] = c;
        }
        if (c == 0) {
            break;
        }
    }
    return done;
}
