// Sorting. Merge sort, so that equal items keep their order as they do with glibc; heap sort if there is no memory.
#include <stdlib.h>
#include <string.h>

struct job {
    size_t size;
    int (*compare)(const void *, const void *, void *);
    void *argument;
};

static void merge_sort(char *base, size_t count, char *spare, const struct job *job) {
    if (count < 2) {
        return;
    }
    size_t half = count / 2;
    size_t size = job->size;
    merge_sort(base, half, spare, job);
    merge_sort(base + half * size, count - half, spare, job);
    char *left = spare;
    char *left_end = spare + half * size;
    char *right = base + half * size;
    char *right_end = base + count * size;
    memcpy(spare, base, half * size);
    // The merged items never overtake `right`, because the left ones have left their place.
    for (char *to = base; left < left_end; to += size) {
        if (right < right_end && job->compare(left, right, job->argument) > 0) {
            memcpy(to, right, size);
            right += size;
        } else {
            memcpy(to, left, size);
            left += size;
        }
    }
}

static void swap(char *a, char *b, size_t size) {
    for (size_t i = 0; i < size; i++) {
        char kept = a[i];
        a[i] = b[i];
        b[i] = kept;
    }
}

static void sift_down(char *base, size_t root, size_t count, const struct job *job) {
    size_t size = job->size;
    for (;;) {
        size_t child = 2 * root + 1;
        if (child >= count) {
            return;
        }
        if (child + 1 < count && job->compare(base + child * size, base + (child + 1) * size, job->argument) < 0) {
            child++;
        }
        if (job->compare(base + root * size, base + child * size, job->argument) >= 0) {
            return;
        }
        swap(base + root * size, base + child * size, size);
        root = child;
    }
}

static void heap_sort(char *base, size_t count, const struct job *job) {
    for (size_t i = count / 2; i > 0; i--) {
        sift_down(base, i - 1, count, job);
    }
    for (size_t end = count; end > 1; end--) {
        swap(base, base + (end - 1) * job->size, job->size);
        sift_down(base, 0, end - 1, job);
    }
}

void qsort_r(void *base, size_t count, size_t size, int (*compare)(const void *, const void *, void *), void *argument) {
    struct job job = {size, compare, argument};
    char small[1024];
    size_t needed = count / 2 * size;
    if (count < 2) {
        return;
    }
    char *spare = needed <= sizeof small ? small : malloc(needed);
    if (spare) {
        merge_sort(base, count, spare, &job);
    } else {
        heap_sort(base, count, &job);
    }
    if (spare != small) {
        free(spare);
    }
}

static int call_plain(const void *a, const void *b, void *argument) {
    int (**compare)(const void *, const void *) = argument;
    return (*compare)(a, b);
}

void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *)) {
    qsort_r(base, count, size, call_plain, &compare);
}
