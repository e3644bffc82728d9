//! `vitrine cc` as makefiles and people use it, beside gcc, binutils, gdb and qemu for riscv64.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{env, fs};

const VITRINE: &str = env!("CARGO_BIN_EXE_vitrine");
const GCC: &str = "riscv64-linux-gnu-gcc";

/// An empty folder of the test's own.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cc").join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("the target folder can be written");
    path
}

fn put(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("the folder is there");
}

/// Runs a line of words in a folder; `vitrine` is the built one.
fn run(folder: &Path, line: &str) -> Output {
    let mut words =
        line.split_whitespace().map(|word| if word == "vitrine" { VITRINE } else { word });
    let program = words.next().expect("a line has words");
    Command::new(program).args(words).current_dir(folder).env("LC_ALL", "C").stdin(Stdio::null()).output().unwrap_or_else(|error| {
        panic!("{line}: {error}; apt-get install make qemu-user gdb-multiarch gcc-riscv64-linux-gnu libc6-dev-riscv64-cross")
    })
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Runs a line that must succeed, and say nothing on stderr; its stdout.
fn ok(folder: &Path, line: &str) -> String {
    let output = run(folder, line);
    let stderr = text(&output.stderr);
    assert!(output.status.success() && stderr.is_empty(), "{line}: {}\n{stderr}", output.status);
    text(&output.stdout)
}

/// Runs a program in both worlds; they must agree. Its output and status.
fn both(folder: &Path, program: &str) -> (String, Option<i32>) {
    let here = run(folder, &format!("vitrine run {program}"));
    let qemu = run(folder, &format!("qemu-riscv64 {program}"));
    assert_eq!(text(&here.stdout), text(&qemu.stdout), "{program}: {}", text(&here.stderr));
    assert_eq!(here.status.code(), qemu.status.code(), "{program}");
    (text(&here.stdout), here.status.code())
}

/// Runs a line that must fail with status 1; its stderr.
fn fails(folder: &Path, line: &str) -> String {
    let output = run(folder, line);
    assert_eq!(output.status.code(), Some(1), "{line}");
    text(&output.stderr)
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("the fixture is there").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&target).expect("the folder can be made");
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("the fixture can be read");
        }
    }
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cc").join(name)
}

const HELLO: &str = "#include <stdio.h>\nint main(void) { puts(\"hello\"); return 3; }\n";

#[test]
fn a_makefile_needs_only_another_cc() {
    for ar in ["ar", "riscv64-linux-gnu-ar"] {
        let here = folder(&format!("project-{ar}"));
        copy(&fixture("project"), &here);
        let cc = format!("CC={VITRINE} cc");
        let make = |target: &str| {
            let mut command = Command::new("make");
            command.args(["-s", &cc, &format!("AR={ar}"), target]).current_dir(&here);
            let output = command.output().expect("make is there; apt-get install make");
            assert!(output.status.success(), "{}", text(&output.stderr));
            text(&output.stdout)
        };
        make("words");
        let expected = "KEEP\nTHEM\nALL\n3 words, root 1.732\n";
        assert_eq!(ok(&here, "vitrine run ./words all them keep out"), expected);
        assert_eq!(ok(&here, "qemu-riscv64 ./words all them keep out"), expected);
        // The rules that the compiler wrote: a changed header makes what includes it, and no more.
        assert!(run(&here, "make -q words").status.success());
        let old = ok(
            &here,
            "touch -d 2001-01-01 main.o main.c list.c list.o libtext.a words include/list.h include/text.h text/upper.c text/upper.o text/unused.c text/unused.o",
        );
        assert_eq!(old, "");
        ok(&here, "touch include/text.h");
        let plan = ok(&here, "make -n words");
        assert!(plan.contains("main.c") && plan.contains("text/upper.c"), "{plan}");
        assert!(!plan.contains("list.c"), "{plan}");
    }
}

#[test]
fn halves_of_a_program_meet() {
    let here = folder("interop");
    copy(&fixture("interop"), &here);
    ok(&here, "riscv64-linux-gnu-gcc -O1 -static caller.c callee.c -o expected");
    let (expected, status) = both(&here, "./expected");
    assert!(expected.lines().count() > 20);
    for half in ["caller", "callee"] {
        ok(&here, &format!("vitrine cc -c -g -O2 {half}.c -o {half}-own.o"));
        for level in ["-O0", "-O1", "-O2 -g", "-Os -fno-pic", "-O2 -fpie"] {
            let name = level.replace([' ', '-'], "");
            ok(&here, &format!("{GCC} {level} -c {half}.c -o {half}-{name}.o"));
        }
    }
    for level in ["O0", "O1", "O2g", "Osfnopic", "O2fpie"] {
        for (caller, callee) in [(level, "own"), ("own", level), (level, level)] {
            let objects = format!("caller-{caller}.o callee-{callee}.o");
            for (linker, name) in [("vitrine cc", "v"), ("riscv64-linux-gnu-gcc -static", "g")] {
                let program = format!("{caller}-{callee}-{name}");
                ok(&here, &format!("{linker} {objects} -o {program}"));
                assert_eq!(
                    both(&here, &format!("./{program}")),
                    (expected.clone(), status),
                    "{program}"
                );
            }
        }
    }
}

#[test]
fn preprocessed_and_assembly_text_are_gcc_s_too() {
    let here = folder("text");
    copy(&fixture("interop"), &here);
    ok(&here, "riscv64-linux-gnu-gcc -O1 -static caller.c callee.c -o expected");
    let expected = both(&here, "./expected");
    for half in ["caller", "callee"] {
        let printed = ok(&here, &format!("vitrine cc -E {half}.c"));
        assert!(printed.starts_with(&format!("# 1 \"{half}.c\"\n")), "{printed}");
        assert!(printed.contains("# 1 \"shared.h\" 1\n") || printed.contains(" \"shared.h\" 1\n"));
        put(&here, &format!("{half}.i"), &printed);
        ok(&here, &format!("vitrine cc -S {half}.c -o {half}.s"));
        ok(&here, &format!("vitrine cc -S -g {half}.c -o {half}-lines.s"));
    }
    ok(&here, "riscv64-linux-gnu-gcc -static -x cpp-output caller.i callee.i -o from-i");
    ok(&here, "vitrine cc caller.i callee.i -o own-i");
    ok(&here, "riscv64-linux-gnu-gcc -static caller.s callee.s -o from-s");
    ok(&here, "riscv64-linux-gnu-gcc -static caller-lines.s callee-lines.s -o from-lines");
    for program in ["./from-i", "./own-i", "./from-s", "./from-lines"] {
        assert_eq!(both(&here, program), expected, "{program}");
    }
    // Lines of what was preprocessed are the source's.
    put(&here, "bad.c", "#include <stdio.h>\n\nint main(void) {\n    return missing;\n}\n");
    put(&here, "bad.i", &ok(&here, "vitrine cc -E bad.c"));
    assert!(fails(&here, &format!("{GCC} -c bad.i")).contains("bad.c:4:12: error:"));
}

#[test]
fn binutils_find_nothing_to_complain_of() {
    let here = folder("binutils");
    copy(&fixture("interop"), &here);
    ok(&here, "vitrine cc -g -c caller.c");
    ok(&here, "vitrine cc -g caller.o callee.c -o program");
    ok(&here, "vitrine cc -s caller.c callee.c -o stripped");
    for file in ["caller.o", "program", "stripped"] {
        let header = ok(&here, &format!("riscv64-linux-gnu-readelf -aW {file}"));
        assert!(header.contains("RVC, double-float ABI"), "{header}");
        ok(&here, &format!("riscv64-linux-gnu-objdump -drwC {file}"));
        ok(&here, &format!("riscv64-linux-gnu-objdump -WilFsr {file}"));
    }
    let symbols = ok(&here, "riscv64-linux-gnu-nm program");
    assert!(symbols.contains(" T main\n") && symbols.contains(" D shared_counter\n"), "{symbols}");
    assert!(run(&here, "riscv64-linux-gnu-nm stripped").stdout.is_empty());
    let lines = ok(&here, "riscv64-linux-gnu-objdump --dwarf=decodedline program");
    assert!(lines.contains("callee.c") && lines.contains("caller.c"), "{lines}");
    assert_eq!(both(&here, "./program"), both(&here, "./stripped"));
}

#[test]
fn gdb_shows_lines_and_values() {
    let here = folder("gdb");
    let source = "\
struct point { int x; double y; struct point *next; unsigned bits : 3; };
enum colour { RED, GREEN };
static int calls;
int depth(struct point *point, int level) {
    int list[3] = {level, 20, 30};
    calls++;
    if (level < 2) {
        enum colour colour = GREEN;
        return depth(point->next, level + 1) + colour;
    }
    return list[0] + point->x;
}
int main(void) {
    struct point second = {5, 2.5, 0, 6}, first = {4, 1.5, &second, 7};
    second.next = &first;
    return depth(&first, 0);
}
";
    put(&here, "point.c", source);
    ok(&here, "vitrine cc -g point.c -o point");
    put(
        &here,
        "static.gdb",
        "info line depth\nprint sizeof(struct point)\nptype struct point\ninfo scope point.c:9\nlist 4,5\n",
    );
    let shown = ok(&here, "gdb-multiarch -nx -batch -x static.gdb ./point");
    for wanted in [
        "Line 4 of \"point.c\" starts at address",
        "$1 = 32",
        "unsigned int bits : 3;",
        "Symbol colour is a variable",
        "int list[3] = {level, 20, 30};",
    ] {
        assert!(shown.contains(wanted), "{wanted}\n{shown}");
    }
}

#[test]
fn errors_have_gcc_s_form_and_status() {
    let here = folder("errors");
    put(&here, "hello.c", HELLO);
    put(&here, "bad.c", "int main(void) {\n    return missing;\n}\n");
    put(&here, "call.c", "int nowhere(int);\nint main(void) { return nowhere(1); }\n");
    put(&here, "twice.c", "int main(void) { return 0; }\n");
    put(&here, "unused.c", "int main(void) {\n    int spare = 1;\n    return 0;\n}\n");
    put(&here, "noise.o", "this is no object");
    let check = |line: &str, wanted: &str| {
        let told = fails(&here, line);
        assert!(told.contains(wanted), "{line}: {told}");
    };
    check("vitrine cc", "vitrine cc: error: no input files");
    check("vitrine cc -c absent.c", "vitrine cc: error: absent.c: No such file or directory");
    check("vitrine cc --unknown hello.c", "unrecognized command-line option '--unknown'");
    check("vitrine cc hello.c -o", "missing argument to '-o'");
    check(
        "vitrine cc -c hello.c bad.c -o x.o",
        "cannot specify '-o' with '-c', '-S' or '-E' with multiple files",
    );
    check("vitrine cc -shared hello.c", "'-shared' is not supported");
    check("vitrine cc bad.c", "bad.c:2:12: error: ");
    check("vitrine cc call.c", "call.c:2:");
    check("vitrine cc hello.c twice.c", "main");
    check("vitrine cc hello.c -lnothing", "cannot find -lnothing");
    check("vitrine cc hello.c noise.o", "noise.o: file not recognized");
    check("vitrine cc -Wall -Werror unused.c", "error: ");
    check("vitrine cc -Werror=unused-variable unused.c", "[-Werror=unused-variable]");
    check("vitrine cc hello.c -o absent/hello", "absent/hello: No such file or directory");
    assert!(!here.join("a.out").exists(), "an error must leave no program");
    let warned = run(&here, "vitrine cc -Wall unused.c");
    assert!(warned.status.success());
    assert!(text(&warned.stderr).contains("unused.c:2:9: warning: "), "{}", text(&warned.stderr));
    assert!(text(&warned.stderr).contains("[-Wunused-variable]"));
    ok(&here, "vitrine cc -Wall -w unused.c");
    ok(&here, "vitrine cc -Wall -Wno-unused-variable unused.c");
    ok(&here, "vitrine cc -Wall -Werror -Wno-unused unused.c");
    // Without -Wall gcc says nothing of it, so it must not stop the build.
    assert!(run(&here, "vitrine cc -Werror unused.c").status.success());
    // The object of another machine.
    ok(&here, "gcc -c hello.c -o host.o");
    check("vitrine cc host.o", "host.o: not a relocatable object for riscv64");
    // An object without lines is at least named.
    ok(&here, "vitrine cc -c call.c");
    check("vitrine cc call.o", "call.o: ");
}

#[test]
fn the_usual_options_are_taken() {
    let here = folder("options");
    put(&here, "hello.c", HELLO);
    fs::create_dir_all(here.join("inc")).expect("the folder can be made");
    put(&here, "inc/deep.h", "#define FROM_DEEP 4\n");
    put(&here, "first.h", "#define FIRST 1\n");
    put(
        &here,
        "uses.c",
        "#include <deep.h>\n#ifdef GONE\n#error gone\n#endif\nint value[FROM_DEEP + FIRST + TEXT(2)];\nint main(void) { return sizeof value / sizeof *value; }\n",
    );
    ok(
        &here,
        "vitrine cc -std=gnu11 -O3 -march=rv64gc -fno-strict-aliasing -pipe -pthread -static -Wl,-O1 hello.c",
    );
    assert_eq!(both(&here, "./a.out"), ("hello\n".to_owned(), Some(3)));
    ok(&here, "vitrine cc -Iinc -include first.h -DTEXT(x)=(x) -DGONE -UGONE uses.c -o uses");
    assert_eq!(both(&here, "./uses").1, Some(7));
    let rule = ok(&here, "vitrine cc -MM -Iinc -include first.h -DTEXT(x)=x uses.c");
    assert!(rule.starts_with("uses.o: uses.c"), "{rule}");
    assert!(rule.contains("inc/deep.h") && rule.contains("first.h"), "{rule}");
    ok(
        &here,
        "vitrine cc -c -MMD -MF rules.d -MT target -Iinc -include first.h -DTEXT(x)=x uses.c",
    );
    let rule = fs::read_to_string(here.join("rules.d")).expect("the rule was written");
    assert!(rule.starts_with("target: uses.c"), "{rule}");
    // A symbol of the user's wins over the library's, and a member over it, too.
    put(
        &here,
        "puts.c",
        "#include <stdio.h>\nint puts(const char *s) { return printf(\"own %s\\n\", s); }\n",
    );
    ok(&here, "vitrine cc -c puts.c hello.c");
    ok(&here, "ar rc libown.a puts.o");
    ok(&here, "vitrine cc hello.o -L. -lown -o own");
    assert_eq!(both(&here, "./own"), ("own hello\n".to_owned(), Some(3)));
    assert!(ok(&here, "vitrine cc --version").contains("riscv64-linux-gnu"));
    assert_eq!(ok(&here, "vitrine cc -dumpmachine"), "riscv64-linux-gnu\n");
}

#[test]
fn standard_input_is_a_source() {
    let here = folder("stdin");
    put(&here, "hello.c", HELLO);
    let input = fs::File::open(here.join("hello.c")).expect("it was just written");
    let mut command = Command::new(VITRINE);
    command.args(["cc", "-x", "c", "-", "-o", "hello"]).current_dir(&here).stdin(input);
    assert!(command.status().expect("the program is built").success());
    assert_eq!(both(&here, "./hello"), ("hello\n".to_owned(), Some(3)));
}

#[test]
fn several_files_run_at_once() {
    let here = folder("run");
    put(
        &here,
        "a.c",
        "#include <stdio.h>\nint twice(int);\nint main(int argc, char **argv) { printf(\"%s %d\\n\", argv[1], twice(argc)); }\n",
    );
    put(&here, "b.c", "int twice(int x) { return 2 * x; }\n");
    assert_eq!(ok(&here, "vitrine run a.c b.c -- word"), "word 4\n");
}

#[test]
fn executables_show_lines_and_locals() {
    let here = folder("lines");
    let source = "\
struct point { int x; unsigned bits : 3; struct point *next; };
static long total;
static void spin(struct point *point, const char *name) {
    int list[2] = {7, 8};
    for (;;) {
        total += list[0] + point->x + name[0];
    }
}
int main(void) {
    struct point second = {4, 1, 0}, first = {3, 5, &second};
    spin(&first, \"ring\");
}
";
    put(&here, "spin.c", source);
    for line in ["vitrine cc -g spin.c -o spin", "riscv64-linux-gnu-gcc -g -static spin.c -o spin"]
    {
        ok(&here, line);
        // It may say that the link is long, and longer than an argument can be.
        let link = run(&here, "vitrine share ./spin --at 300000").stdout;
        fs::write(here.join("link"), link).expect("the folder is there");
        let input = fs::File::open(here.join("link")).expect("it was just written");
        let mut open = Command::new(VITRINE);
        let opened = open.args(["open", "-"]).stdin(input).output().expect("it is built");
        let shown = text(&opened.stdout);
        for wanted in
            ["spin.c:6 in spin", "list = { 7, 8 }", "\"ring\"", " → { x = 3, bits = 5, next = 0x"]
        {
            assert!(shown.contains(wanted), "{line}: {wanted}\n{shown}");
        }
    }
}

#[test]
fn constructors_run_before_main_and_destructors_at_exit() {
    let here = folder("constructors");
    let half = |name: &str| {
        format!(
            "#include <stdio.h>\n#include <stdlib.h>\n\
             __attribute__((constructor)) static void up(int c, char **v) {{ printf(\"up {name} %d %d\\n\", c, v[0] != 0); }}\n\
             __attribute__((destructor)) static void down(void) {{ puts(\"down {name}\"); }}\n"
        )
    };
    put(&here, "first.c", &half("first"));
    let main = "static void last(void) { puts(\"atexit\"); }\nint main(void) { atexit(last); puts(\"main\"); }\n";
    put(&here, "second.c", &format!("{}{main}", half("second")));
    let expected = "up first 1 1\nup second 1 1\nmain\natexit\ndown second\ndown first\n";
    for (first, second) in [("vitrine cc", GCC), (GCC, "vitrine cc"), ("vitrine cc", "vitrine cc")]
    {
        ok(&here, &format!("{first} -c first.c"));
        ok(&here, &format!("{second} -c second.c"));
        for linker in ["vitrine cc", "riscv64-linux-gnu-gcc -static"] {
            ok(&here, &format!("{linker} first.o second.o -o program"));
            assert_eq!(both(&here, "./program").0, expected, "{first} {second} {linker}");
        }
    }
}

#[test]
fn priorities_order_constructors_across_objects() {
    let here = folder("priorities");
    let half = |name: &str, early: u32, late: u32| {
        let function = |kind: &str, priority: &str, what: &str| {
            let id = what.replace(' ', "_");
            format!(
                "__attribute__(({kind}{priority})) static void {id}(void) {{ puts(\"{name} {what}\"); }}\n"
            )
        };
        let (early, late) = (format!("({early})"), format!("({late})"));
        [
            "#include <stdio.h>\n".to_owned(),
            function("constructor", "", "up plain"),
            function("constructor", &late, "up late"),
            function("constructor", &early, "up early"),
            function("destructor", &early, "down early"),
            function("destructor", "", "down plain"),
            function("destructor", &late, "down late"),
        ]
        .concat()
    };
    put(&here, "first.c", &half("first", 150, 4000));
    put(
        &here,
        "second.c",
        &format!("{}int main(void) {{ return 0; }}\n", half("second", 101, 300)),
    );
    ok(&here, "riscv64-linux-gnu-gcc -static first.c second.c -o expected");
    let expected = both(&here, "./expected").0;
    assert!(
        expected.starts_with("second up early\nfirst up early\nsecond up late\n"),
        "{expected}"
    );
    for (first, second) in [("vitrine cc", GCC), (GCC, "vitrine cc"), ("vitrine cc", "vitrine cc")]
    {
        ok(&here, &format!("{first} -c first.c"));
        ok(&here, &format!("{second} -c second.c"));
        for linker in ["vitrine cc", "riscv64-linux-gnu-gcc -static"] {
            ok(&here, &format!("{linker} first.o second.o -o program"));
            assert_eq!(both(&here, "./program").0, expected, "{first} {second} {linker}");
        }
    }
    ok(&here, "vitrine cc -S first.c second.c");
    ok(&here, "riscv64-linux-gnu-gcc -static first.s second.s -o program");
    assert_eq!(both(&here, "./program").0, expected);
    put(&here, "bad.c", "__attribute__((constructor(70000))) static void f(void) {}\n");
    assert!(fails(&here, "vitrine cc -c bad.c").contains("between 0 and 65535, not 70000"));
}

#[test]
fn words_come_from_files_and_macros_are_listed() {
    let here = folder("response");
    put(&here, "list.txt", "-DTEXT='\"a b\"' @more.txt\n");
    put(&here, "more.txt", "-c main.c\n-o main.o\n");
    put(&here, "main.c", "#include <stdio.h>\nint main(void) { puts(TEXT); return 0; }\n");
    ok(&here, "vitrine cc @list.txt");
    ok(&here, "vitrine cc main.o -o main");
    assert_eq!(both(&here, "./main").0, "a b\n");
    assert!(fails(&here, "vitrine cc @missing.txt").contains("@missing.txt"));
    put(&here, "loop.txt", "@loop.txt\n");
    assert!(fails(&here, "vitrine cc @loop.txt").contains("too many @-files"));
    let own = "#define ONE 1\n#define BOTH(a,b) a + (b)\n#define SAY(...) puts(__VA_ARGS__)\n#define REST(x,y...) y\n\
               #define EMPTY\n#define GONE 2\n#undef GONE\nint x;\n";
    put(&here, "macros.c", own);
    let listed = ok(&here, "vitrine cc -dM -E macros.c");
    let theirs = ok(&here, &format!("{GCC} -dM -E macros.c"));
    for name in
        ["ONE", "BOTH", "SAY", "REST", "EMPTY", "__riscv_xlen", "__LDBL_MANT_DIG__", "__INT_MAX__"]
    {
        let line = |text: &str| {
            let begins = |line: &&str| {
                let rest = line.strip_prefix("#define ").and_then(|rest| rest.strip_prefix(name));
                rest.is_some_and(|rest| rest.starts_with([' ', '(']))
            };
            text.lines().find(begins).map(str::to_owned)
        };
        assert_eq!(line(&listed), line(&theirs), "{name}");
        assert!(line(&listed).is_some(), "{name}");
    }
    assert!(!listed.contains("GONE") && !listed.contains("int x"), "{listed}");
}

#[test]
fn damaged_files_get_an_answer() {
    use vitrine_cc::{Archive, Library, Options, Source, files, link};
    let shared = fs::read_to_string(fixture("interop").join("shared.h")).expect("it is there");
    let callee = fs::read_to_string(fixture("interop").join("callee.c")).expect("it is there");
    let options = Options {
        user_headers: vec![Source { name: "shared.h".to_owned(), text: shared }],
        defines: vec![("NO_LIBRARY".to_owned(), "1".to_owned())],
        ..Options::default()
    };
    let start = "void __libc_start(long *stack) { narrow(3); }";
    let source = Source { name: "callee.c".to_owned(), text: format!("{callee}\n{start}\n") };
    let library = Library { headers: vitrine_libc::HEADERS, sources: &[] };
    let compiled = vitrine_cc::compile_unit(&source, &library, &options);
    let (mut object, _) = compiled.expect("the fixture compiles");
    files::attach_dwarf(&mut object, "/w").expect("it fits");
    let whole = files::write_object(&object).expect("it fits");
    let linked = |bytes: &[u8]| {
        let object = files::read_object("callee.o", bytes).ok()?;
        link(&[object], &Archive::default()).ok()
    };
    let program = linked(&whole).expect("an intact object links").elf;
    assert!(files::debug_info(&program).functions.iter().any(|one| one.name == "narrow"));
    // A few bytes changed at a time, and the file cut, by a fixed sequence (Knuth's MMIX generator).
    let mut state = 1u64;
    let mut next = |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut refused = 0;
    for _ in 0..3_000 {
        let mut bytes = if next(2) == 0 { whole.clone() } else { program.clone() };
        for _ in 0..1 + next(4) {
            // Half of them in the tables at the end, which say most.
            let tail = if next(2) == 0 { 0 } else { bytes.len() * 2 / 3 };
            let at = tail + next(bytes.len() - tail);
            bytes[at] = next(256) as u8;
        }
        if next(8) == 0 {
            bytes.truncate(next(bytes.len()));
        }
        refused += usize::from(linked(&bytes).is_none());
        files::debug_info(&bytes);
    }
    assert!(refused > 1_000, "{refused}");
}
