// launch: runs a program on this Linux in surroundings that are the same every time and like those of Vitrine's machine.
//
//   launch [--tty] [--seconds N] FOLDER EXECUTABLE NAME [ARGUMENTS …]      status on descriptor 3
//   launch [OPTIONS] --bin PROGRAMS --work FILES FOLDER EXECUTABLE NAME [ARGUMENTS …]
//
// Fresh pid, mount, network, IPC and host-name namespaces; a small root of its own, in which /w is an empty working
// directory with the program as ./NAME; host name "vitrine"; user 1000; the program is pid 100 and its parent is pid 1.
// With --tty its descriptors 0, 1 and 2 are a new terminal. FOLDER is an existing directory on which the root is mounted.
// With --bin that folder is /bin, nothing else of this computer can be executed, and EXECUTABLE is a path in there; --work
// copies a folder's files into /w.
// Descriptor 3 receives "exit N", "signal N" or "time"; 125 is the answer (and "failed") if the surroundings cannot be made.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { REPORT = 3, USER = 1000, FIRST_PID = 100 };

static int wants_terminal;
static int seconds = 20;
static const char *root;
static const char *executable;
static const char *program_name;
static const char *programs;
static const char *files;
static char **arguments;

static void fail(const char *what) {
    fprintf(stderr, "launch: %s: %s (namespaces need root and a kernel that permits them)\n", what, strerror(errno));
    dprintf(REPORT, "failed 0\n");
    _exit(125);
}

static void must(int result, const char *what) {
    if (result < 0) {
        fail(what);
    }
}

static void report(const char *word, int number) {
    dprintf(REPORT, "%s %d\n", word, number);
}

static char *below(const char *path) {
    static char text[4096];
    snprintf(text, sizeof text, "%s%s", root, path);
    return text;
}

static void make_folder(const char *path, mode_t mode) {
    mkdir(below(path), mode);
    chmod(below(path), mode);
}

static void share(const char *path) {
    struct stat status;
    if (stat(path, &status) < 0) {
        return;
    }
    make_folder(path, 0755);
    must(mount(path, below(path), NULL, MS_BIND | MS_REC, NULL), path);
}

static void make_device(const char *path, int major_number, int minor_number) {
    must(mknod(below(path), S_IFCHR | 0666, makedev(major_number, minor_number)), path);
    chmod(below(path), 0666);
}

static void make_file(const char *path, const char *text) {
    int file = open(below(path), O_WRONLY | O_CREAT | O_TRUNC, 0644);
    must(file, path);
    must(write(file, text, strlen(text)), path);
    close(file);
}

// The same as Vitrine's machine has.
static void make_etc(void) {
    make_folder("/etc", 0755);
    make_file("/etc/passwd",
              "root:x:0:0:root:/root:/bin/sh\n"
              "user:x:1000:1000:user:/home/user:/bin/sh\n"
              "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n");
    make_file("/etc/group", "root:x:0:\ntty:x:5:\nuser:x:1000:\nnogroup:x:65534:\n");
    make_file("/etc/hosts", "127.0.0.1\tlocalhost\n::1\tlocalhost\n");
}

static void start_loopback(void) {
    struct ifreq request = {.ifr_name = "lo"};
    int any = socket(AF_INET, SOCK_DGRAM, 0);
    must(any, "socket");
    request.ifr_flags = IFF_UP | IFF_RUNNING;
    must(ioctl(any, SIOCSIFFLAGS, &request), "loopback");
    close(any);
}

static void make_root(void) {
    must(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "private mounts");
    must(mount("tmpfs", root, "tmpfs", 0, "mode=755"), "tmpfs");
    share("/lib");
    share("/lib64");
    if (programs) {
        make_folder("/bin", 0755);
        must(mount(programs, below("/bin"), NULL, MS_BIND, NULL), programs);
    } else {
        share("/bin");
        share("/usr");
    }
    make_folder("/dev", 0755);
    make_device("/dev/null", 1, 3);
    make_device("/dev/zero", 1, 5);
    make_device("/dev/full", 1, 7);
    make_device("/dev/random", 1, 8);
    make_device("/dev/urandom", 1, 9);
    make_device("/dev/tty", 5, 0);
    make_folder("/dev/shm", 01777);
    make_folder("/proc", 0755);
    must(mount("proc", below("/proc"), "proc", 0, NULL), "proc");
    make_etc();
    start_loopback();
    make_folder("/tmp", 01777);
    make_folder("/w", 0755);
    must(chown(below("/w"), USER, USER), "owner of /w");
}

static void copy_to_work(const char *source, const char *name, mode_t mode) {
    char path[512];
    char bytes[65536];
    ssize_t size;
    snprintf(path, sizeof path, "/w/%s", name);
    int from = open(source, O_RDONLY);
    must(from, source);
    int to = open(below(path), O_WRONLY | O_CREAT | O_EXCL, mode);
    must(to, path);
    must(fchown(to, USER, USER), path);
    while ((size = read(from, bytes, sizeof bytes)) > 0) {
        must(write(to, bytes, size) == size ? 0 : -1, path);
    }
    close(from);
    close(to);
}

static void copy_files(void) {
    char path[4096];
    DIR *folder = opendir(files);
    must(folder ? 0 : -1, files);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] != '.') {
            snprintf(path, sizeof path, "%s/%s", files, entry->d_name);
            copy_to_work(path, entry->d_name, 0644);
        }
    }
    closedir(folder);
}

static void limit(int resource, rlim_t soft, rlim_t hard) {
    struct rlimit both = {soft, hard};
    must(setrlimit(resource, &both), "limit");
}

// `failed` is closed by a successful execve; a byte in it means that the program never began.
static void run_program(int failed) {
    char path[256];
    char *environment[] = {"PATH=/usr/bin:/bin", "HOME=/w", "PWD=/w", NULL};
    must(dup2(failed, REPORT), "dup2");
    must(fcntl(REPORT, F_SETFD, FD_CLOEXEC), "fcntl");
    must(close_range(REPORT + 1, ~0U, 0), "close_range");
    must(setsid(), "setsid");
    // A shell that ends would hang up on what a scenario left running: its terminal controls nobody.
    if (wants_terminal && !programs) {
        must(ioctl(0, TIOCSCTTY, 0), "controlling terminal");
    }
    limit(RLIMIT_CORE, 0, RLIM_INFINITY);
    limit(RLIMIT_STACK, 8 << 20, RLIM_INFINITY);
    limit(RLIMIT_NOFILE, 1024, 4096);
    must(setgroups(0, NULL), "groups");
    must(setgid(USER), "group");
    must(setuid(USER), "user");
    umask(022);
    must(prctl(PR_SET_DUMPABLE, 1), "dumpable");
    if (programs) {
        execve(executable, arguments, environment);
        fail(executable);
    }
    snprintf(path, sizeof path, "./%s", program_name);
    arguments[0] = path;
    execve(path, arguments, environment);
    fail(path);
}

// Who calls may ignore or block signals (nohup does), and execve(2) would pass that on.
static void default_signals(void) {
    for (int number = 1; number < NSIG; number++) {
        signal(number, SIG_DFL);
    }
    sigset_t none;
    sigemptyset(&none);
    must(sigprocmask(SIG_SETMASK, &none, NULL), "signal mask");
}

static void sleep_ms(int ms) {
    struct timespec time = {ms / 1000, ms % 1000 * 1000000L};
    nanosleep(&time, NULL);
}

// Pid 1: starts the program, reaps everyone, reports how the program ended, and leaves orphans a moment to end.
static int be_init(void) {
    int status;
    int failed[2];
    char word[8];
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    default_signals();
    make_root();
    if (!programs) {
        copy_to_work(executable, program_name, 0755);
    }
    if (files) {
        copy_files();
    }
    must(sethostname("vitrine", 7), "host name");
    int last = open("/proc/sys/kernel/ns_last_pid", O_WRONLY);
    must(chroot(root), "chroot");
    must(chdir("/w"), "/w");
    if (last < 0) {
        last = open("/proc/sys/kernel/ns_last_pid", O_WRONLY);
    }
    must(last, "ns_last_pid");
    must(dprintf(last, "%d", FIRST_PID - 1), "ns_last_pid");
    close(last);
    must(pipe(failed), "pipe");
    pid_t program = fork();
    must(program, "fork");
    if (program == 0) {
        run_program(failed[1]);
    }
    close(failed[1]);
    if (read(failed[0], word, sizeof word) > 0) {
        return 125;
    }
    close(failed[0]);
    for (int waited = 0; waited < seconds * 1000; waited += 1) {
        pid_t ended = waitpid(-1, &status, WNOHANG);
        if (ended == program) {
            if (WIFSIGNALED(status)) {
                report("signal", WTERMSIG(status));
            } else {
                report("exit", WEXITSTATUS(status));
            }
            for (int grace = 0; grace < 500 && waitpid(-1, &status, WNOHANG) >= 0; grace++) {
                sleep_ms(1);
            }
            return 0;
        }
        if (ended <= 0) {
            sleep_ms(1);
        }
    }
    report("time", seconds);
    return 0;
}

static int open_terminal(int *slave) {
    int number;
    int unlock = 0;
    int master = open("/dev/ptmx", O_RDWR | O_NOCTTY);
    must(master, "/dev/ptmx");
    must(ioctl(master, TIOCSPTLCK, &unlock), "terminal");
    must(ioctl(master, TIOCGPTN, &number), "terminal");
    char path[64];
    snprintf(path, sizeof path, "/dev/pts/%d", number);
    *slave = open(path, O_RDWR | O_NOCTTY);
    must(*slave, path);
    fchown(*slave, USER, -1);
    return master;
}

// Between the terminal and our own descriptors until every writer is gone.
static void carry(int master) {
    char bytes[4096];
    struct pollfd watched[2] = {{master, POLLIN, 0}, {0, POLLIN, 0}};
    for (;;) {
        poll(watched, 2, -1);
        if (watched[0].revents) {
            ssize_t size = read(master, bytes, sizeof bytes);
            if (size <= 0) {
                return;
            }
            write(1, bytes, size);
        }
        if (watched[1].revents) {
            ssize_t size = read(0, bytes, sizeof bytes);
            if (size > 0) {
                write(master, bytes, size);
            } else {
                // Control-D: the terminal's way to say that there is no more.
                write(master, "\004", 1);
                watched[1].fd = -1;
            }
        }
    }
}

int main(int argc, char **argv) {
    int at = 1;
    for (; at < argc && argv[at][0] == '-'; at++) {
        if (strcmp(argv[at], "--tty") == 0) {
            wants_terminal = 1;
        } else if (strcmp(argv[at], "--seconds") == 0 && at + 1 < argc) {
            seconds = atoi(argv[++at]);
        } else if (strcmp(argv[at], "--bin") == 0 && at + 1 < argc) {
            programs = argv[++at];
        } else if (strcmp(argv[at], "--work") == 0 && at + 1 < argc) {
            files = argv[++at];
        }
    }
    if (argc - at < 3) {
        fprintf(stderr, "usage: launch [--tty] [--seconds N] FOLDER EXECUTABLE NAME [ARGUMENTS …]\n");
        return 125;
    }
    root = argv[at];
    executable = argv[at + 1];
    program_name = argv[at + 2];
    arguments = argv + at + 2;
    int slave = -1;
    int master = wants_terminal ? open_terminal(&slave) : -1;
    must(unshare(CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS), "unshare");
    pid_t init = fork();
    must(init, "fork");
    if (init == 0) {
        if (wants_terminal) {
            close(master);
            for (int fd = 0; fd < 3; fd++) {
                dup2(slave, fd);
            }
            close(slave);
        }
        _exit(be_init());
    }
    if (wants_terminal) {
        close(slave);
        carry(master);
    }
    int status;
    while (waitpid(init, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 125;
}
