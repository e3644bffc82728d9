//! The rows of calls about readiness and sockets.

use crate::syscall::row::calls;
use crate::{net, poll};

calls! { CALLS:
    19 eventfd2(initval: Int, flags: Hex) => poll::eventfd2, Full, "";
    20 epoll_create1(flags: Hex) => poll::epoll_create1, Full, "";
    21 epoll_ctl(epfd: Fd, op: Int, fd: Fd, event: Pointer) => poll::epoll_ctl, Full, "";
    22 epoll_pwait(epfd: Fd, events: Pointer, maxevents: Int, timeout: Int, sigmask: Pointer, sigsetsize: Size) => poll::epoll_pwait, Full, "";
    72 pselect6(nfds: Int, readfds: Pointer, writefds: Pointer, exceptfds: Pointer, timeout: Pointer, sigmask: Pointer) => poll::pselect6, Full, "";
    73 ppoll(fds: Pointer, nfds: Size, tmo_p: Pointer, sigmask: Pointer, sigsetsize: Size) => poll::ppoll, Full, "";
    74 signalfd4(fd: Fd, mask: Pointer, sizemask: Size, flags: Hex) => poll::signalfd4, Full, "";
    85 timerfd_create(clockid: Clock, flags: Hex) => poll::timerfd_create, Partial, "without the clocks that wake a suspended machine";
    86 timerfd_settime(fd: Fd, flags: Hex, new_value: Pointer, old_value: Pointer) => poll::timerfd_settime, Full, "";
    87 timerfd_gettime(fd: Fd, curr_value: Pointer) => poll::timerfd_gettime, Full, "";
    198 socket(domain: Int, type: Hex, protocol: Int) => net::socket, Partial, "UNIX, TCP and UDP over loopback; netlink to list interfaces and addresses; no raw sockets";
    199 socketpair(domain: Int, type: Hex, protocol: Int, sv: Pointer) => net::socketpair, Full, "";
    200 bind(sockfd: Fd, addr: Pointer, addrlen: Size) => net::bind, Partial, "no automatic abstract names";
    201 listen(sockfd: Fd, backlog: Int) => net::listen, Full, "";
    202 accept(sockfd: Fd, addr: Pointer, addrlen: Pointer) => net::accept, Full, "";
    203 connect(sockfd: Fd, addr: Pointer, addrlen: Size) => net::connect, Full, "";
    204 getsockname(sockfd: Fd, addr: Pointer, addrlen: Pointer) => net::getsockname, Full, "";
    205 getpeername(sockfd: Fd, addr: Pointer, addrlen: Pointer) => net::getpeername, Full, "";
    206 sendto(sockfd: Fd, buf: In, len: Size, flags: Hex, dest_addr: Pointer, addrlen: Size) => net::sendto, Partial, "no MSG_OOB";
    207 recvfrom(sockfd: Fd, buf: Out, len: Size, flags: Hex, src_addr: Pointer, addrlen: Pointer) => net::recvfrom, Partial, "no MSG_OOB";
    208 setsockopt(sockfd: Fd, level: Int, optname: Int, optval: Pointer, optlen: Size) => net::setsockopt, Partial, "the usual options; others are named";
    209 getsockopt(sockfd: Fd, level: Int, optname: Int, optval: Pointer, optlen: Pointer) => net::getsockopt, Partial, "the usual options; others are named";
    210 shutdown(sockfd: Fd, how: Int) => net::shutdown, Partial, "not of a listening socket";
    211 sendmsg(sockfd: Fd, msg: Pointer, flags: Hex) => net::sendmsg, Partial, "SCM_RIGHTS of all but sockets, SCM_CREDENTIALS";
    212 recvmsg(sockfd: Fd, msg: Pointer, flags: Hex) => net::recvmsg, Partial, "no MSG_OOB, no MSG_ERRQUEUE";
    242 accept4(sockfd: Fd, addr: Pointer, addrlen: Pointer, flags: Hex) => net::accept4, Full, "";
    441 epoll_pwait2(epfd: Fd, events: Pointer, maxevents: Int, timeout: Pointer, sigmask: Pointer, sigsetsize: Size) => poll::epoll_pwait2, Full, "";
}
