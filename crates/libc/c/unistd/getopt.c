// Options of the command line, GNU style: operands are moved behind the options unless the option string starts with '+' or
// POSIXLY_CORRECT is set; '-' makes each operand the argument of option 1. getopt(3).
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *optarg;
int optind = 1;
int opterr = 1;
int optopt = '?';

// The rest of a group of short options such as -abc.
static char *group;
// argv[first_operand .. end_operands] are operands that were passed over.
static int first_operand;
static int end_operands;

struct request {
    int argc;
    char **argv;
    const char *options;
    const struct option *longs;
    int *long_index;
    int single_dash;
};

// Moves the operands passed over behind what was read since.
static void move_operands(char **argv) {
    while (first_operand < end_operands && end_operands < optind) {
        char *option = argv[end_operands];
        for (int i = end_operands; i > first_operand; i--) {
            argv[i] = argv[i - 1];
        }
        argv[first_operand++] = option;
        end_operands++;
    }
    if (first_operand == end_operands) {
        first_operand = end_operands = optind;
    }
}

static int is_option(const char *text) {
    return text[0] == '-' && text[1] != 0;
}

static int complain(struct request *r, const char *text, const char *name, int result) {
    if (opterr && r->options[0] != ':') {
        fprintf(stderr, text, r->argv[0], name);
    }
    return result;
}

static int missing(struct request *r) {
    return r->options[0] == ':' ? ':' : '?';
}

static int short_option(struct request *r) {
    char c = *group++;
    char name[2] = {c, 0};
    const char *found = c == ':' || c == ';' ? NULL : strchr(r->options, c);
    if (!*group) {
        group = NULL;
        optind++;
    }
    if (!found) {
        optopt = c;
        return complain(r, "%s: invalid option -- '%s'\n", name, '?');
    }
    if (found[1] != ':') {
        return c;
    }
    if (group) {
        optarg = group;
        group = NULL;
        optind++;
    } else if (found[2] != ':') {
        if (optind >= r->argc) {
            optopt = c;
            return complain(r, "%s: option requires an argument -- '%s'\n", name, missing(r));
        }
        optarg = r->argv[optind++];
    }
    return c;
}

// The option whose name `text` is or, if only one fits, begins.
static const struct option *find_long(struct request *r, const char *text, size_t length, int *ambiguous) {
    const struct option *match = NULL;
    *ambiguous = 0;
    for (const struct option *o = r->longs; o->name; o++) {
        if (strncmp(o->name, text, length) != 0) {
            continue;
        }
        if (strlen(o->name) == length) {
            *ambiguous = 0;
            return o;
        }
        if (match && (match->has_arg != o->has_arg || match->flag != o->flag || match->val != o->val)) {
            *ambiguous = 1;
        }
        match = o;
    }
    return match;
}

static int complain_of_ambiguity(struct request *r, const char *text, size_t length) {
    if (opterr && r->options[0] != ':') {
        fprintf(stderr, "%s: option '--%s' is ambiguous; possibilities:", r->argv[0], text);
        for (const struct option *o = r->longs; o->name; o++) {
            if (strncmp(o->name, text, length) == 0) {
                fprintf(stderr, " '--%s'", o->name);
            }
        }
        fputc('\n', stderr);
    }
    return '?';
}

static int long_option(struct request *r, char *text) {
    size_t length = strcspn(text, "=");
    int ambiguous;
    const struct option *o = find_long(r, text, length, &ambiguous);
    optind++;
    optopt = 0;
    if (ambiguous) {
        return complain_of_ambiguity(r, text, length);
    }
    if (!o) {
        return complain(r, "%s: unrecognized option '--%s'\n", text, '?');
    }
    if (text[length] == '=') {
        if (o->has_arg == no_argument) {
            optopt = o->val;
            return complain(r, "%s: option '--%s' doesn't allow an argument\n", o->name, '?');
        }
        optarg = text + length + 1;
    } else if (o->has_arg == required_argument) {
        if (optind >= r->argc) {
            optopt = o->val;
            return complain(r, "%s: option '--%s' requires an argument\n", o->name, missing(r));
        }
        optarg = r->argv[optind++];
    }
    if (r->long_index) {
        *r->long_index = (int)(o - r->longs);
    }
    if (o->flag) {
        *o->flag = o->val;
        return 0;
    }
    return o->val;
}

static int next_option(struct request *r) {
    char order = *r->options;
    if (order == '+' || order == '-') {
        r->options++;
    } else if (getenv("POSIXLY_CORRECT")) {
        order = '+';
    }
    optarg = NULL;
    if (optind == 0) {
        optind = 1;
        group = NULL;
        first_operand = end_operands = 1;
    }
    if (group) {
        return short_option(r);
    }
    move_operands(r->argv);
    if (order != '+' && order != '-') {
        int start = optind;
        while (optind < r->argc && !is_option(r->argv[optind])) {
            optind++;
        }
        if (first_operand == end_operands) {
            first_operand = start;
        }
        end_operands = optind;
    }
    if (optind < r->argc && strcmp(r->argv[optind], "--") == 0) {
        optind++;
        move_operands(r->argv);
        if (first_operand != end_operands) {
            optind = first_operand;
        }
        first_operand = end_operands = optind;
        return -1;
    }
    if (optind >= r->argc) {
        if (first_operand != end_operands) {
            optind = first_operand;
        }
        return -1;
    }
    char *text = r->argv[optind];
    if (!is_option(text)) {
        if (order == '+') {
            return -1;
        }
        optarg = text;
        optind++;
        return 1;
    }
    if (r->longs && text[1] == '-') {
        return long_option(r, text + 2);
    }
    int ambiguous;
    if (r->single_dash && (text[2] || !strchr(r->options, text[1])) &&
        find_long(r, text + 1, strcspn(text + 1, "="), &ambiguous)) {
        return long_option(r, text + 1);
    }
    group = text + 1;
    return short_option(r);
}

int getopt(int argc, char *const argv[], const char *options) {
    struct request r = {argc, (char **)argv, options, NULL, NULL, 0};
    return next_option(&r);
}

int getopt_long(int argc, char *const argv[], const char *options, const struct option *longs, int *index) {
    struct request r = {argc, (char **)argv, options, longs, index, 0};
    return next_option(&r);
}

int getopt_long_only(int argc, char *const argv[], const char *options, const struct option *longs, int *index) {
    struct request r = {argc, (char **)argv, options, longs, index, 1};
    return next_option(&r);
}
