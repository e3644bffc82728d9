//! Any bytes are a program or diagnostics, in both languages, and never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vitrine_cc::{Lang, Library, Options, Source, compile_unit};

const LIBRARY: Library<'_> =
    Library { headers: &[("stdio.h", "int printf(const char *, ...);\n")], sources: &[] };

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let source = Source { name: "a.c".to_owned(), text };
    let found = match compile_unit(&source, &LIBRARY, &Options::default()) {
        Ok((_, warnings)) => warnings,
        Err(found) => {
            assert!(!found.is_empty());
            found
        }
    };
    for one in found {
        one.render(Some(&source.text), Lang::English);
        one.render(Some(&source.text), Lang::Chinese);
    }
});
