// getopt and getopt_long, with operands among the options.
#include <getopt.h>
#include <stdio.h>

static void short_options(int argc, char **argv, const char *options) {
    int c;
    optind = 0;
    opterr = 0;
    printf("%s:", options);
    while ((c = getopt(argc, argv, options)) != -1) {
        printf(" %c(%s)%c", c, optarg ? optarg : "", c == '?' || c == ':' ? optopt : ' ');
    }
    printf(" |");
    for (int i = optind; i < argc; i++) {
        printf(" %s", argv[i]);
    }
    printf("\n");
}

int main(void) {
    const char *option_strings[] = {"ab:c::", "+ab:", "-ab:", ":ab:"};
    for (int i = 0; i < 4; i++) {
        char *words[] = {"prog", "one", "-a", "two", "-bvalue", "-c", "-cx", "three", "-z", "-b", "sep", "--", "-a", "four", "-b", 0};
        short_options(15, words, option_strings[i]);
        char *more[] = {"prog", "-ab", "x", "y", "-b", 0};
        short_options(5, more, option_strings[i]);
    }
    struct option longs[] = {{"all", 0, 0, 'a'}, {"name", 1, 0, 'n'}, {"nested", 2, 0, 'N'}, {0, 0, 0, 0}};
    char *words[] = {"prog", "x", "--all", "--name", "v", "--name=w", "y", "--nes=3", "--nested", "--ne", "--bad", "--all=1", "--name", 0};
    int c;
    optind = 0;
    while ((c = getopt_long(13, words, "a", longs, 0)) != -1) {
        printf(" %c(%s)", c, optarg ? optarg : "");
    }
    printf(" | %s %s %d\n", words[optind], words[optind + 1], optind);
    return 0;
}
