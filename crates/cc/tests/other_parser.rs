//! Our parser and lang-c, which knows C's grammar and no types, agree on what is C: on the cases of
//! the project, and on the same programs with a token left out, doubled or exchanged.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use lang_c::driver::{Config, Flavor, parse_preprocessed};
use vitrine_cc::{Diagnostic, Library, MessageId as M, Options, Severity, Source, compile_unit};

const NONE: Library<'_> = Library { headers: &[], sources: &[] };

/// Sentences about the grammar; all others are about types and names, of which lang-c knows nothing.
const GRAMMAR: &[M] = &[
    M::Expected,
    M::ExpectedFound,
    M::ExpectedBehind,
    M::ExpectedAtEnd,
    M::UnexpectedEnd,
    M::ExpectedExpression,
    M::ExpectedDeclaration,
    M::ExpectedName,
    M::ExpectedMember,
    M::ExpectedString,
    M::UnclosedBrace,
    M::StrayBrace,
    M::StrayElse,
    M::UnterminatedQuote,
];

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A case with the headers of our library, preprocessed by the host's gcc.
fn preprocessed(path: &Path) -> String {
    let output = Command::new("gcc")
        .args(["-E", "-P", "-nostdinc", "-funsigned-char", "-D__CHAR_UNSIGNED__=1", "-I"])
        .arg(repository().join("crates/libc/include"))
        .arg(path)
        .output()
        .expect("gcc runs; apt-get install gcc");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn lang_c_accepts(text: &str) -> bool {
    let config =
        Config { cpp_command: String::new(), cpp_options: Vec::new(), flavor: Flavor::GnuC11 };
    parse_preprocessed(&config, text.to_owned()).is_ok()
}

/// Errors; `strict` refuses what C forbids and GCC accepts.
fn ours(text: &str, strict: bool) -> Vec<Diagnostic> {
    let source = Source { name: "a.c".to_owned(), text: text.to_owned() };
    let options = Options { pedantic_errors: strict, ..Options::default() };
    let found = compile_unit(&source, &NONE, &options).err().unwrap_or_default();
    found.into_iter().filter(|one| one.severity == Severity::Error).collect()
}

fn cases() -> Vec<PathBuf> {
    let folder = fs::read_dir(repository().join("cases/c")).expect("the cases are there");
    let mut paths: Vec<PathBuf> = folder.map(|entry| entry.expect("readable").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "c"));
    paths.sort();
    paths
}

#[test]
fn both_accept_the_cases() {
    let mut refused = Vec::new();
    for path in cases() {
        let text = preprocessed(&path);
        let name = path.file_stem().expect("a file").to_string_lossy().into_owned();
        let found = ours(&text, false);
        assert!(found.is_empty(), "we refuse {name}: {:?}", found[0]);
        if !lang_c_accepts(&text) {
            refused.push(name);
        }
    }
    // lang-c's grammar has no `a ?: b`, no `_Noreturn` behind `static`, no labels as values, no
    // definitions of 1978, no `__thread`, no `u8"…"`, no attribute between `struct` and a tag, and no
    // types as arguments of builtins.
    let beyond = [
        "bitfield_layout",
        "comma_and_conditional",
        "gcc_builtins",
        "generic_selection",
        "goto_and_labels",
        "goto_nested",
        "old_style",
        "strings_literal",
        "thread_local_storage",
        "wide_strings",
    ];
    refused.retain(|name| !beyond.contains(&name.as_str()));
    assert_eq!(refused, [""; 0], "lang-c refuses them");
}

/// Where words and signs begin, in the part of the text that is the program's own.
fn tokens(text: &str, from: usize) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let word = |at: usize| bytes[at].is_ascii_alphanumeric() || bytes[at] == b'_';
    let mut list = Vec::new();
    let mut at = from;
    while at < bytes.len() {
        let begin = at;
        if matches!(bytes[at], b'"' | b'\'') {
            let quote = bytes[at];
            at += 1;
            while at < bytes.len() && bytes[at] != quote {
                at += if bytes[at] == b'\\' { 2 } else { 1 };
            }
            at += 1;
        } else if word(at) {
            while at < bytes.len() && word(at) {
                at += 1;
            }
            list.push((begin, at));
        } else {
            at += 1;
            if b"(){}[];,".contains(&bytes[begin]) {
                list.push((begin, at));
            }
        }
    }
    list
}

#[test]
fn both_judge_damaged_programs_alike() {
    let mut state = 1u64;
    let mut random = |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut judged = 0;
    let mut differences = Vec::new();
    for path in cases() {
        let text = preprocessed(&path);
        if !lang_c_accepts(&text) {
            continue;
        }
        let own = text.find("int main(").unwrap_or(0);
        let list = tokens(&text, own);
        for _ in 0..12 {
            let (begin, end) = list[random(list.len())];
            // lang-c takes `struct` without a tag for a type, and a type's name for a variable's, also where
            // `sizeof` is gone from before it.
            let (before, behind) = (text[..begin].trim_end(), text[end..].trim_start());
            let tag = ["struct", "union", "enum"].iter().any(|word| before.ends_with(word));
            if tag || behind.starts_with('=') || &text[begin..end] == "sizeof" {
                continue;
            }
            let other = list[random(list.len())];
            let replacement = match random(3) {
                0 => String::new(),
                1 => format!("{0} {0}", &text[begin..end]),
                _ => text[other.0..other.1].to_owned(),
            };
            let damaged = format!("{} {replacement} {}", &text[..begin], &text[end..]);
            let found = ours(&damaged, true);
            let grammar = found.iter().find(|one| GRAMMAR.contains(&one.message.id));
            let context = &damaged[begin.saturating_sub(40)..(begin + 40).min(damaged.len())];
            match (lang_c_accepts(&damaged), grammar) {
                (true, Some(error)) => {
                    let what = error.text(vitrine_cc::Lang::English);
                    differences.push(format!("only lang-c accepts {context:?}: {what}"));
                }
                (false, _) if found.is_empty() => {
                    differences.push(format!("only we accept {context:?}"));
                }
                _ => {}
            }
            judged += 1;
        }
    }
    assert!(judged > 300, "only {judged} programs were judged");
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
