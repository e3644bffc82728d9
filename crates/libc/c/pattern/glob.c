// Names of files by a pattern: glob(3). A path grows component by component; a component without special characters is only
// looked up.
#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <glob.h>
#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct search {
    glob_t *found;
    int flags;
    int (*error)(const char *path, int number);
    size_t length;
    char path[PATH_MAX];
};

static int has_magic(const char *pattern, size_t length, int flags) {
    for (size_t i = 0; i < length; i++) {
        if (pattern[i] == '\\' && !(flags & GLOB_NOESCAPE)) {
            i++;
        } else if (strchr("*?[", pattern[i]) && (pattern[i] != '[' || memchr(pattern + i, ']', length - i))) {
            return 1;
        }
    }
    return 0;
}

static int add(glob_t *found, const char *path, const char *ending) {
    size_t first = found->gl_flags & GLOB_DOOFFS ? found->gl_offs : 0;
    char **grown = realloc(found->gl_pathv, (first + found->gl_pathc + 2) * sizeof *grown);
    if (!grown) {
        return GLOB_NOSPACE;
    }
    if (!found->gl_pathv) {
        memset(grown, 0, first * sizeof *grown);
    }
    found->gl_pathv = grown;
    char *name = malloc(strlen(path) + strlen(ending) + 1);
    grown[first + found->gl_pathc] = name;
    if (!name) {
        return GLOB_NOSPACE;
    }
    strcpy(name, path);
    strcat(name, ending);
    found->gl_pathc++;
    grown[first + found->gl_pathc] = NULL;
    return 0;
}

static int append(struct search *s, const char *text, size_t length, int flags) {
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\\' && !(flags & GLOB_NOESCAPE) && i + 1 < length) {
            i++;
        }
        if (s->length + 1 >= sizeof s->path) {
            return GLOB_NOSPACE;
        }
        s->path[s->length++] = text[i];
    }
    s->path[s->length] = 0;
    return 0;
}

static int take(struct search *s) {
    struct stat about;
    if (lstat(s->path, &about) != 0) {
        return 0;
    }
    int is_folder = stat(s->path, &about) == 0 && S_ISDIR(about.st_mode);
    if ((s->flags & GLOB_ONLYDIR) && !is_folder) {
        return 0;
    }
    int marks = (s->flags & GLOB_MARK) && is_folder && s->path[s->length - 1] != '/';
    return add(s->found, s->path, marks ? "/" : "");
}

static int walk(struct search *s, const char *pattern);

// Every entry of the folder `path` that the first `length` characters of the pattern match.
static int walk_folder(struct search *s, const char *pattern, size_t length) {
    char component[NAME_MAX + 1];
    size_t before = s->length;
    int flags = (s->flags & GLOB_NOESCAPE ? FNM_NOESCAPE : 0) | (s->flags & GLOB_PERIOD ? 0 : FNM_PERIOD);
    if (length >= sizeof component) {
        return 0;
    }
    memcpy(component, pattern, length);
    component[length] = 0;
    DIR *folder = opendir(before == 0 ? "." : s->path);
    if (!folder) {
        int number = errno;
        int stops = number != ENOENT && number != ENOTDIR && s->error && s->error(s->path, number) != 0;
        return stops || (number != ENOENT && number != ENOTDIR && (s->flags & GLOB_ERR)) ? GLOB_ABORTED : 0;
    }
    int result = 0;
    struct dirent *entry;
    while (result == 0 && (entry = readdir(folder)) != NULL) {
        if (fnmatch(component, entry->d_name, flags) == 0) {
            result = append(s, entry->d_name, strlen(entry->d_name), GLOB_NOESCAPE);
            result = result ? result : walk(s, pattern + length);
            s->length = before;
            s->path[before] = 0;
        }
    }
    closedir(folder);
    return result;
}

static int walk(struct search *s, const char *pattern) {
    while (*pattern) {
        size_t slashes = strspn(pattern, "/");
        size_t length = strcspn(pattern + slashes, "/");
        if (append(s, pattern, slashes, GLOB_NOESCAPE)) {
            return GLOB_NOSPACE;
        }
        pattern += slashes;
        if (has_magic(pattern, length, s->flags)) {
            return walk_folder(s, pattern, length);
        }
        if (append(s, pattern, length, s->flags)) {
            return GLOB_NOSPACE;
        }
        pattern += length;
    }
    return s->length == 0 ? 0 : take(s);
}

static int compare(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

// `~` and `~name`: the rest of the pattern is found behind the home.
static const char *home_of(const char *pattern, size_t length) {
    char name[LOGIN_NAME_MAX + 1];
    if (length == 1) {
        const char *home = getenv("HOME");
        struct passwd *user = home && *home ? NULL : getpwuid(getuid());
        return user ? user->pw_dir : home;
    }
    if (length >= sizeof name) {
        return NULL;
    }
    memcpy(name, pattern + 1, length - 1);
    name[length - 1] = 0;
    struct passwd *user = getpwnam(name);
    return user ? user->pw_dir : NULL;
}

// One pattern without braces.
static int search_plain(struct search *s, const char *pattern) {
    size_t before = s->found->gl_pathc;
    size_t first = s->found->gl_flags & GLOB_DOOFFS ? s->found->gl_offs : 0;
    const char *rest = pattern;
    s->length = 0;
    s->path[0] = 0;
    if (*pattern == '~' && (s->flags & (GLOB_TILDE | GLOB_TILDE_CHECK))) {
        size_t length = strcspn(pattern, "/");
        const char *home = home_of(pattern, length);
        if (home && append(s, home, strlen(home), GLOB_NOESCAPE)) {
            return GLOB_NOSPACE;
        }
        if (!home && (s->flags & GLOB_TILDE_CHECK)) {
            return GLOB_NOMATCH;
        }
        rest = home ? pattern + length : pattern;
    }
    int result = walk(s, rest);
    size_t count = s->found->gl_pathc - before;
    if (result == 0 && count == 0) {
        int keeps = (s->flags & GLOB_NOCHECK) || ((s->flags & GLOB_NOMAGIC) && !has_magic(pattern, strlen(pattern), s->flags));
        return keeps ? add(s->found, pattern, "") : GLOB_NOMATCH;
    }
    if (result == 0 && !(s->flags & GLOB_NOSORT)) {
        qsort(s->found->gl_pathv + first + before, count, sizeof(char *), compare);
    }
    return result;
}

// Behind an alternative of `{a,b}`: its comma or closing brace, or NULL.
static const char *end_of_alternative(const char *at) {
    for (int depth = 0; *at; at++) {
        if (depth == 0 && (*at == ',' || *at == '}')) {
            return at;
        }
        depth += *at == '{' ? 1 : *at == '}' ? -1 : 0;
        at += *at == '\\' && at[1];
    }
    return NULL;
}

static int search_all(struct search *s, const char *pattern) {
    const char *open = s->flags & GLOB_BRACE ? strchr(pattern, '{') : NULL;
    const char *close = open;
    do {
        close = close ? end_of_alternative(close + 1) : NULL;
    } while (close && *close != '}');
    if (!close) {
        return search_plain(s, pattern);
    }
    char *one = malloc(strlen(pattern) + 1);
    int result = one ? 0 : GLOB_NOSPACE;
    int matched = 0;
    for (const char *at = open; at != close && result == 0;) {
        const char *end = end_of_alternative(at + 1);
        size_t head = (size_t)(open - pattern), length = (size_t)(end - at - 1);
        memcpy(one, pattern, head);
        memcpy(one + head, at + 1, length);
        strcpy(one + head + length, close + 1);
        result = search_all(s, one);
        matched |= result == 0;
        result = result == GLOB_NOMATCH ? 0 : result;
        at = end;
    }
    free(one);
    return result ? result : matched ? 0 : GLOB_NOMATCH;
}

int glob(const char *restrict pattern, int flags, int (*error)(const char *path, int number), glob_t *restrict found) {
    if (!(flags & GLOB_APPEND)) {
        found->gl_pathc = 0;
        found->gl_pathv = NULL;
    }
    found->gl_flags = flags;
    struct search *s = malloc(sizeof *s);
    if (!s) {
        return GLOB_NOSPACE;
    }
    s->found = found;
    s->flags = flags;
    s->error = error;
    int result = search_all(s, pattern);
    free(s);
    return result;
}

void globfree(glob_t *found) {
    size_t first = found->gl_flags & GLOB_DOOFFS ? found->gl_offs : 0;
    for (size_t i = 0; i < found->gl_pathc; i++) {
        free(found->gl_pathv[first + i]);
    }
    free(found->gl_pathv);
    found->gl_pathv = NULL;
    found->gl_pathc = 0;
}
