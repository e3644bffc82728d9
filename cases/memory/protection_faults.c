// What a page's protection forbids ends the process by SIGSEGV.
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile char *page;

static void read_it(void) {
    (void)*page;
}

static void write_it(void) {
    *page = 1;
}

static void unmap_and_read(void) {
    munmap((void *)page, 4096);
    (void)*page;
}

static void write_text(void) {
    *(volatile char *)(unsigned long)write_it = 0;
}

static void write_constant(void) {
    *(volatile char *)"constant" = 0;
}

static void try(const char *what, int protection, void (*action)(void)) {
    int status;
    mprotect((void *)page, 4096, protection);
    fflush(stdout);
    if (fork() == 0) {
        action();
        _exit(0);
    }
    wait(&status);
    if (WIFSIGNALED(status)) {
        printf("%s: %s\n", what, strsignal(WTERMSIG(status)));
    } else {
        printf("%s: fine\n", what);
    }
}

int main(void) {
    page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    try("read what may be read", PROT_READ, read_it);
    try("write what may be read", PROT_READ, write_it);
    try("read what may not be touched", PROT_NONE, read_it);
    try("write what may be written", PROT_READ | PROT_WRITE, write_it);
    try("read what is gone", PROT_READ, unmap_and_read);
    try("write the program's code", PROT_READ, write_text);
    try("write a string constant", PROT_READ, write_constant);
    return 0;
}
