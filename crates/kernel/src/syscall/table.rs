//! The rows of calls about tasks, memory, signals, time and the system.

use crate::futex;
use crate::mm;
use crate::sched;
use crate::signal;
use crate::syscall::row::{Row, calls};
use crate::syscall::{file_calls, ipc_calls, poll_calls, system};
use crate::task;
use crate::time;

calls! { CALLS:
    93 exit(status: Int) => task::exit, Full, "";
    94 exit_group(status: Int) => task::exit_group, Full, "";
    95 waitid(idtype: Int, id: Pid, infop: Pointer, options: WaitFlags, rusage: Pointer) => task::waitid, Full, "";
    96 set_tid_address(tidptr: Pointer) => system::set_tid_address, Full, "";
    98 futex(uaddr: Pointer, op: Int, val: Int, timeout: Pointer, uaddr2: Pointer, val3: Int) => futex::futex, Partial, "all but WAIT_REQUEUE_PI and CMP_REQUEUE_PI; priorities are not inherited";
    99 set_robust_list(head: Pointer, len: Size) => task::set_robust_list, Full, "";
    100 get_robust_list(pid: Pid, head: Pointer, len: Pointer) => task::get_robust_list, Full, "";
    101 nanosleep(req: Pointer, rem: Pointer) => time::nanosleep, Full, "";
    102 getitimer(which: Int, curr_value: Pointer) => time::getitimer, Full, "";
    103 setitimer(which: Int, new_value: Pointer, old_value: Pointer) => time::setitimer, Full, "";
    107 timer_create(clockid: Clock, sevp: Pointer, timerid: Pointer) => time::timer_create, Partial, "no CPU time of other processes";
    108 timer_gettime(timerid: Int, curr_value: Pointer) => time::timer_gettime, Full, "";
    109 timer_getoverrun(timerid: Int) => time::timer_getoverrun, Full, "";
    110 timer_settime(timerid: Int, flags: Hex, new_value: Pointer, old_value: Pointer) => time::timer_settime, Full, "";
    111 timer_delete(timerid: Int) => time::timer_delete, Full, "";
    112 clock_settime(clockid: Clock, tp: Pointer) => task::only_root, Full, "EPERM: programs are no super-users";
    113 clock_gettime(clockid: Clock, tp: Pointer) => time::clock_gettime, Full, "";
    114 clock_getres(clockid: Clock, res: Pointer) => time::clock_getres, Full, "";
    115 clock_nanosleep(clockid: Clock, flags: Int, request: Pointer, remain: Pointer) => time::clock_nanosleep, Partial, "CPU-time clocks count like the others";
    118 sched_setparam(pid: Pid, param: Pointer) => sched::sched_setparam, Full, "";
    119 sched_setscheduler(pid: Pid, policy: Int, param: Pointer) => sched::sched_setscheduler, Partial, "no SCHED_EXT";
    120 sched_getscheduler(pid: Pid) => sched::sched_getscheduler, Full, "";
    121 sched_getparam(pid: Pid, param: Pointer) => sched::sched_getparam, Full, "";
    122 sched_setaffinity(pid: Pid, cpusetsize: Size, mask: Pointer) => sched::sched_setaffinity, Full, "";
    123 sched_getaffinity(pid: Pid, cpusetsize: Size, mask: Pointer) => sched::sched_getaffinity, Full, "";
    124 sched_yield() => sched::sched_yield, Full, "";
    125 sched_get_priority_max(policy: Int) => sched::sched_get_priority_max, Full, "";
    126 sched_get_priority_min(policy: Int) => sched::sched_get_priority_min, Full, "";
    127 sched_rr_get_interval(pid: Pid, tp: Pointer) => sched::sched_rr_get_interval, Full, "";
    128 restart_syscall() => signal::restart_syscall, Full, "a sleeping call goes on by itself";
    129 kill(pid: Pid, sig: Signal) => signal::kill, Full, "";
    130 tkill(tid: Pid, sig: Signal) => signal::tkill, Full, "";
    131 tgkill(tgid: Pid, tid: Pid, sig: Signal) => signal::tgkill, Full, "";
    132 sigaltstack(ss: Pointer, old_ss: Pointer) => signal::sigaltstack, Full, "", registers;
    133 rt_sigsuspend(mask: Pointer, sigsetsize: Size) => signal::rt_sigsuspend, Full, "";
    134 rt_sigaction(signum: Signal, act: Pointer, oldact: Pointer, sigsetsize: Size) => signal::rt_sigaction, Full, "";
    135 rt_sigprocmask(how: Int, set: Pointer, oldset: Pointer, sigsetsize: Size) => signal::rt_sigprocmask, Full, "";
    136 rt_sigpending(set: Pointer, sigsetsize: Size) => signal::rt_sigpending, Full, "";
    137 rt_sigtimedwait(set: Pointer, info: Pointer, timeout: Pointer, sigsetsize: Size) => signal::rt_sigtimedwait, Full, "";
    138 rt_sigqueueinfo(tgid: Pid, sig: Signal, info: Pointer) => signal::rt_sigqueueinfo, Full, "";
    139 rt_sigreturn() => signal::rt_sigreturn, Full, "", registers;
    140 setpriority(which: Int, who: Pid, prio: Int) => sched::setpriority, Full, "";
    141 getpriority(which: Int, who: Pid) => sched::getpriority, Full, "";
    143 setregid(rgid: Int, egid: Int) => task::setregid, Full, "";
    144 setgid(gid: Int) => task::setgid, Full, "";
    145 setreuid(ruid: Int, euid: Int) => task::setreuid, Full, "";
    146 setuid(uid: Int) => task::setuid, Full, "";
    147 setresuid(ruid: Int, euid: Int, suid: Int) => task::setresuid, Full, "";
    148 getresuid(ruid: Pointer, euid: Pointer, suid: Pointer) => task::getresuid, Full, "";
    149 setresgid(rgid: Int, egid: Int, sgid: Int) => task::setresgid, Full, "";
    150 getresgid(rgid: Pointer, egid: Pointer, sgid: Pointer) => task::getresgid, Full, "";
    151 setfsuid(fsuid: Int) => task::setfsuid, Partial, "always the effective id";
    152 setfsgid(fsgid: Int) => task::setfsgid, Partial, "always the effective id";
    153 times(buf: Pointer) => task::times, Full, "";
    154 setpgid(pid: Pid, pgid: Pid) => task::setpgid, Full, "";
    155 getpgid(pid: Pid) => task::getpgid, Full, "";
    156 getsid(pid: Pid) => task::getsid, Full, "";
    157 setsid() => task::setsid, Full, "";
    158 getgroups(size: Int, list: Pointer) => task::getgroups, Full, "";
    159 setgroups(size: Int, list: Pointer) => task::setgroups, Full, "";
    160 uname(buf: Pointer) => system::uname, Full, "";
    161 sethostname(name: Pointer, len: Size) => task::only_root, Full, "EPERM: programs are no super-users";
    163 getrlimit(resource: Int, rlim: Pointer) => system::getrlimit, Full, "";
    164 setrlimit(resource: Int, rlim: Pointer) => system::setrlimit, Full, "";
    165 getrusage(who: Int, usage: Pointer) => task::getrusage, Partial, "time, memory, minor faults and switches";
    167 prctl(option: Int, arg2: Hex, arg3: Hex, arg4: Hex, arg5: Hex) => task::prctl, Partial, "names, subreaper, death of the parent, dumpable, keepcaps, no_new_privs, timer slack";
    168 getcpu(cpu: Pointer, node: Pointer) => system::getcpu, Full, "";
    169 gettimeofday(tv: Pointer, tz: Pointer) => time::gettimeofday, Partial, "the time zone stays untouched";
    170 settimeofday(tv: Pointer, tz: Pointer) => task::only_root, Full, "EPERM: programs are no super-users";
    172 getpid() => task::getpid, Full, "";
    173 getppid() => task::getppid, Full, "";
    174 getuid() => task::getuid, Full, "";
    175 geteuid() => task::geteuid, Full, "";
    176 getgid() => task::getgid, Full, "";
    177 getegid() => task::getegid, Full, "";
    178 gettid() => task::gettid, Full, "";
    179 sysinfo(info: Pointer) => system::sysinfo, Partial, "loads are 0";
    214 brk(addr: Pointer) => mm::brk, Full, "";
    215 munmap(addr: Pointer, length: Size) => mm::munmap, Full, "";
    216 mremap(old_address: Pointer, old_size: Size, new_size: Size, flags: Hex, new_address: Pointer) => mm::mremap, Partial, "private mappings, without MREMAP_FIXED";
    220 clone(flags: CloneFlags, stack: Pointer, parent_tid: Pointer, tls: Pointer, child_tid: Pointer) => task::clone, Partial, "processes, vfork, and threads that share all; CLONE_PIDFD of processes; no namespaces", registers;
    221 execve(pathname: Path, argv: Strings, envp: Strings) => task::execve, Partial, "static ELF files, and scripts for them", registers;
    281 execveat(dirfd: DirFd, pathname: Path, argv: Strings, envp: Strings, flags: Int) => task::execveat, Partial, "by path, or a descriptor with AT_EMPTY_PATH", registers;
    222 mmap(addr: Pointer, length: Size, prot: Prot, flags: MapFlags, fd: Fd, offset: Size) => mm::mmap, Partial, "anonymous, and of files, private or shared";
    226 mprotect(addr: Pointer, len: Size, prot: Prot) => mm::mprotect, Full, "";
    227 msync(addr: Pointer, length: Size, flags: Hex) => mm::msync, Full, "";
    233 madvise(addr: Pointer, length: Size, advice: Int) => mm::madvise, Partial, "MADV_DONTNEED, and hints without effect";
    240 rt_tgsigqueueinfo(tgid: Pid, tid: Pid, sig: Signal, info: Pointer) => signal::rt_tgsigqueueinfo, Full, "";
    258 riscv_hwprobe(pairs: Pointer, pair_count: Size, cpusetsize: Size, cpus: Pointer, flags: Hex) => system::absent, Absent, "ENOSYS: the C library takes its plain routines";
    259 riscv_flush_icache(start: Pointer, end: Pointer, flags: Hex) => system::flush_icache, Full, "";
    260 wait4(pid: Pid, wstatus: Pointer, options: WaitFlags, rusage: Pointer) => task::wait4, Full, "";
    261 prlimit64(pid: Pid, resource: Int, new_limit: Pointer, old_limit: Pointer) => system::prlimit64, Full, "";
    274 sched_setattr(pid: Pid, attr: Pointer, flags: Hex) => sched::sched_setattr, Partial, "no SCHED_EXT, no utilisation clamps";
    275 sched_getattr(pid: Pid, attr: Pointer, size: Size, flags: Hex) => sched::sched_getattr, Full, "";
    278 getrandom(buf: Out, buflen: Size, flags: Hex) => system::getrandom, Full, "the bytes come from the seed";
    283 membarrier(cmd: Int, flags: Hex, cpu_id: Int) => system::membarrier, Full, "stores are seen in order in any case";
    293 rseq(rseq: Pointer, rseq_len: Size, flags: Hex, sig: Hex) => system::absent, Absent, "ENOSYS: the C library does without";
    424 pidfd_send_signal(pidfd: Fd, sig: Signal, info: Pointer, flags: Hex) => task::pidfd_send_signal, Partial, "info to processes only";
    434 pidfd_open(pid: Pid, flags: Hex) => task::pidfd_open, Partial, "no PIDFD_THREAD";
    435 clone3(cl_args: Pointer, size: Size) => task::clone3, Partial, "as clone; no set_tid", registers;
}

/// All rows, by family.
pub(crate) const FAMILIES: [&[Row]; 4] =
    [CALLS, file_calls::CALLS, poll_calls::CALLS, ipc_calls::CALLS];

/// For each number the family and one more than the place of its row; 0 is no row.
pub(crate) const INDEX: [(u8, u8); 512] = {
    let mut index = [(0, 0); 512];
    let mut family = 0;
    while family < FAMILIES.len() {
        let rows = FAMILIES[family];
        let mut at = 0;
        while at < rows.len() {
            index[rows[at].number as usize] = (family as u8, at as u8 + 1);
            at += 1;
        }
        family += 1;
    }
    index
};
