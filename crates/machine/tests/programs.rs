//! Unmodified glibc programs do what they do under Linux.

mod common;

use common::{config, errors, output, run};
use vitrine_kernel::ExitStatus;
use vitrine_machine::{Config, Status};

/// Runs a program and compares what it prints and how it ends.
#[track_caller]
fn check(name: &str, args: &[&str], expected: &str, exit: u8) {
    let (machine, status) = run(&config(name, args));
    assert_eq!(output(&machine), expected);
    assert_eq!(errors(&machine), "");
    assert_eq!(status, Status::Exited(ExitStatus::Exited(exit)));
    assert_eq!(machine.kernel().broken_invariant(), None);
    assert_eq!(machine.kernel().broken_frames(), None);
    assert_eq!(machine.kernel().memory.used(), 0, "all frames are free after the last exit");
}

#[test]
fn hello() {
    let expected = "hello, world\nargument 1 is a\nargument 2 is \nHOME is /w, 1.50\n";
    check("hello", &["a", ""], expected, 7);
}

#[test]
fn fork_pipe_wait() {
    let expected =
        "hello hello [I am 101, my parent is 100, value 2] waited for 101 (101): 3, value 1\n";
    // Both copies of the unflushed buffer come out: the child's at its exit, before the parent's.
    check("family", &[], expected, 0);
}

#[test]
fn deaths_and_handlers() {
    let expected = "null: killed by 11\nabort: killed by 6\nunimp: killed by 4\n\
                    ebreak: killed by 5\nraise: killed by 15\npipe: killed by 13\n\
                    kill: killed by 9\nconstant: killed by 11\nhandler: exited 42\n\
                    ignored: exited 0\nhandled 20, 3.750\n";
    check("crash", &[], expected, 0);
}

#[test]
fn spawning_and_signals() {
    // As the same program prints it on Linux.
    let expected = "spawned: by posix_spawn\n\
                    spawn 0status 5\n\
                    no such file: No such file or directory\n\
                    spawned: after vfork\n\
                    blocked: 0\n\
                    unblocked: 1, reaped 5\n\
                    ignored: -1 No child processes\n\
                    nanosleep -1 Interrupted system call, about 990 ms left, users 1\n\
                    read -1 Interrupted system call, users 2\n\
                    restarted read 1 y, users 3\n\
                    stopped 1 by 19\n\
                    continued 1\n\
                    ended by 15\n\
                    sigsuspend -1 Interrupted system call, users 4\n\
                    sigwait 0 10\n\
                    children left: -1\n\
                    orphan of 1\n";
    check("signals", &[], expected, 0);
}

#[test]
fn memory_calls() {
    let expected = "small 7\n4 GiB: Cannot allocate memory\ndeep 1000\nshared 2 private 1\n\
                    mprotect of a hole: -1 Cannot allocate memory\nmoved 1 3\nbrk 1\n";
    check("memory", &[], expected, 0);
}

#[test]
fn clocks_names_threads_and_exec() {
    let once = "250 ms, Linux 6.18.0 riscv64, 4, 8388608\nthread 5, pid 100 uid 1000\n";
    check("times", &[], &once.repeat(2), 0);
}

#[test]
fn half_of_a_shared_megabyte_is_copied() {
    let (machine, status) = run(&config("cow", &[]));
    assert_eq!(status, Status::Exited(ExitStatus::Exited(0)));
    let copies = machine.kernel().counters.cow_copies;
    // 128 pages of the buffer, and some of stack and data.
    assert!((128..150).contains(&copies), "{copies} pages copied");
}

#[test]
fn three_processes_on_one_and_two_cpus() {
    let time = |cpus| {
        let (machine, status) = run(&Config { cpus, ..config("spin", &["3"]) });
        assert_eq!(status, Status::Exited(ExitStatus::Exited(0)));
        let text = output(&machine);
        assert!(text.ends_with("sum 3\n"), "{text}");
        assert_eq!(text.lines().count(), 4);
        let clocks = machine.kernel().cpus.iter().map(|cpu| cpu.clock_ns);
        clocks.max().expect("there is a CPU") as f64
    };
    let (one, two, four) = (time(1), time(2), time(4));
    assert!((1.8..2.1).contains(&(one / two)), "{one} ns on one CPU, {two} on two");
    assert!((2.6..3.1).contains(&(one / four)), "{one} ns on one CPU, {four} on four");
}

#[test]
fn a_fork_bomb_ends_at_the_limit() {
    let (machine, status) = run(&config("bomb", &[]));
    assert_eq!(output(&machine), "255 children, then Resource temporarily unavailable\n");
    assert_eq!(status, Status::Exited(ExitStatus::Exited(0)));
}

#[test]
fn a_program_that_takes_all_memory_is_killed() {
    let small = Config { memory_frames: 8192, ..config("greedy", &[]) };
    let (machine, status) = run(&small);
    assert_eq!(output(&machine), "killed by 9\n");
    assert_eq!(status, Status::Exited(ExitStatus::Exited(0)));
}
