#include <string.h>
#include <vitrine/format.h>

void __sink_flush(struct __sink *sink) {
    if (sink->file && sink->used > 0) {
        sink->failed |= fwrite(sink->room, 1, sink->used, sink->file) != sink->used;
        sink->used = 0;
    }
}

void __sink_put(struct __sink *sink, const char *text, size_t size) {
    sink->total += size;
    while (size > 0) {
        if (sink->used == sink->capacity) {
            if (!sink->file) {
                return;
            }
            __sink_flush(sink);
        }
        size_t room = sink->capacity - sink->used;
        size_t take = size < room ? size : room;
        memcpy(sink->room + sink->used, text, take);
        sink->used += take;
        text += take;
        size -= take;
    }
}

void __sink_repeat(struct __sink *sink, char c, long count) {
    char run[32];
    if (count <= 0) {
        return;
    }
    memset(run, c, sizeof run);
    while (count > 0) {
        size_t take = count < (long)sizeof run ? (size_t)count : sizeof run;
        __sink_put(sink, run, take);
        count -= (long)take;
    }
}

void __put_padded(struct __sink *sink, const struct __conversion *c, const char *prefix, const char *body, size_t size) {
    size_t prefix_size = strlen(prefix);
    long padding = c->width - (long)(prefix_size + size);
    if (!(c->flags & (FLAG_LEFT | FLAG_ZERO))) {
        __sink_repeat(sink, ' ', padding);
    }
    __sink_put(sink, prefix, prefix_size);
    if ((c->flags & (FLAG_LEFT | FLAG_ZERO)) == FLAG_ZERO) {
        __sink_repeat(sink, '0', padding);
    }
    __sink_put(sink, body, size);
    if (c->flags & FLAG_LEFT) {
        __sink_repeat(sink, ' ', padding);
    }
}
