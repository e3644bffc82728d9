// A descriptor travels through a socket pair, and the sender's identity with it.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
    int ends[2];
    int yes = 1;
    char byte = 'x';
    char space[CMSG_SPACE(sizeof(int)) + CMSG_SPACE(sizeof(struct ucred))];
    struct iovec part = {&byte, 1};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = space};
    socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
    setsockopt(ends[1], SOL_SOCKET, SO_PASSCRED, &yes, sizeof yes);
    if (fork() == 0) {
        int file = open("file", O_RDWR | O_CREAT, 0600);
        write(file, "passed on", 9);
        lseek(file, 0, SEEK_SET);
        message.msg_controllen = CMSG_LEN(sizeof file);
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof file);
        memcpy(CMSG_DATA(header), &file, sizeof file);
        printf("sent %zd\n", sendmsg(ends[0], &message, 0));
        fflush(stdout);
        _exit(0);
    }
    wait(NULL);
    message.msg_controllen = sizeof space;
    ssize_t size = recvmsg(ends[1], &message, 0);
    printf("received %zd, flags %#x\n", size, message.msg_flags);
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_type == SCM_RIGHTS) {
            int got;
            char text[16] = "";
            memcpy(&got, CMSG_DATA(header), sizeof got);
            size = read(got, text, 15);
            printf("descriptor, %zd bytes: %s\n", size, text);
        } else if (header->cmsg_type == SCM_CREDENTIALS) {
            struct ucred who;
            memcpy(&who, CMSG_DATA(header), sizeof who);
            printf("from %d, user %d\n", who.pid, who.uid);
        }
    }
    close(ends[0]);
    printf("end %zd\n", read(ends[1], &byte, 1));
    return 0;
}
