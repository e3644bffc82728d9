//! From C files to a program that boots: the compiler and the C library together.
//!
//! The command line program calls [`open`] and [`build`]. The page holds no compiler: it opens lessons from programs that
//! `precompile` wrote while the site was built, and fetches this crate as a module of its own when something is to be
//! compiled; [`answer`] is what crosses.

use std::sync::OnceLock;

use vitrine_cc::{Archive, Diagnostic, Lang, Library, Options, Severity, Source};
use vitrine_scenario::{
    Answer, Built, LoadError, Problem, Program, Scenario, Session, Text, Unwatched,
};

/// Why a scenario cannot be opened.
#[derive(Debug)]
pub enum OpenError {
    /// The C program does not compile.
    Compile(Vec<Diagnostic>),
    /// The program cannot be loaded.
    Load(LoadError),
    /// The scenario names what does not exist; which.
    Unknown(String),
}

/// A program that can be booted, and what the compiler warns of.
pub struct Compiled {
    /// The program.
    pub built: Built,
    /// Warnings.
    pub warnings: Vec<Diagnostic>,
}

/// The C library, each unit compiled when it is first needed.
fn library() -> &'static Archive {
    static ARCHIVE: OnceLock<Archive> = OnceLock::new();
    ARCHIVE.get_or_init(|| Archive::of_sources(&headers()))
}

fn headers() -> Library<'static> {
    Library { headers: vitrine_libc::HEADERS, sources: vitrine_libc::SOURCES }
}

/// Compiles and links C files given as name and text.
pub fn compile(files: &[(String, String)]) -> Result<Compiled, Vec<Diagnostic>> {
    let source =
        |(name, text): &(String, String)| Source { name: name.clone(), text: text.clone() };
    let (user_headers, units): (Vec<_>, Vec<_>) =
        files.iter().partition(|(name, _)| name.ends_with(".h"));
    let units: Vec<Source> = units.into_iter().map(source).collect();
    let options = Options {
        user_headers: user_headers.into_iter().map(source).collect(),
        ..Options::default()
    };
    let program = vitrine_cc::compile(&units, &headers(), library(), &options)?;
    let name =
        files.iter().find(|(name, _)| name.ends_with(".c")).map_or("a.out", |(name, _)| name);
    let stem = name.rsplit('/').next().unwrap_or(name).trim_end_matches(".c");
    Ok(Compiled {
        built: Built {
            elf: program.elf.into(),
            path: format!("./{stem}"),
            debug: Some(program.debug),
        },
        warnings: program.warnings,
    })
}

/// The executable of a scenario.
pub fn build(program: &Program) -> Result<Compiled, OpenError> {
    let Some(files) = program.sources() else {
        let built = Built::foreign(program).map_err(OpenError::Unknown)?;
        #[cfg(feature = "files")]
        let built = described(built);
        return Ok(Compiled { built, warnings: Vec::new() });
    };
    compile(&files).map_err(OpenError::Compile)
}

/// With what an executable of any compiler says about its source.
#[cfg(feature = "files")]
fn described(built: Built) -> Built {
    let debug = vitrine_cc::files::debug_info(&built.elf);
    let debug = (!debug.functions.is_empty()).then_some(debug);
    Built { debug, ..built }
}

/// Compiles, boots and stands at step 0.
pub fn open(scenario: &Scenario) -> Result<Session, OpenError> {
    let compiled = build(&scenario.program)?;
    Session::open(scenario, compiled.built).map_err(OpenError::Load)
}

/// Compiles and boots a machine that nobody watches.
pub fn open_unwatched(scenario: &Scenario) -> Result<Unwatched, OpenError> {
    let compiled = build(&scenario.program)?;
    Unwatched::open(scenario, &compiled.built).map_err(OpenError::Load)
}

/// Compiles for a page that knows no compiler: the program or the reasons against it, in words.
pub fn answer(files: &[(String, String)]) -> Answer {
    match compile(files) {
        Ok(Compiled { built, warnings }) => {
            Answer { program: Some(built), problems: problems(&warnings) }
        }
        Err(diagnostics) => Answer { program: None, problems: problems(&diagnostics) },
    }
}

fn problems(diagnostics: &[Diagnostic]) -> Vec<Problem> {
    let both =
        |say: &dyn Fn(Lang) -> String| Text { en: say(Lang::English), zh: say(Lang::Chinese) };
    diagnostics
        .iter()
        .map(|one| Problem {
            error: one.severity == Severity::Error,
            file: one.file.clone(),
            line: one.line,
            column: one.column,
            length: one.length,
            text: both(&|lang| one.text(lang)),
            help: one.help.as_ref().map(|help| both(&|lang| help.text(lang))),
        })
        .collect()
}
