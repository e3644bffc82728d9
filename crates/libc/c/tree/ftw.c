#include <ftw.h>
#include <vitrine/lock.h>

// nftw hands nothing on to its visitor, so what ftw's caller wants waits here.
static _Thread_local int (*wanted)(const char *, const struct stat *, int);

static int visit(const char *path, const struct stat *status, int kind, struct FTW *place) {
    (void)place;
    return wanted(path, status, kind == FTW_SLN ? FTW_NS : kind);
}

int ftw(const char *path, int (*visitor)(const char *, const struct stat *, int), int descriptors) {
    int (*before)(const char *, const struct stat *, int) = wanted;
    wanted = visitor;
    int answer = nftw(path, visit, descriptors, 0);
    wanted = before;
    return answer;
}
