//! Nothing is missing: what textbook programs call (`functions.txt`) is declared and defined, and so is every function that a
//! header declares.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use vitrine_cc::{Archive, Lang, Library, Options, Source, compile, compile_library};

const LIBRARY: Library<'static> =
    Library { headers: vitrine_libc::HEADERS, sources: vitrine_libc::SOURCES };
const LIST: &str = include_str!("functions.txt");

/// The preamble makes a `jump` that setjmp's family can be shown with.
const PREAMBLE: &str = "#define _GNU_SOURCE\n#include <setjmp.h>\nstatic sigjmp_buf jump;\n";

/// A program that includes the header and uses each expression must compile and link.
fn check(archive: &Archive, header: &str, expressions: &BTreeSet<String>) -> Vec<String> {
    let mut text = format!("{PREAMBLE}#include <{header}>\n");
    text.push_str("const void *volatile used;\nint main(void) {\n");
    for expression in expressions {
        writeln!(text, "used = {expression};").expect("a String takes all");
    }
    text.push_str("return 0;\n}\n");
    let source = Source { name: "uses.c".to_owned(), text };
    match compile(std::slice::from_ref(&source), &LIBRARY, archive, &Options::default()) {
        Ok(_) => Vec::new(),
        Err(found) => found
            .iter()
            .map(|one| format!("{header}: {}", one.render(Some(&source.text), Lang::English)))
            .collect(),
    }
}

fn check_all(by_header: &BTreeMap<String, BTreeSet<String>>) {
    let archive = compile_library(&LIBRARY).expect("the library compiles");
    let problems: Vec<String> = by_header
        .iter()
        .flat_map(|(header, expressions)| check(&archive, header, expressions))
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn what_textbook_programs_call_is_there() {
    let mut by_header: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut names = 0;
    for line in LIST.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.splitn(3, ' ');
        let (Some(name), Some(header)) = (words.next(), words.next()) else {
            panic!("{line:?} is not a name and a header");
        };
        let expression = words.next().map_or(format!("(void *)&{name}"), str::to_owned);
        by_header.entry(header.to_owned()).or_default().insert(expression);
        names += 1;
    }
    assert!(names > 300, "the list has become short: {names} names");
    check_all(&by_header);
}

#[test]
fn what_a_header_declares_is_defined() {
    let mut by_header: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (header, text) in vitrine_libc::HEADERS {
        let own = ["vitrine/", "bits/", "asm/"].iter().any(|folder| header.starts_with(folder));
        let names = if own { BTreeSet::new() } else { declared(text) };
        if !names.is_empty() {
            let uses = names.iter().map(|name| format!("(void *)&{name}")).collect();
            by_header.insert((*header).to_owned(), uses);
        }
    }
    assert!(by_header.len() > 40, "no declarations were found");
    check_all(&by_header);
}

/// The functions that a header declares: the name before the first parenthesis of a statement outside all braces. `alloca` is
/// the compiler's.
fn declared(text: &str) -> BTreeSet<String> {
    let mut statements = String::new();
    let mut depth = 0;
    let joined = text.replace("\\\n", " ");
    for line in joined.lines().filter(|line| !line.trim_start().starts_with('#')) {
        let line = line.split("//").next().unwrap_or("");
        for c in line.chars() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                c if depth == 0 => statements.push(c),
                _ => {}
            }
        }
        statements.push(' ');
    }
    let functions = statements.split(';').map(str::trim).filter(|statement| {
        !["typedef", "static", "extern"].iter().any(|word| statement.starts_with(word))
    });
    functions
        .filter_map(|statement| statement.split_once('('))
        .filter_map(|(head, _)| head.rsplit([' ', '*']).next().map(str::to_owned))
        .filter(|name| !name.is_empty() && name != "alloca" && !name.starts_with("_Static"))
        .collect()
}

/// Programs link with an archive that compiles its units when they are needed, found by a guess at what each defines: it must
/// give the very program that the whole library gives.
#[test]
fn a_lazy_archive_links_the_same_program() {
    let text = "#include <pthread.h>\n#include <stdio.h>\n#include <math.h>\n#include <setjmp.h>\n\
                static void *f(void *x) { return x; }\nint main(void) { pthread_t t; pthread_create(&t, NULL, f, NULL);\n\
                pthread_join(t, NULL); jmp_buf j; return setjmp(j) + printf(\"%g\\n\", (double)sinf(1)); }\n";
    let source = Source { name: "uses.c".to_owned(), text: text.to_owned() };
    let link = |archive: &Archive| {
        compile(std::slice::from_ref(&source), &LIBRARY, archive, &Options::default())
            .unwrap_or_else(|found| panic!("{}", found[0].render(None, Lang::English)))
            .elf
    };
    let whole = link(&compile_library(&LIBRARY).expect("the library compiles"));
    assert!(link(&Archive::of_sources(&LIBRARY)) == whole, "the programs differ");
}
