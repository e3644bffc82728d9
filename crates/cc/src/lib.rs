//! The C compiler: from C source to a static riscv64 ELF and its [`DebugInfo`].
//!
//! [`compile`] does everything at once; [`compile_unit`], [`compile_library`] and [`link()`] are its
//! steps. All are pure functions of their arguments: no files, no clock. Whatever the input, the
//! answer is a program or a list of [`Diagnostic`]s, within bounds of time, memory and recursion.
//!
//! Inside: `lex` → `preprocess` → `parse` (with the rules in `check`) → `tree` → `generate` →
//! `object` → `link` → `elf`.

mod archive;
mod assemble;
mod check;
mod code;
mod debug;
mod diagnostics;
mod elf;
mod encode;
#[cfg(feature = "files")]
pub mod files;
mod generate;
mod hash;
mod intern;
mod lex;
mod link;
mod literal;
mod messages;
mod object;
mod parse;
mod preprocess;
mod source;
mod tree;
mod types;

pub use archive::Archive;
pub use diagnostics::{Diagnostic, Lang, Message, MessageId, Note, Severity};
pub use link::{Names, link, link_with};
pub use object::Object;
pub use preprocess::print::PreprocessedText;
use preprocess::{Header, Headers};
pub use vitrine_debug_info::DebugInfo;

/// A source file: a translation unit, or a header of the user's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its path, as messages name it.
    pub name: String,
    /// Its whole text.
    pub text: String,
}

/// The C library as source text: (path, text) pairs.
#[derive(Clone, Copy, Debug)]
pub struct Library<'a> {
    /// Headers by the path that `#include` names, such as `sys/wait.h`.
    pub headers: &'a [(&'a str, &'a str)],
    /// Translation units.
    pub sources: &'a [(&'a str, &'a str)],
}

/// Settings of a compilation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// `-dM`: the preprocessor lists the macros that are defined at the end.
    pub lists_macros: bool,
    /// Macros defined before the first line: name and replacement.
    pub defines: Vec<(String, String)>,
    /// Names that are not macros before the first line, whatever else says so.
    pub undefines: Vec<String>,
    /// Headers of the user's, by path.
    pub user_headers: Vec<Source>,
    /// Plain `char` is signed, as on x86; RISC-V's ABI makes it unsigned (`-fsigned-char`).
    pub signed_char: bool,
    /// What C forbids but GCC only warns about is an error (`-pedantic-errors`).
    pub pedantic_errors: bool,
    /// Folders that `#include "…"` searches (`-iquote`); [`compile_file`] reads from them.
    pub quote_folders: Vec<String>,
    /// Folders that every `#include` searches before the library (`-I`).
    pub include_folders: Vec<String>,
    /// Files that are read before the unit (`-include`).
    pub forced_includes: Vec<String>,
}

/// A linked program.
#[derive(Clone, Debug)]
pub struct Program {
    /// The ELF file.
    pub elf: Vec<u8>,
    /// Source places, variables and types of its code.
    pub debug: DebugInfo,
    /// What the compiler noticed.
    pub warnings: Vec<Diagnostic>,
}

/// Larger texts are refused.
const MAX_SOURCE: usize = 16 << 20;

/// Reads a file of the user's by its path; `None` if there is none.
pub type ReadFile<'a> = dyn Fn(&str) -> Option<String> + 'a;

/// Compiles one unit. The second part of a success are warnings; a failure holds both errors and
/// warnings, in order of place.
pub fn compile_unit(
    source: &Source,
    library: &Library<'_>,
    options: &Options,
) -> Result<(Object, Vec<Diagnostic>), Vec<Diagnostic>> {
    compile_file(source, library, options, &|_| None)
}

/// Like [`compile_unit`], where `#include` also finds the files that `read` knows.
pub fn compile_file(
    source: &Source,
    library: &Library<'_>,
    options: &Options,
    read: &ReadFile<'_>,
) -> Result<(Object, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut session = diagnostics::Session::new();
    compile_in(&mut session, source, &headers(library, options, read), options, false)
}

/// Only preprocesses: what `-E` prints, and which files were read.
pub fn preprocess_file(
    source: &Source,
    library: &Library<'_>,
    options: &Options,
    read: &ReadFile<'_>,
) -> Result<(PreprocessedText, Vec<Diagnostic>), Vec<Diagnostic>> {
    let mut session = diagnostics::Session::new();
    let headers = headers(library, options, read);
    let input = preprocessed(&mut session, source, &headers, options, false)?;
    let failed = session.has_errors();
    let text = preprocess::print::print(&session, &input);
    let found = session.take_diagnostics();
    if failed { Err(found) } else { Ok((text, found)) }
}

fn headers<'a>(library: &Library<'a>, options: &'a Options, read: &'a ReadFile<'a>) -> Headers<'a> {
    let own = options
        .user_headers
        .iter()
        .map(|one| (one.name.as_str(), Header { text: &one.text, library: false }));
    Headers { known: standard_headers(library.headers).chain(own).collect(), read }
}

fn standard_headers<'a>(
    headers: &'a [(&'a str, &'a str)],
) -> impl Iterator<Item = (&'a str, Header<'a>)> {
    headers.iter().map(|&(name, text)| (name, Header { text, library: true }))
}

/// Compiles in a session that may have read some of the headers already.
fn compile_in(
    session: &mut diagnostics::Session,
    source: &Source,
    headers: &Headers<'_>,
    options: &Options,
    library: bool,
) -> Result<(Object, Vec<Diagnostic>), Vec<Diagnostic>> {
    let input = preprocessed(session, source, headers, options, library)?;
    let parsed = parse::parse(session, input);
    if session.has_errors() {
        return Err(session.take_diagnostics());
    }
    let object = generate::unit::generate(session, &parsed, &source.name, library);
    let failed = session.has_errors();
    let found = session.take_diagnostics();
    if failed { Err(found) } else { Ok((object, found)) }
}

fn preprocessed(
    session: &mut diagnostics::Session,
    source: &Source,
    headers: &Headers<'_>,
    options: &Options,
    library: bool,
) -> Result<preprocess::Preprocessed, Vec<Diagnostic>> {
    if source.text.len() > MAX_SOURCE {
        return Err(vec![Diagnostic::without_place(MessageId::TooManyTokens, &[])]);
    }
    session.signed_char = options.signed_char;
    session.pedantic_errors = options.pedantic_errors;
    let file = session.map.add(&source.name, &source.text, library);
    Ok(preprocess::preprocess(session, headers, options, file))
}

/// Compiles the whole library.
pub fn compile_library(library: &Library<'_>) -> Result<Archive, Vec<Diagnostic>> {
    let options = Options::default();
    let headers = headers(library, &options, &|_| None);
    // One session: the headers are read once for all units.
    let mut session = diagnostics::Session::new();
    let mut members = Vec::new();
    let mut problems = Vec::new();
    for (name, text) in library.sources {
        let source = Source { name: (*name).to_owned(), text: (*text).to_owned() };
        match compile_in(&mut session, &source, &headers, &options, true) {
            Ok((object, _)) => members.push(object),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() { Ok(Archive::new(members)) } else { Err(problems) }
}

/// Compiles units and links them with what they need of the library.
pub fn compile(
    sources: &[Source],
    library: &Library<'_>,
    archive: &Archive,
    options: &Options,
) -> Result<Program, Vec<Diagnostic>> {
    let mut objects = Vec::new();
    let mut warnings = Vec::new();
    let mut failed = false;
    for source in sources {
        match compile_unit(source, library, options) {
            Ok((object, found)) => {
                objects.push(object);
                warnings.extend(found);
            }
            Err(found) => {
                failed = true;
                warnings.extend(found);
            }
        }
    }
    if failed {
        return Err(warnings);
    }
    match link(&objects, archive) {
        Ok(program) => Ok(Program { warnings, ..program }),
        Err(mut problems) => {
            problems.extend(warnings);
            Err(problems)
        }
    }
}
