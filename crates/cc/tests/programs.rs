//! Each program under `tests/programs` does under qemu what the host's gcc makes it do: same output, same exit status.
//! `char` is unsigned on RISC-V, so the host compiles with `-funsigned-char`.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::{env, fs};

use vitrine_cc::{
    Archive, Lang, Library, Options, Program, Severity, Source, compile, compile_library,
};

const LIBRARY: Library<'_> =
    Library { headers: vitrine_libc::HEADERS, sources: vitrine_libc::SOURCES };

fn archive() -> &'static Archive {
    static ARCHIVE: OnceLock<Archive> = OnceLock::new();
    ARCHIVE.get_or_init(|| match compile_library(&LIBRARY) {
        Ok(archive) => archive,
        Err(found) => {
            let texts: Vec<String> =
                found.iter().map(|one| one.render(None, Lang::English)).collect();
            panic!("the library does not compile:\n{}", texts.concat());
        }
    })
}

fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn run(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| {
        panic!("{command:?}: {error}; apt-get install gcc qemu-user binutils-riscv64-linux-gnu")
    })
}

fn build(name: &str, text: &str) -> Program {
    let source = Source { name: name.to_owned(), text: text.to_owned() };
    compile(&[source], &LIBRARY, archive(), &Options::default()).unwrap_or_else(|found| {
        let texts: Vec<String> =
            found.iter().map(|one| one.render(Some(text), Lang::English)).collect();
        panic!("{name} does not compile:\n{}", texts.concat());
    })
}

fn executable(name: &str, bytes: &[u8]) -> PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let path = scratch(name);
    fs::write(&path, bytes).expect("the target folder can be written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755))
        .expect("own files can be made executable");
    path
}

/// The host's `long double` is another one: here gcc's for riscv64 is the measure.
#[test]
fn long_double() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs/long_double.c");
    let text = fs::read_to_string(&path).expect("the program is there");
    let theirs = scratch("long_double.gcc");
    let gcc = run(Command::new("riscv64-linux-gnu-gcc")
        .args(["-std=gnu11", "-static", "-fno-builtin", "-o"])
        .arg(&theirs)
        .arg(&path)
        .arg("-lm"));
    assert!(gcc.status.success(), "{}", String::from_utf8_lossy(&gcc.stderr));
    let expected = run(Command::new("qemu-riscv64").arg(&theirs));
    let program = build("long_double.c", &text);
    let ours = run(Command::new("qemu-riscv64").arg(executable("long_double", &program.elf)));
    assert!(expected.stdout.len() > 8_000);
    assert_eq!(String::from_utf8_lossy(&ours.stdout), String::from_utf8_lossy(&expected.stdout));
    assert_eq!(ours.status.code(), expected.status.code());
}

/// C23's header; the host's gcc need not have it.
#[test]
fn checked_arithmetic_of_c23() {
    let text = "#include <stdckdint.h>\n#include <limits.h>\nint main(void) { int r; long l; unsigned char c;\n\
                return !(ckd_add(&r, INT_MAX, 1) && r == INT_MIN && !ckd_mul(&l, 1L << 40, 3u) && l == 3L << 40\n\
                && ckd_sub(&c, 1, 2) && c == 255 && _Generic(ckd_add(&r, 1, 1), _Bool: 1)); }\n";
    let program = build("checked.c", text);
    let output = run(Command::new("qemu-riscv64").arg(executable("checked", &program.elf)));
    assert_eq!(output.status.code(), Some(0));
}

fn check(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs").join(name);
    let text = fs::read_to_string(&path).expect("the program is there");
    let host = scratch(&format!("{name}.host"));
    let gcc = run(Command::new("gcc")
        .args(["-w", "-std=gnu11", "-funsigned-char", "-fwrapv", "-o"])
        .arg(&host)
        .arg(&path));
    assert!(gcc.status.success(), "gcc: {}", String::from_utf8_lossy(&gcc.stderr));
    let wanted = run(&mut Command::new(&host));
    let program = build(path.to_str().expect("a UTF-8 path"), &text);
    let guest = executable(&format!("{name}.riscv"), &program.elf);
    let got = run(Command::new("qemu-riscv64").arg(&guest));
    assert_eq!(
        String::from_utf8_lossy(&got.stdout),
        String::from_utf8_lossy(&wanted.stdout),
        "{name}: output"
    );
    assert_eq!(got.status.code(), wanted.status.code(), "{name}: exit status");
}

macro_rules! programs {
    ($($name:ident)*) => { $(#[test] fn $name() { check(concat!(stringify!($name), ".c")); })* };
}
programs! { atomics control floats integers linking pointers preprocessor processes records }

/// By the list above; long_double has a test of its own.
#[test]
fn every_program_is_checked() {
    let listed = include_str!("programs.rs");
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs"))
        .expect("the folder is there")
    {
        let name = entry.expect("readable").file_name().to_string_lossy().replace(".c", "");
        assert!(listed.contains(&format!(" {name} ")), "{name}.c is not in the list");
    }
}

#[test]
fn readelf_accepts_the_file() {
    let program = build(
        "main.c",
        "_Thread_local int t = 3; int data = 1, bss; int main(void) { return t + data + bss; }",
    );
    let path = executable("readelf.riscv", &program.elf);
    let output = run(Command::new("riscv64-linux-gnu-readelf").args(["-aW"]).arg(&path));
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    for part in [
        "EXEC (Executable file)",
        "RISC-V",
        "double-float ABI",
        "LOAD",
        "TLS",
        "GNU_STACK",
        ".text",
        ".bss",
        " main",
        "_start",
    ] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
    assert_eq!(run(Command::new("qemu-riscv64").arg(&path)).status.code(), Some(4));
}

#[test]
fn the_debugger_finds_lines_and_locals() {
    let text = "struct pair { int x, y; };\nint add(struct pair p) {\n  int sum = p.x;\n  { long inner = 2; sum += inner; }\n  return sum + p.y;\n}\nint main(void) { return add((struct pair){1, 2}); }\n";
    let debug = build("main.c", text).debug;
    let add = debug.functions.iter().find(|one| one.name == "add").expect("the function is there");
    assert_eq!(add.line, 2);
    let names: Vec<_> =
        add.variables.iter().map(|one| (one.name.as_str(), one.parameter)).collect();
    assert_eq!(names, [("p", true), ("sum", false), ("inner", false)]);
    let inner = &add.variables[2];
    assert!(
        inner.scope.0 > add.body && inner.scope.1 < add.epilogue && inner.scope.0 < inner.scope.1
    );
    let statements: Vec<u32> = debug
        .lines
        .iter()
        .filter(|line| line.statement && (add.low..add.high).contains(&line.address))
        .map(|line| line.line)
        .collect();
    assert_eq!(statements, [3, 4, 4, 5, 6]);
    assert!(
        debug
            .in_library(debug.functions.iter().find(|one| one.name == "exit").expect("linked").low)
    );
    assert!(!debug.in_library(add.low));
    match debug.resolve(add.variables[0].ty) {
        Some(vitrine_debug_info::Type::Record { name, size: 8, members, .. }) => {
            assert_eq!(name, "struct pair");
            assert_eq!(members[1].offset, 4);
        }
        other => panic!("{other:?}"),
    }
}

/// The messages a text gives, one a line: place, sentence, help.
fn messages(text: &str, lang: Lang) -> String {
    let source = Source { name: "a.c".to_owned(), text: text.to_owned() };
    let found = match compile(&[source], &LIBRARY, archive(), &Options::default()) {
        Ok(program) => program.warnings,
        Err(found) => found,
    };
    let mut out = String::new();
    for one in found {
        let letter = if one.severity == Severity::Error { 'E' } else { 'W' };
        let help =
            one.help.as_ref().map_or(String::new(), |help| format!(" | {}", help.text(lang)));
        out.push_str(&format!("{letter} {}:{} {}{help}\n", one.line, one.column, one.text(lang)));
    }
    out
}

#[test]
fn learners_get_help() {
    let text = "#include <stdio.h>\nint main(void) {\n  int count = 3\n  cuont = 4;\n  prinft(\"x\");\n  fork();\n  return 0；\n}\n";
    let english = "E 3:16 `;` is missing after `3` | statements and declarations end with `;`\n\
                   W 5:3 the function `prinft` is called, but not declared | did you mean `printf`?\n\
                   W 6:3 the function `fork` is called, but not declared | add `#include <unistd.h>`\n\
                   E 7:11 `；` has no meaning in C | `；` is a full-width character; switch the input method and type the ASCII one\n";
    assert_eq!(messages(text, Lang::English), english);
    assert!(
        messages(text, Lang::Chinese)
            .starts_with("E 3:16 `3` 后面缺少 `;` | 语句和声明以 `;` 结尾\n")
    );
}

#[test]
fn classics_are_warned_about() {
    let text = "#include <stdio.h>\n#include <string.h>\nint f(int x) { if (x = 2) return 1; }\nint main(void) {\n  int unused;\n  for (int i = 0; i < strlen(\"abc\"); i++) printf(\"%s %d\\n\", i);\n  return f(1);\n}\n";
    let wanted = "W 3:22 `=` assigns; `==` compares | write `==`, or put the assignment in parentheses of its own\n\
                  W 3:37 `f` can end without returning a value | add a `return` with a value before this brace\n\
                  W 5:7 the variable `unused` is never used\n\
                  W 6:21 a signed and an unsigned number are compared: `int` and `unsigned long`\n\
                  W 6:50 the format has 2 conversions, but 1 arguments follow\n";
    assert_eq!(messages(text, Lang::English), wanted);
}

#[test]
fn a_program_without_main_is_told_so() {
    let wanted =
        "E 0:0 `main` is used, but defined nowhere | a program begins at `int main(void)`\n";
    let got = messages("int mian(void) { return 0; }", Lang::English);
    assert!(got.ends_with(&wanted[6..]), "{got}");
}

#[test]
fn more_classics_are_warned_about() {
    let text = "#include <stdio.h>\n#include <string.h>\n\
        int size(int a[10]) { return sizeof a; }\n\
        int sum(int n) { int s; for (int i = 0; i < n; i++) s += i; return s; }\n\
        int main(void) {\n  char c, name[9]; int i; long l = 1; float f;\n\
        while ((c = getchar()) != EOF);\n  { putchar(c); }\n\
        scanf(\"%d %f %8s\", i, &l, &name);\n  printf(\"%d %s\\n\", l, 3);\n\
        if (name == \"bob\") return size(0);\n  sscanf(name, \"%*d%f%[^,]\", &f, name);\n  return sum(2) + f;\n}\n";
    let wanted = "W 3:30 `a` is a parameter: this is the size of a pointer, not of an array | pass the number of elements as a parameter of its own\n\
        W 4:53 `s` is read before it has been given a value | give it a value where it is declared\n\
        W 7:24 `char` is never negative on RISC-V, so this comparison always gives the same | use `int` for what `getchar` and the like return\n\
        W 7:31 the `;` behind the condition is the whole body of this `while`\n\
        W 9:20 `%d` does not fit an argument of type `int` | `scanf` stores through a pointer: write `&` before the variable\n\
        W 9:20 `i` is read before it has been given a value | give it a value where it is declared\n\
        W 9:23 `%f` does not fit an argument of type `long *`\n\
        W 10:21 `%d` does not fit an argument of type `long` | `%ld` is the conversion for it\n\
        W 10:24 `%s` does not fit an argument of type `int` | `%d` is the conversion for it\n\
        W 11:10 addresses are compared here, not texts | compare with `strcmp(a, b) == 0`\n";
    assert_eq!(messages(text, Lang::English), wanted);
}

#[test]
fn a_thread_of_the_wrong_type_gets_a_hint() {
    let text = "int create(long *t, const void *a, void *(*start)(void *), void *arg);\n\
        int worker(void *p) { return p != 0; }\n\
        int main(void) { long t; return create(&t, 0, worker, 0); }\n";
    let wanted = "W 3:47 the pointer `int (*)(void *)` does not fit `void *(*)(void *)` | a function that returns `void *` is wanted; this one returns `int`\n";
    assert!(messages(text, Lang::English).contains(wanted), "{}", messages(text, Lang::English));
}

#[test]
fn checked_arithmetic_takes_two_integers_and_a_place() {
    for arguments in ["1", "1, 2", "1, 2, 3", "1, 2, &a, 4", "1, &a, &a", "1.5, 2, &a", "1, 2, &d"]
    {
        let text = format!(
            "int main(void) {{ int a; double d; return __builtin_add_overflow({arguments}); }}\n"
        );
        let found = messages(&text, Lang::English);
        assert!(
            found.contains("E 1:") && found.contains("`__builtin_add_overflow`"),
            "{arguments}: {found}"
        );
    }
}

#[test]
fn nothing_is_said_about_correct_programs() {
    let text = "#include <stdio.h>\n\
        static int first(int n) { int last, seen = 0; for (int i = 0; i < n; i++) { if (seen) n -= last; last = i; seen = 1; } return n; }\n\
        static int later(int n) { int x; if (n) x = 1; else x = 2; return x; }\n\
        static int jump(int n) { int x; again: if (n > 5) return x; x = n++; goto again; }\n\
        static int used(int n) { int x; scanf(\"%d\", &x); (void)n; return x; }\n\
        int main(void) {\n  int a, b = 3; unsigned u = 5; char text[5]; double d; size_t z = sizeof b;\n\
        a = b; if ((a = b) && u == 5 && z == sizeof a) a++;\n\
        sscanf(text, \"%4s %lf %*d %n\", text, &d, &b);\n\
        printf(\"%5.2f %-*d %c %s %zu %p %%\\n\", d, 4, a, 'c', text, z, (void *)text);\n\
        int m = ({ int t = a; t > b ? t : b; });\n  while (a--) ;\n\
        return first(m) + later(1) + jump(2) + used(3);\n}\n";
    assert_eq!(messages(text, Lang::English), "");
}

#[test]
fn both_languages_use_the_same_words() {
    for &id in vitrine_cc::MessageId::ALL {
        for number in 0..4 {
            let hole = format!("{{{number}}}");
            let (english, chinese) = (id.template(Lang::English), id.template(Lang::Chinese));
            assert_eq!(english.contains(&hole), chinese.contains(&hole), "{id:?}: {hole}");
        }
        assert!(!id.template(Lang::Chinese).is_empty(), "{id:?}");
    }
}
