// Options of the command line.
// args: -a -b value file1 -cx -z file2 -- -a
// compare: stdout, stderr, status
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int c;
    while ((c = getopt(argc, argv, "ab:c:")) != -1) {
        printf("%c %s %c\n", c, optarg ? optarg : "-", c == '?' ? optopt : '-');
    }
    for (int i = optind; i < argc; i++) {
        printf("operand %s\n", argv[i]);
    }
    return 0;
}
