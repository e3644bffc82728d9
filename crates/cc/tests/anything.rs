//! Whatever the text, the compiler answers with a program or with diagnostics, in bounded time.

use proptest::prelude::*;
use vitrine_cc::{Library, Options, Source, compile_unit};

const NONE: Library<'_> =
    Library { headers: &[("stdio.h", "int printf(const char *, ...);\n")], sources: &[] };

const PROGRAMS: &[&str] = &[
    include_str!("programs/control.c"),
    include_str!("programs/records.c"),
    include_str!("programs/pointers.c"),
    include_str!("programs/preprocessor.c"),
    include_str!("programs/atomics.c"),
    include_str!("programs/linking.c"),
    include_str!("../../../cases/c/old_style.c"),
    include_str!("../../../cases/c/designators.c"),
    include_str!("../../../cases/c/generic_selection.c"),
    include_str!("../../../cases/c/goto_and_labels.c"),
    include_str!("../../../cases/c/declarators.c"),
    include_str!("../../../cases/c/macros.c"),
    include_str!("../../../cases/c/vla.c"),
];

/// So many programs of each kind; `PROPTEST_CASES=100000 cargo test …` for a longer run.
fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok());
    ProptestConfig { cases: cases.unwrap_or(400), ..ProptestConfig::default() }
}

/// Pieces that C programs are made of.
const PIECES: &[&str] = &[
    "int",
    "struct",
    "union",
    "enum",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "*",
    "&",
    ";",
    ",",
    "=",
    "+",
    "-",
    "0",
    "1",
    "x",
    "y",
    "'a'",
    "\"s\"",
    "#define",
    "#if",
    "#endif",
    "\n",
    "return",
    "if",
    "else",
    "while",
    "switch",
    "case",
    ":",
    "?",
    "typedef",
    "static",
    "...",
    "->",
    ".",
    "<<",
    "sizeof",
    "_Alignas",
    "_Atomic",
    "__attribute__((packed))",
    "asm",
    "3.5",
    "void",
    "char",
    "##",
    "goto",
    "__builtin_va_arg",
    "_Generic",
    "default",
    "for",
    "do",
    "unsigned",
    "const",
    "!",
    "==",
    "1e999",
    "0x",
    "long",
    "double",
    "99999999999",
    "typeof",
    "({",
    "})",
    "&&",
    "asm(\"nop\" : \"=r\"(x) : \"r\"(y))",
    "[2 ... 5]",
    ".x",
    "_Thread_local",
    "int f(a, b) int a;",
    "static void *p = &&l;",
    "int a[x]",
];

fn answers(text: &str) {
    let source = Source { name: "a.c".to_owned(), text: text.to_owned() };
    match compile_unit(&source, &NONE, &Options::default()) {
        Ok(_) => {}
        Err(found) => {
            assert!(!found.is_empty());
            for one in found {
                assert!(one.length >= 1 && !one.text(vitrine_cc::Lang::Chinese).contains("{0}"));
                one.render(Some(text), vitrine_cc::Lang::English);
            }
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn random_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        answers(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn random_pieces(pieces in proptest::collection::vec(0..PIECES.len(), 0..120)) {
        let text: Vec<&str> = pieces.into_iter().map(|index| PIECES[index]).collect();
        answers(&text.join(" "));
        answers(&format!("int f(void) {{ {} }}", text.join(" ")));
    }

    #[test]
    fn mutated_programs(which in 0..PROGRAMS.len(), edits in proptest::collection::vec((any::<usize>(), 0..PIECES.len(), 0..12usize), 1..6)) {
        let mut text: Vec<char> = PROGRAMS[which].chars().collect();
        for (at, piece, removed) in edits {
            let at = at % text.len();
            let end = (at + removed).min(text.len());
            text.splice(at..end, PIECES[piece].chars());
        }
        answers(&text.into_iter().collect::<String>());
    }
}

#[test]
fn depth_and_size_have_limits() {
    let many = 20_000;
    for (open, close) in [
        ("(", ")"),
        ("{", "}"),
        ("[", "]"),
        ("-", ""),
        ("!", ""),
        ("f(", ")"),
        ("if (1) ", ";"),
        ("x ? ", ": 1"),
        ("1 + ", "1"),
        ("1, ", "1"),
        ("*", ""),
        ("case 1: ", ""),
        ("do ", "while (1);"),
    ] {
        answers(&format!(
            "int f(int x) {{ return {}x{}; }}",
            open.repeat(many),
            close.repeat(many)
        ));
        answers(&format!("int f(int x) {{ {}x{}; }}", open.repeat(many), close.repeat(many)));
        answers(&format!("int {}x{};", open.repeat(many), close.repeat(many)));
    }
    answers(&format!("struct {}", "s { struct ".repeat(many)));
    answers(&format!("int x = {}1;", "1 + ".repeat(many)));
    answers(&format!("int a{} = {}0{};", "[1]".repeat(many), "{".repeat(many), "}".repeat(many)));
    answers(&format!("#if {}1\n#endif\n", "(".repeat(many)));
    answers(&format!("#if {}1\n#endif\n", "!".repeat(many)));
    answers(&"#if 1\n".repeat(many));
    answers("int a[1000000000000]; int f(void) { return a[5]; }");
    answers("int a[] = {[1000000000] = 1};");
    answers("int f(void) { char a[1 << 30]; return a[0]; }");
    answers("#include \"a.c\"\n");
    // Each macro doubles the one before.
    let mut bomb = String::from("#define M0 x x\n");
    for level in 1..40 {
        bomb.push_str(&format!("#define M{level} M{0} M{0}\n", level - 1));
    }
    answers(&format!("{bomb}M39\n"));
    let mut nested = String::from("#define F(a) a a\n");
    nested.push_str(&format!("{}x{}\n", "F(".repeat(60), ")".repeat(60)));
    answers(&nested);
}
