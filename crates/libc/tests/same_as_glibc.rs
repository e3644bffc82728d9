//! Each program under `tests/programs` prints the same with this library (gcc for riscv64, under qemu) as with the host's
//! glibc. Whoever has no cross compiler is told which packages to install.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::{env, fs};

const COMPILER: &str = "riscv64-linux-gnu-gcc";
const FREESTANDING: &[&str] =
    &["-nostdlib", "-static", "-nostdinc", "-fno-builtin", "-fno-stack-protector"];

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|error| {
        panic!("{command:?}: {error}; apt-get install gcc gcc-riscv64-linux-gnu qemu-user")
    });
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
    output
}

/// The library as an archive, built once from the very texts that the crate exports.
fn archive() -> &'static Path {
    static ARCHIVE: OnceLock<PathBuf> = OnceLock::new();
    ARCHIVE.get_or_init(|| {
        let folder = scratch("library");
        for (list, below) in [(vitrine_libc::HEADERS, "include"), (vitrine_libc::SOURCES, "c")] {
            for (name, text) in list {
                let path = folder.join(below).join(name);
                fs::create_dir_all(path.parent().expect("it has a folder")).expect("can be made");
                fs::write(path, text).expect("can be written");
            }
        }
        let objects = folder.join("objects");
        let _ = fs::remove_dir_all(&objects);
        fs::create_dir_all(&objects).expect("can be made");
        let mut compile = Command::new(COMPILER);
        compile
            .current_dir(&objects)
            .args(FREESTANDING)
            .args(["-std=c11", "-O1", "-Wall", "-Wextra", "-Werror", "-c"]);
        compile.args([
            "-fno-tree-loop-distribute-patterns",
            "-ffunction-sections",
            "-I",
            "../include",
        ]);
        for (index, (name, _)) in vitrine_libc::SOURCES.iter().enumerate() {
            // Two files may share a name, so each is compiled under a number.
            let numbered = format!("{index}.c");
            fs::write(objects.join(&numbered), format!("#include \"../c/{name}\"\n"))
                .expect("can be written");
            compile.arg(numbered);
        }
        run(&mut compile);
        let path = folder.join("libvitrine.a");
        let _ = fs::remove_file(&path);
        let mut archive = Command::new("riscv64-linux-gnu-ar");
        archive.arg("rcs").arg(&path);
        archive
            .args((0..vitrine_libc::SOURCES.len()).map(|index| objects.join(format!("{index}.o"))));
        run(&mut archive);
        path
    })
}

fn check(name: &str) {
    let source =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs").join(format!("{name}.c"));
    let folder = scratch(name);
    let host = folder.join("host");
    run(Command::new("gcc")
        .args(["-std=gnu11", "-w", "-funsigned-char", "-fno-builtin", "-D_GNU_SOURCE", "-o"])
        .arg(&host)
        .arg(&source)
        .arg("-lm"));
    let ours = folder.join("ours");
    let library = archive();
    let include = library.parent().expect("it has a folder").join("include");
    run(Command::new(COMPILER)
        .args(FREESTANDING)
        .args(["-std=gnu11", "-O1", "-w", "-I"])
        .arg(include)
        .arg("-o")
        .arg(&ours)
        .arg(&source)
        .arg(library)
        .arg("-lgcc"));
    let expected = run(Command::new(&host).current_dir(&folder).env("TZ", "UTC"));
    let got = run(Command::new("qemu-riscv64").arg(&ours).current_dir(&folder));
    for (which, expected, got) in
        [("stdout", expected.stdout, got.stdout), ("stderr", expected.stderr, got.stderr)]
    {
        let (expected, got) = (String::from_utf8_lossy(&expected), String::from_utf8_lossy(&got));
        for (number, (want, have)) in expected.lines().zip(got.lines()).enumerate() {
            assert_eq!(
                have.replace("ours", "host"),
                want.replace(" ours", " host"),
                "{name}.c, line {} of {which}",
                number + 1
            );
        }
        assert_eq!(got.lines().count(), expected.lines().count(), "{name}.c, lines of {which}");
    }
}

#[test]
fn formats() {
    check("format");
}

#[test]
fn numbers_from_text() {
    check("numbers");
}

#[test]
fn strings_and_tables() {
    check("strings");
}

#[test]
fn heap() {
    check("heap");
}

#[test]
fn streams() {
    check("streams");
}

#[test]
fn calendar() {
    check("calendar");
}

#[test]
fn options() {
    check("options");
}

#[test]
fn jumps_and_signals() {
    check("jumps");
}

#[test]
fn mathematics() {
    check("mathematics");
}

#[test]
fn users_and_groups() {
    check("accounts");
}

#[test]
fn pipes_to_a_shell() {
    check("shell");
}

#[test]
fn ipc_of_both_kinds() {
    check("ipc");
}

#[test]
fn sockets_and_other_events() {
    check("events");
}
