//! The rows of calls about tasks, memory, signals, time and the system.

use crate::futex;
use crate::mm;
use crate::signal;
use crate::syscall::row::{Row, calls};
use crate::syscall::{file_calls, poll_calls, system};
use crate::task;
use crate::time;

calls! { CALLS:
    93 exit(status: Int) => task::exit, Full, "";
    94 exit_group(status: Int) => task::exit_group, Full, "";
    95 waitid(idtype: Int, id: Pid, infop: Pointer, options: WaitFlags, rusage: Pointer) => task::waitid, Partial, "rusage stays untouched; P_PIDFD is not known";
    96 set_tid_address(tidptr: Pointer) => system::set_tid_address, Full, "";
    98 futex(uaddr: Pointer, op: Int, val: Int, timeout: Pointer, uaddr2: Pointer, val3: Int) => futex::futex, Partial, "WAIT, WAKE and their BITSET forms, private to an address space; a bit set counts as all bits";
    99 set_robust_list(head: Pointer, len: Size) => system::set_robust_list, Partial, "the list is kept but not walked at exit";
    101 nanosleep(req: Pointer, rem: Pointer) => time::nanosleep, Full, "";
    113 clock_gettime(clockid: Clock, tp: Pointer) => time::clock_gettime, Partial, "no per-process clocks of others";
    114 clock_getres(clockid: Clock, res: Pointer) => time::clock_getres, Full, "";
    115 clock_nanosleep(clockid: Clock, flags: Int, request: Pointer, remain: Pointer) => time::clock_nanosleep, Partial, "CPU-time clocks count like the others";
    123 sched_getaffinity(pid: Pid, cpusetsize: Size, mask: Pointer) => system::sched_getaffinity, Full, "";
    124 sched_yield() => system::sched_yield, Full, "";
    129 kill(pid: Pid, sig: Signal) => signal::kill, Full, "";
    130 tkill(tid: Pid, sig: Signal) => signal::tkill, Full, "";
    131 tgkill(tgid: Pid, tid: Pid, sig: Signal) => signal::tgkill, Full, "";
    132 sigaltstack(ss: Pointer, old_ss: Pointer) => signal::sigaltstack, Partial, "SS_AUTODISARM is not known";
    133 rt_sigsuspend(mask: Pointer, sigsetsize: Size) => signal::rt_sigsuspend, Full, "";
    134 rt_sigaction(signum: Signal, act: Pointer, oldact: Pointer, sigsetsize: Size) => signal::rt_sigaction, Full, "";
    135 rt_sigprocmask(how: Int, set: Pointer, oldset: Pointer, sigsetsize: Size) => signal::rt_sigprocmask, Full, "";
    136 rt_sigpending(set: Pointer, sigsetsize: Size) => signal::rt_sigpending, Full, "";
    137 rt_sigtimedwait(set: Pointer, info: Pointer, timeout: Pointer, sigsetsize: Size) => signal::rt_sigtimedwait, Full, "";
    139 rt_sigreturn() => signal::rt_sigreturn, Full, "", registers;
    153 times(buf: Pointer) => time::times, Partial, "all CPU time counts as user time";
    154 setpgid(pid: Pid, pgid: Pid) => task::setpgid, Full, "";
    155 getpgid(pid: Pid) => task::getpgid, Full, "";
    156 getsid(pid: Pid) => task::getsid, Full, "";
    157 setsid() => task::setsid, Full, "";
    160 uname(buf: Pointer) => system::uname, Full, "";
    163 getrlimit(resource: Int, rlim: Pointer) => system::getrlimit, Full, "";
    164 setrlimit(resource: Int, rlim: Pointer) => system::setrlimit, Full, "";
    165 getrusage(who: Int, usage: Pointer) => system::getrusage, Partial, "CPU time, and resident pages now";
    167 prctl(option: Int, arg2: Hex, arg3: Hex, arg4: Hex, arg5: Hex) => system::prctl, Partial, "PR_SET_NAME and PR_GET_NAME";
    168 getcpu(cpu: Pointer, node: Pointer) => system::getcpu, Full, "";
    169 gettimeofday(tv: Pointer, tz: Pointer) => time::gettimeofday, Partial, "the time zone stays untouched";
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
    220 clone(flags: CloneFlags, stack: Pointer, parent_tid: Pointer, tls: Pointer, child_tid: Pointer) => task::clone, Partial, "processes, vfork, and threads that share all; no namespaces", registers;
    221 execve(pathname: Path, argv: Strings, envp: Strings) => task::execve, Partial, "static ELF files", registers;
    222 mmap(addr: Pointer, length: Size, prot: Prot, flags: MapFlags, fd: Fd, offset: Size) => mm::mmap, Partial, "anonymous, private of files, shared of files for reading";
    226 mprotect(addr: Pointer, len: Size, prot: Prot) => mm::mprotect, Full, "";
    233 madvise(addr: Pointer, length: Size, advice: Int) => mm::madvise, Partial, "MADV_DONTNEED, and hints without effect";
    258 riscv_hwprobe(pairs: Pointer, pair_count: Size, cpusetsize: Size, cpus: Pointer, flags: Hex) => system::absent, Absent, "ENOSYS: the C library takes its plain routines";
    259 riscv_flush_icache(start: Pointer, end: Pointer, flags: Hex) => system::flush_icache, Full, "";
    260 wait4(pid: Pid, wstatus: Pointer, options: WaitFlags, rusage: Pointer) => task::wait4, Full, "";
    261 prlimit64(pid: Pid, resource: Int, new_limit: Pointer, old_limit: Pointer) => system::prlimit64, Full, "";
    278 getrandom(buf: Out, buflen: Size, flags: Hex) => system::getrandom, Full, "the bytes come from the seed";
    293 rseq(rseq: Pointer, rseq_len: Size, flags: Hex, sig: Hex) => system::absent, Absent, "ENOSYS: the C library does without";
    435 clone3(cl_args: Pointer, size: Size) => system::absent, Absent, "ENOSYS: the C library takes clone";
}

/// All rows, by family.
pub(crate) const FAMILIES: [&[Row]; 3] = [CALLS, file_calls::CALLS, poll_calls::CALLS];

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
