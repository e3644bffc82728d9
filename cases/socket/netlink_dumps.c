// The interface and its addresses over netlink: dumps, their sequence numbers, port numbers, and what is refused.
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct request {
    struct nlmsghdr head;
    struct rtgenmsg family;
};

static int ask(int fd, int type, int family, int flags) {
    struct request request;
    struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
    memset(&request, 0, sizeof request);
    request.head.nlmsg_len = sizeof request;
    request.head.nlmsg_type = type;
    request.head.nlmsg_flags = NLM_F_REQUEST | flags;
    request.head.nlmsg_seq = 1000 + type;
    request.family.rtgen_family = family;
    return sendto(fd, &request, sizeof request, 0, (struct sockaddr *)&kernel, sizeof kernel);
}

static void show_hex(const char *what, const void *bytes, int size) {
    printf("    %s", what);
    for (int i = 0; i < size; i++) {
        printf(" %02x", ((const unsigned char *)bytes)[i]);
    }
    puts("");
}

static void show_link(struct nlmsghdr *message) {
    struct ifinfomsg *info = NLMSG_DATA(message);
    int left = IFLA_PAYLOAD(message);
    printf("  link: type %d index %d flags %#x\n", info->ifi_type, info->ifi_index, info->ifi_flags);
    for (struct rtattr *one = IFLA_RTA(info); RTA_OK(one, left); one = RTA_NEXT(one, left)) {
        switch (one->rta_type) {
        case IFLA_IFNAME: printf("    name %s\n", (char *)RTA_DATA(one)); break;
        case IFLA_MTU: printf("    mtu %u\n", *(unsigned *)RTA_DATA(one)); break;
        case IFLA_QDISC: printf("    queueing %s\n", (char *)RTA_DATA(one)); break;
        case IFLA_TXQLEN: printf("    queue %u\n", *(unsigned *)RTA_DATA(one)); break;
        case IFLA_ADDRESS: show_hex("address", RTA_DATA(one), RTA_PAYLOAD(one)); break;
        case IFLA_BROADCAST: show_hex("broadcast", RTA_DATA(one), RTA_PAYLOAD(one)); break;
        }
    }
}

static void show_address(struct nlmsghdr *message) {
    struct ifaddrmsg *info = NLMSG_DATA(message);
    int left = IFA_PAYLOAD(message);
    printf("  address: family %d /%d flags %#x scope %d index %d\n", info->ifa_family, info->ifa_prefixlen, info->ifa_flags,
           info->ifa_scope, info->ifa_index);
    for (struct rtattr *one = IFA_RTA(info); RTA_OK(one, left); one = RTA_NEXT(one, left)) {
        switch (one->rta_type) {
        case IFA_ADDRESS: show_hex("address", RTA_DATA(one), RTA_PAYLOAD(one)); break;
        case IFA_LOCAL: show_hex("local", RTA_DATA(one), RTA_PAYLOAD(one)); break;
        case IFA_LABEL: printf("    label %s\n", (char *)RTA_DATA(one)); break;
        }
    }
}

static void answer(int fd) {
    static long buffer[1024];
    for (int is_done = 0; !is_done;) {
        struct sockaddr_nl from;
        struct iovec part = {buffer, sizeof buffer};
        struct msghdr header = {.msg_name = &from, .msg_namelen = sizeof from, .msg_iov = &part, .msg_iovlen = 1};
        int left = recvmsg(fd, &header, MSG_DONTWAIT);
        if (left < 0) {
            printf(" nothing: %s\n", strerror(errno));
            return;
        }
        printf(" from %u, name %u, flags %d\n", from.nl_pid, header.msg_namelen, header.msg_flags);
        for (struct nlmsghdr *one = (void *)buffer; NLMSG_OK(one, left); one = NLMSG_NEXT(one, left)) {
            int is_own = one->nlmsg_pid == (unsigned)getpid();
            printf("  type %d flags %d seq %u to %s\n", one->nlmsg_type, one->nlmsg_flags, one->nlmsg_seq,
                   is_own ? "us" : "another number");
            if (one->nlmsg_type == RTM_NEWLINK) {
                show_link(one);
            } else if (one->nlmsg_type == RTM_NEWADDR) {
                show_address(one);
            } else if (one->nlmsg_type == NLMSG_ERROR) {
                struct nlmsgerr *error = NLMSG_DATA(one);
                printf("  error %s of type %d\n", strerror(-error->error), error->msg.nlmsg_type);
                is_done = 1;
            } else if (one->nlmsg_type == NLMSG_DONE) {
                is_done = 1;
            }
        }
    }
}

int main(void) {
    struct sockaddr_nl own = {.nl_family = AF_NETLINK};
    socklen_t size = sizeof own;
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    getsockname(fd, (struct sockaddr *)&own, &size);
    printf("new: family %d number %u groups %u size %u\n", own.nl_family, own.nl_pid, own.nl_groups, size);
    printf("bind %d\n", bind(fd, (struct sockaddr *)&own, sizeof own));
    getsockname(fd, (struct sockaddr *)&own, &size);
    printf("bound: our pid %d\n", own.nl_pid == (unsigned)getpid());
    int again = bind(fd, (struct sockaddr *)&own, sizeof own);
    own.nl_pid = 7;
    int other_number = bind(fd, (struct sockaddr *)&own, sizeof own);
    printf("again %d, with another number %d %s\n", again, other_number, strerror(errno));

    printf("links %d\n", ask(fd, RTM_GETLINK, AF_UNSPEC, NLM_F_DUMP));
    printf("another dump %d\n", ask(fd, RTM_GETADDR, AF_UNSPEC, NLM_F_DUMP));
    answer(fd);
    answer(fd);
    answer(fd);
    printf("addresses %d\n", ask(fd, RTM_GETADDR, AF_UNSPEC, NLM_F_DUMP));
    answer(fd);
    printf("IPv4 %d\n", ask(fd, RTM_GETADDR, AF_INET, NLM_F_DUMP));
    answer(fd);
    printf("IPv6 %d\n", ask(fd, RTM_GETADDR, AF_INET6, NLM_F_DUMP));
    answer(fd);
    printf("a change %d\n", ask(fd, RTM_NEWADDR, AF_INET, 0));
    answer(fd);
    printf("an unknown type %d\n", ask(fd, 1000, AF_INET, 0));
    answer(fd);
    printf("no operation %d\n", ask(fd, NLMSG_NOOP, AF_INET, NLM_F_ACK));
    answer(fd);

    int second = socket(AF_NETLINK, SOCK_DGRAM, NETLINK_ROUTE);
    struct sockaddr_nl peer = {.nl_family = AF_NETLINK};
    printf("connect %d\n", connect(second, (struct sockaddr *)&peer, sizeof peer));
    getsockname(second, (struct sockaddr *)&own, &size);
    printf("second: our pid %d, negative %d\n", own.nl_pid == (unsigned)getpid(), (int)own.nl_pid < 0);
    size = sizeof peer;
    printf("peer %d: %u\n", getpeername(second, (struct sockaddr *)&peer, &size), peer.nl_pid);
    peer.nl_pid = 1;
    printf("to a program %d", connect(second, (struct sockaddr *)&peer, sizeof peer));
    printf(" %s\n", strerror(errno));
    printf("listen %d", listen(second, 1));
    printf(" %s\n", strerror(errno));
    printf("shutdown %d", shutdown(second, SHUT_RD));
    printf(" %s\n", strerror(errno));
    printf("stream %d", socket(AF_NETLINK, SOCK_STREAM, NETLINK_ROUTE));
    printf(" %s\n", strerror(errno));
    char few[20];
    ask(second, RTM_GETADDR, AF_UNSPEC, NLM_F_DUMP);
    printf("cut %zd\n", recv(second, few, sizeof few, 0));
    printf("end %zd\n", recv(second, few, sizeof few, MSG_TRUNC));
    return 0;
}
