// Walking a tree of files: nftw(3).
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef int visitor(const char *, const struct stat *, int, struct FTW *);

// The directories above, so that a link does not lead round in circles.
struct above {
    const struct above *next;
    dev_t device;
    ino_t inode;
};
struct walk {
    visitor *visit;
    int flags;
    dev_t device;
    int home;
    char path[PATH_MAX];
};

static int walk(struct walk *walk, int base, int level, const struct above *above);

static int kind_of(struct walk *walk, const char *name, struct stat *status) {
    if (walk->flags & FTW_PHYS) {
        if (lstat(name, status) < 0) {
            return errno == EACCES || errno == ENOENT ? FTW_NS : -1;
        }
        if (S_ISLNK(status->st_mode)) {
            return FTW_SL;
        }
    } else if (stat(name, status) < 0) {
        if (errno != EACCES && errno != ENOENT) {
            return -1;
        }
        return lstat(name, status) == 0 && S_ISLNK(status->st_mode) ? FTW_SLN : FTW_NS;
    }
    return S_ISDIR(status->st_mode) ? FTW_D : FTW_F;
}

static int is_above(const struct above *above, const struct stat *status) {
    for (; above; above = above->next) {
        if (above->device == status->st_dev && above->inode == status->st_ino) {
            return 1;
        }
    }
    return 0;
}

static int call(struct walk *walk, const struct stat *status, int kind, int base, int level) {
    struct FTW place = {base, level};
    return walk->visit(walk->path, status, kind, &place);
}

static int walk_entries(struct walk *walk_, DIR *directory, int level, const struct above *above) {
    size_t length = strlen(walk_->path);
    int answer = 0;
    struct dirent *entry;
    while (answer == 0 && (entry = readdir(directory))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        size_t slash = walk_->path[length - 1] != '/';
        if (length + slash + strlen(entry->d_name) >= PATH_MAX) {
            errno = ENAMETOOLONG;
            return -1;
        }
        strcpy(walk_->path + length, slash ? "/" : "");
        strcat(walk_->path + length, entry->d_name);
        answer = walk(walk_, (int)(length + slash), level + 1, above);
        walk_->path[length] = 0;
        if (answer == FTW_SKIP_SIBLINGS && (walk_->flags & FTW_ACTIONRETVAL)) {
            return 0;
        }
    }
    return answer;
}

static int walk_directory(struct walk *walk, const struct stat *status, int base, int level, const struct above *above) {
    struct above self = {above, status->st_dev, status->st_ino};
    const char *name = walk->flags & FTW_CHDIR ? walk->path + base : walk->path;
    DIR *directory = opendir(name);
    if (!directory) {
        return errno == EACCES ? call(walk, status, FTW_DNR, base, level) : -1;
    }
    int answer = walk->flags & FTW_DEPTH ? 0 : call(walk, status, FTW_D, base, level);
    if (answer == 0 && (walk->flags & FTW_CHDIR) && fchdir(dirfd(directory)) < 0) {
        answer = -1;
    }
    if (answer == 0) {
        answer = walk_entries(walk, directory, level, &self);
    } else if (answer == FTW_SKIP_SUBTREE && (walk->flags & FTW_ACTIONRETVAL)) {
        answer = 0;
    }
    closedir(directory);
    if ((walk->flags & FTW_CHDIR) && level > 0 && chdir("..") < 0) {
        answer = -1;
    } else if ((walk->flags & FTW_CHDIR) && level == 0) {
        fchdir(walk->home);
    }
    return answer == 0 && (walk->flags & FTW_DEPTH) ? call(walk, status, FTW_DP, base, level) : answer;
}

static int walk(struct walk *walk, int base, int level, const struct above *above) {
    struct stat status;
    const char *name = walk->flags & FTW_CHDIR && level > 0 ? walk->path + base : walk->path;
    memset(&status, 0, sizeof status);
    int kind = kind_of(walk, name, &status);
    if (kind < 0 || (kind == FTW_NS && level == 0)) {
        return -1;
    }
    if (level == 0) {
        walk->device = status.st_dev;
    }
    if ((walk->flags & FTW_MOUNT) && status.st_dev != walk->device) {
        return 0;
    }
    if (kind != FTW_D) {
        return call(walk, &status, kind, base, level);
    }
    // With FTW_PHYS no link is followed, so nothing can go round in circles.
    if (!(walk->flags & FTW_PHYS) && is_above(above, &status)) {
        return 0;
    }
    return walk_directory(walk, &status, level == 0 && (walk->flags & FTW_CHDIR) ? 0 : base, level, above);
}

int nftw(const char *path, visitor *visit, int descriptors, int flags) {
    (void)descriptors;
    size_t length = strlen(path);
    if (length == 0 || length >= PATH_MAX) {
        errno = length == 0 ? ENOENT : ENAMETOOLONG;
        return -1;
    }
    struct walk *state = malloc(sizeof *state);
    if (!state) {
        return -1;
    }
    state->visit = visit;
    state->flags = flags;
    state->home = flags & FTW_CHDIR ? open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    strcpy(state->path, path);
    while (length > 1 && state->path[length - 1] == '/') {
        state->path[--length] = 0;
    }
    const char *slash = strrchr(state->path, '/');
    int answer = walk(state, slash && slash[1] ? (int)(slash + 1 - state->path) : 0, 0, NULL);
    int kept = errno;
    if (state->home >= 0) {
        fchdir(state->home);
        close(state->home);
    }
    free(state);
    errno = kept;
    return answer;
}
