//! Programs about files, pipes, FIFOs and the terminal print what they printed under Linux 6.18:
//! `programs/<name>.linux` was recorded there, as user 1000 in an empty directory of a tmpfs.

mod common;

use std::path::PathBuf;

use common::{config, output, run};
use vitrine_abi::Signal;
use vitrine_kernel::ExitStatus;
use vitrine_machine::{Config, Status, Stdin};

const WELL: ExitStatus = ExitStatus::Exited(0);

fn recorded(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/programs");
    std::fs::read_to_string(folder.join(format!("{name}.linux"))).expect("what Linux printed")
}

#[track_caller]
fn check(name: &str, end: ExitStatus) {
    let mut config = config(name, &[]);
    for cpus in [1, 3] {
        config.cpus = cpus;
        let (machine, status) = run(&config);
        assert_eq!(output(&machine), recorded(name), "on {cpus} CPUs");
        assert_eq!(status, Status::Exited(end));
        assert_eq!(machine.kernel().broken_invariant(), None);
        assert!(machine.kernel().pipes.is_empty(), "all pipes are gone after the last exit");
    }
}

#[test]
fn slots_of_a_pipe() {
    check("pipe_slots", ExitStatus::Signaled { signal: Signal::PIPE, core: false });
}

#[test]
fn sleeping_on_a_pipe() {
    check("pipe_block", WELL);
}

#[test]
fn meeting_at_a_fifo() {
    check("fifo", WELL);
}

#[test]
fn reading_and_writing_files() {
    check("file_rw", WELL);
}

#[test]
fn descriptors() {
    check("descriptors", WELL);
}

#[test]
fn permissions_links_and_listings() {
    check("permissions", WELL);
}

#[test]
fn paths_and_their_errors() {
    check("paths", WELL);
}

#[test]
fn a_terminal_with_lines_and_without() {
    // The last ^D is typed while the program reads without lines: then it is a character.
    let typed = b"hello\nwor\x7fld\n\nab\x04cd".to_vec();
    let stdin = Stdin { bytes: typed, closed: false };
    let config = Config { tty: true, stdin, ..config("terminal", &[]) };
    let (mut machine, status) = run(&config);
    assert_eq!(status, Status::WaitsForInput);
    machine.input(b"\x04");
    assert_eq!(machine.run_unwatched(1_000_000), Status::Exited(WELL));
    assert_eq!(output(&machine), recorded("terminal"));
}
