//! From C files to objects, assembly text or preprocessed text.

use std::io::{Read, Write};
use std::{env, fs, io};

use vitrine_cc::files::{Lines, assembly, attach_dwarf, write_object};
use vitrine_cc::{Diagnostic, Library, Object, Source, compile_file, preprocess_file};

use super::options::{CcOptions, Input, Language, Stage};
use super::{Failed, dependencies, messages};

/// The C library's text.
pub(super) const LIBRARY: Library<'static> =
    Library { headers: vitrine_libc::HEADERS, sources: vitrine_libc::SOURCES };

/// The objects of all C files in order; empty unless they are to be linked.
pub(super) fn all(options: &CcOptions) -> Result<Vec<Object>, Failed> {
    let mut objects = Vec::new();
    let mut failed = false;
    for input in &options.inputs {
        match input {
            Input::File(name, Language::C) => match one(options, name) {
                Ok(object) => objects.extend(object),
                Err(Failed::Silent) => failed = true,
                Err(Failed::Told(message)) => {
                    messages::error(&message);
                    failed = true;
                }
            },
            Input::File(name, Language::Object) if options.stage != Stage::Link => {
                messages::warning(&format!(
                    "{name}: linker input file unused because linking not done"
                ));
            }
            Input::File(..) | Input::Library(_) => {}
        }
    }
    if failed { Err(Failed::Silent) } else { Ok(objects) }
}

/// What the system says of a failed access, in strerror's words.
pub(super) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split_once(" (os error").map_or(text.clone(), |(words, _)| words.to_owned())
}

fn read_source(name: &str) -> Result<Source, Failed> {
    let mut bytes = Vec::new();
    let read = match name {
        "-" => io::stdin().read_to_end(&mut bytes),
        _ => fs::read(name).map(|content| {
            bytes = content;
            bytes.len()
        }),
    };
    read.map_err(|error| format!("{name}: {}", reason(&error)))?;
    let name = if name == "-" { "<stdin>" } else { name };
    Ok(Source { name: name.to_owned(), text: String::from_utf8_lossy(&bytes).into_owned() })
}

/// A file of the user's, for `#include`. Folders and what cannot be read are not there.
fn read_header(path: &str) -> Option<String> {
    fs::read(path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

fn show(found: &[Diagnostic], options: &CcOptions, source: &Source) -> bool {
    messages::show(found, &options.warnings, &|name| match name {
        _ if name == source.name => Some(source.text.clone()),
        _ => vitrine_libc::header(name).map(str::to_owned).or_else(|| read_header(name)),
    })
}

fn one(options: &CcOptions, name: &str) -> Result<Option<Object>, Failed> {
    let source = read_source(name)?;
    if options.stage == Stage::Preprocess {
        return preprocess(options, &source).map(|()| None);
    }
    let compiled = compile_file(&source, &LIBRARY, &options.compiler, &read_header);
    let found = match &compiled {
        Ok((_, found)) | Err(found) => found,
    };
    let failed = show(found, options, &source);
    let (Ok((mut object, _)), false) = (compiled, failed) else { return Err(Failed::Silent) };
    let files: Vec<String> = object.files().map(str::to_owned).collect();
    let target = match (options.stage, &options.output) {
        (Stage::Object, Some(output)) => output.clone(),
        _ => in_place(name, "o"),
    };
    dependencies::beside(options, &target, &files)?;
    match options.stage {
        Stage::Assembly => {
            let lines = if options.debug { Lines::Directives } else { Lines::Comments };
            let output = options.output.clone().unwrap_or_else(|| in_place(name, "s"));
            write(&output, assembly(&object, lines).as_bytes())?;
            return Ok(None);
        }
        Stage::Preprocess | Stage::Check => return Ok(None),
        Stage::Object | Stage::Link => {}
    }
    if options.debug {
        let folder = env::current_dir().unwrap_or_else(|_| ".".into());
        attach_dwarf(&mut object, &folder.to_string_lossy())?;
    }
    if options.stage == Stage::Object {
        write(&target, &write_object(&object)?)?;
        return Ok(None);
    }
    Ok(Some(object))
}

fn preprocess(options: &CcOptions, source: &Source) -> Result<(), Failed> {
    let done = preprocess_file(source, &LIBRARY, &options.compiler, &read_header);
    let found = match &done {
        Ok((_, found)) | Err(found) => found,
    };
    let failed = show(found, options, source);
    let (Ok((printed, _)), false) = (done, failed) else { return Err(Failed::Silent) };
    let object = in_place(&source.name, "o");
    dependencies::beside(options, &object, &printed.files)?;
    let text = if options.dependencies.instead {
        dependencies::instead(options, &object, &printed.files)
    } else if options.compiler.lists_macros {
        printed.macros
    } else if options.plain {
        let lines = printed.text.lines().filter(|line| !line.starts_with("# ") && !line.is_empty());
        lines.map(|line| format!("{line}\n")).collect()
    } else {
        printed.text
    };
    let to = match options.dependencies.file.as_ref().filter(|_| options.dependencies.instead) {
        Some(file) => file,
        None => options.output.as_deref().map_or("-", |output| output),
    };
    write(to, text.as_bytes())
}

/// The file's name in the current folder with another ending.
fn in_place(name: &str, ending: &str) -> String {
    let base = name.rsplit('/').next().unwrap_or(name);
    let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
    format!("{stem}.{ending}")
}

/// Writes a file, or to stdout for `-`.
fn write(path: &str, bytes: &[u8]) -> Result<(), Failed> {
    let written = match path {
        "-" => io::stdout().write_all(bytes),
        _ => fs::write(path, bytes),
    };
    written.map_err(|error| Failed::Told(format!("{path}: {}", reason(&error))))
}
