//! gcc's command line, as far as makefiles use it. Options that only tune gcc's code are taken and forgotten.

use std::ffi::OsString;

use vitrine_cc::Options;

use super::response;
use super::warnings::Warnings;

/// What is asked for.
pub(super) enum Request {
    /// A line of information.
    Print(String),
    Build(Box<CcOptions>),
}

/// How far to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// `-E`
    Preprocess,
    /// `-fsyntax-only`
    Check,
    /// `-S`
    Assembly,
    /// `-c`
    Object,
    Link,
}

/// What a file is, by its name or `-x`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    C,
    /// Something for the linker.
    Object,
}

/// Something to compile or to link, in the order of the command line.
#[derive(Clone, Debug)]
pub(super) enum Input {
    File(String, Language),
    /// `-lname`
    Library(String),
}

/// `-M…`
#[derive(Clone, Debug, Default)]
pub(super) struct Dependencies {
    /// `-M`, `-MM`: the rule instead of the output.
    pub(super) instead: bool,
    /// `-MD`, `-MMD`: the rule beside the output.
    pub(super) beside: bool,
    /// `-MF`
    pub(super) file: Option<String>,
    /// `-MT`, `-MQ`
    pub(super) targets: Vec<String>,
    /// `-MP`
    pub(super) phony: bool,
}

/// The command line.
#[derive(Clone, Debug)]
pub(super) struct CcOptions {
    pub(super) stage: Stage,
    pub(super) inputs: Vec<Input>,
    pub(super) output: Option<String>,
    pub(super) compiler: Options,
    pub(super) warnings: Warnings,
    /// `-g`
    pub(super) debug: bool,
    /// `-P`: no line markers.
    pub(super) plain: bool,
    /// `-s`
    pub(super) strip: bool,
    /// `-L`
    pub(super) library_folders: Vec<String>,
    pub(super) dependencies: Dependencies,
}

const HELP: &str = "\
Usage: vitrine cc [options] file...

A C11 compiler for riscv64 Linux that takes gcc's options. Headers and C library are built in.

  @FILE  -o FILE  -c  -S  -E  -P  -dM  -fsyntax-only  -x c|none  -g  -s
  -I DIR  -iquote DIR  -isystem DIR  -include FILE  -D NAME[=VALUE]  -U NAME
  -L DIR  -l NAME  -M  -MM  -MD  -MMD  -MF FILE  -MT TARGET  -MQ TARGET  -MP
  -w  -Wname  -Wno-name  -Werror[=name]
  -O*  -std=*  -f*  -m*  -pthread  -static  -pipe  -Wl,*   taken, without effect
FILE is C (.c, .i, - for stdin with -E or -x c), an ELF object (.o) or an archive (.a).";

struct Parser {
    words: std::vec::IntoIter<String>,
    options: CcOptions,
    language: Option<Language>,
}

/// Reads the command line; an error is a sentence.
pub(super) fn parse(arguments: Vec<OsString>) -> Result<Request, String> {
    let words = arguments.into_iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let words = response::expanded(words)?;
    let options = CcOptions {
        stage: Stage::Link,
        inputs: Vec::new(),
        output: None,
        compiler: Options::default(),
        warnings: Warnings::default(),
        debug: false,
        plain: false,
        strip: false,
        library_folders: Vec::new(),
        dependencies: Dependencies::default(),
    };
    let mut parser = Parser { words: words.into_iter(), options, language: None };
    while let Some(word) = parser.words.next() {
        if let Some(text) = information(&word) {
            return Ok(Request::Print(text));
        }
        parser.word(&word)?;
    }
    let mut options = parser.options;
    if options.dependencies.instead {
        options.stage = Stage::Preprocess;
    }
    if options.inputs.is_empty() {
        return Err("no input files".to_owned());
    }
    let units = options.inputs.iter().filter(|input| matches!(input, Input::File(_, Language::C)));
    if options.output.is_some() && options.stage != Stage::Link && units.count() > 1 {
        return Err("cannot specify '-o' with '-c', '-S' or '-E' with multiple files".to_owned());
    }
    Ok(Request::Build(Box::new(options)))
}

/// Options that only ask something.
fn information(word: &str) -> Option<String> {
    Some(match word {
        "--version" | "-v" => {
            format!("vitrine cc (Vitrine) {}\nTarget: riscv64-linux-gnu", env!("CARGO_PKG_VERSION"))
        }
        "--help" => HELP.to_owned(),
        "-dumpmachine" => "riscv64-linux-gnu".to_owned(),
        "-dumpversion" | "-dumpfullversion" => env!("CARGO_PKG_VERSION").to_owned(),
        _ => return None,
    })
}

impl Parser {
    fn word(&mut self, word: &str) -> Result<(), String> {
        if word == "-" || !word.starts_with('-') {
            return self.file(word);
        }
        if self.with_value(word)? || self.stage(word) || self.dependency(word) {
            return Ok(());
        }
        let options = &mut self.options;
        match word {
            "-w" => options.warnings.suppress(),
            "-s" => options.strip = true,
            "-P" => options.plain = true,
            "-dM" => options.compiler.lists_macros = true,
            "-fsigned-char" | "-fno-unsigned-char" => options.compiler.signed_char = true,
            "-funsigned-char" | "-fno-signed-char" => options.compiler.signed_char = false,
            "-pedantic-errors" => options.compiler.pedantic_errors = true,
            "-pthread" => define(options, "_REENTRANT"),
            "-ansi" => {}
            "-shared" | "-r" | "-nostdlib" | "-nodefaultlibs" | "-nostartfiles" => {
                return Err(format!(
                    "'{word}' is not supported: programs are static and use the built-in C library"
                ));
            }
            _ if word.starts_with("-g") => options.debug = word != "-g0",
            _ if word.starts_with("-Wl,")
                || word.starts_with("-Wa,")
                || word.starts_with("-Wp,") => {}
            _ if word.starts_with("-W") => options.warnings.option(&word[2..]),
            _ if word.starts_with("-O") => {
                if word != "-O0" {
                    define(options, "__OPTIMIZE__");
                }
            }
            _ if word.starts_with("-std=") => standard(word)?,
            _ if is_ignored(word) => {}
            _ => return Err(format!("unrecognized command-line option '{word}'")),
        }
        Ok(())
    }

    fn file(&mut self, name: &str) -> Result<(), String> {
        let by_name = match name.rsplit_once('.') {
            Some((_, "c" | "i" | "h")) => Language::C,
            Some((_, "s" | "S")) if self.language.is_none() => {
                return Err(format!("{name}: assembly files are not supported"));
            }
            Some((_, "cc" | "cpp" | "cxx" | "C")) if self.language.is_none() => {
                return Err(format!("{name}: C++ is not supported"));
            }
            _ => Language::Object,
        };
        let language = self.language.unwrap_or(by_name);
        if name == "-" && language != Language::C && self.options.stage != Stage::Preprocess {
            return Err("-E or -x required when input is from standard input".to_owned());
        }
        let language = if name == "-" { Language::C } else { language };
        self.options.inputs.push(Input::File(name.to_owned(), language));
        Ok(())
    }

    fn stage(&mut self, word: &str) -> bool {
        let stage = match word {
            "-E" => Stage::Preprocess,
            "-S" => Stage::Assembly,
            "-c" => Stage::Object,
            "-fsyntax-only" => Stage::Check,
            _ => return false,
        };
        // Of several the one that stops earliest counts.
        let order = |stage: Stage| stage as u8;
        if order(stage) < order(self.options.stage) {
            self.options.stage = stage;
        }
        true
    }

    fn dependency(&mut self, word: &str) -> bool {
        let wanted = &mut self.options.dependencies;
        match word {
            "-M" | "-MM" => wanted.instead = true,
            "-MD" | "-MMD" => wanted.beside = true,
            "-MP" => wanted.phony = true,
            "-MG" => {}
            _ => return false,
        }
        true
    }

    /// Options with a value, joined or as the next word.
    fn with_value(&mut self, word: &str) -> Result<bool, String> {
        const APART: [&str; 12] = [
            "-include",
            "-isystem",
            "-iquote",
            "-idirafter",
            "-MF",
            "-MT",
            "-MQ",
            "-Xlinker",
            "-Xassembler",
            "-Xpreprocessor",
            "-z",
            "--param",
        ];
        const JOINED: [&str; 7] = ["-o", "-I", "-D", "-U", "-L", "-l", "-x"];
        let apart = APART.iter().find(|name| **name == word);
        let joined = JOINED.iter().find(|name| word.starts_with(**name));
        let Some(&name) = apart.or(joined) else { return Ok(false) };
        let value = match &word[name.len()..] {
            "" => self.words.next().ok_or_else(|| format!("missing argument to '{name}'"))?,
            joined => joined.to_owned(),
        };
        self.value(name, value)?;
        Ok(true)
    }

    fn value(&mut self, name: &str, value: String) -> Result<(), String> {
        let options = &mut self.options;
        match name {
            "-o" => options.output = Some(value),
            "-I" | "-isystem" | "-idirafter" => options.compiler.include_folders.push(value),
            "-iquote" => options.compiler.quote_folders.push(value),
            "-include" => options.compiler.forced_includes.push(value),
            "-D" => define(options, &value),
            "-U" => {
                options.compiler.defines.retain(|(name, _)| name.split('(').next() != Some(&value));
                options.compiler.undefines.push(value);
            }
            "-L" => options.library_folders.push(value),
            "-l" => options.inputs.push(Input::Library(value)),
            "-MF" => options.dependencies.file = Some(value),
            "-MT" => options.dependencies.targets.push(value),
            "-MQ" => options.dependencies.targets.push(value.replace('$', "$$")),
            "-x" => {
                self.language = match value.as_str() {
                    "c" | "cpp-output" | "c-header" => Some(Language::C),
                    "none" => None,
                    other => return Err(format!("language {other} not recognized")),
                }
            }
            // For gcc's own parts.
            _ => {}
        }
        Ok(())
    }
}

/// `-D name`, `-D name=value`, `-D 'name(x)=value'`.
fn define(options: &mut CcOptions, text: &str) {
    let (name, value) = text.split_once('=').unwrap_or((text, "1"));
    options.compiler.undefines.retain(|one| one != name);
    options.compiler.defines.retain(|(one, _)| one != name);
    options.compiler.defines.push((name.to_owned(), value.to_owned()));
}

fn standard(word: &str) -> Result<(), String> {
    let name = &word["-std=".len()..];
    let years = ["89", "90", "99", "9x", "11", "1x", "17", "18", "2x", "23"];
    let known = ["c", "gnu"]
        .iter()
        .any(|kind| name.strip_prefix(kind).is_some_and(|year| years.contains(&year)));
    if known || name.starts_with("iso9899:") {
        return Ok(());
    }
    Err(format!("unrecognized command-line option '{word}'"))
}

/// Options that change how gcc makes code, not what the program does.
fn is_ignored(word: &str) -> bool {
    let exact = [
        "-static",
        "-static-pie",
        "-no-pie",
        "-pie",
        "-pipe",
        "-rdynamic",
        "-pedantic",
        "-p",
        "-pg",
        "-C",
        "-CC",
        "-undef",
        "-nostdinc",
        "-static-libgcc",
        "-save-temps",
        "-###",
        "-H",
        "-trigraphs",
    ];
    exact.contains(&word)
        || word.starts_with("-f")
        || word.starts_with("-m")
        || word.starts_with("-d")
        || word.starts_with("-specs=")
        || word.starts_with("--sysroot")
        || word.starts_with("--param=")
}
