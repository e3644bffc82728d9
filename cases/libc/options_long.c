// getopt_long: long names, abbreviations, arguments, flags, what is wrong, operands moved to the end.
// args: -v file1 --size=10 --quiet -o out --lev 3 file2 --verbose -- --not-an-option
// compare: stdout, stderr, status
#include <getopt.h>
#include <stdio.h>

int main(int argc, char **argv) {
    int quiet = 0, c, index = -1;
    struct option options[] = {
        {"size", required_argument, NULL, 's'},  {"quiet", no_argument, &quiet, 7},
        {"level", optional_argument, NULL, 'l'}, {"verbose", no_argument, NULL, 'v'},
        {"version", no_argument, NULL, 'V'},     {NULL, 0, NULL, 0},
    };
    while ((c = getopt_long(argc, argv, "vo:", options, &index)) != -1) {
        printf("'%c' (%d) argument %s index %d optind %d\n", c > 32 ? c : '.', c, optarg ? optarg : "-", index, optind);
        index = -1;
    }
    printf("quiet %d, operands:", quiet);
    for (int i = optind; i < argc; i++) {
        printf(" %s", argv[i]);
    }
    printf("\n");
    fflush(stdout);
    char *wrong[] = {"prog", "--ver", "--unknown", "--size", "--quiet=x", "-z", "-o", NULL};
    optind = 0;
    while ((c = getopt_long(7, wrong, "vo:", options, NULL)) != -1) {
        printf("'%c' optopt %d\n", c, optopt);
        fflush(stdout);
    }
    optind = 0;
    opterr = 0;
    char *colon[] = {"prog", "-o", NULL};
    printf("with a colon: '%c'\n", getopt_long(2, colon, ":o:", options, NULL));
    return 0;
}
