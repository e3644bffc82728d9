//! From objects, archives and the C library to a program.

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use vitrine_cc::files::{is_archive, read_archive, read_object};
use vitrine_cc::{Archive, Names, Object};

use super::compile::{LIBRARY, reason};
use super::options::{CcOptions, Input, Language};
use super::{Failed, messages};

/// Parts of the C library that are files elsewhere and one here.
const BUILT_IN: [&str; 9] = ["c", "m", "pthread", "rt", "dl", "util", "gcc", "gcc_s", "anl"];

/// Links and writes the program.
pub(super) fn program(options: &CcOptions, units: Vec<Object>) -> Result<(), Failed> {
    let mut units = units.into_iter();
    let mut objects = Vec::new();
    let mut members = Vec::new();
    for input in &options.inputs {
        let path = match input {
            Input::File(_, Language::C) => {
                objects.extend(units.next());
                continue;
            }
            Input::File(name, Language::Object) => name.clone(),
            Input::Library(name) => match library(options, name)? {
                Some(path) => path,
                None => continue,
            },
        };
        let bytes = fs::read(&path).map_err(|error| format!("{path}: {}", reason(&error)))?;
        if is_archive(&bytes) {
            members.extend(read_archive(&path, &bytes)?);
        } else {
            objects.push(read_object(&path, &bytes)?);
        }
    }
    let archive = Archive::of_sources(&LIBRARY);
    let names = if options.strip { Names::Stripped } else { Names::Kept };
    let linked = vitrine_cc::link_with(&objects, &archive.behind(members), names);
    let program = linked.map_err(|found| {
        messages::show(&found, &options.warnings, &|name| fs::read_to_string(name).ok());
        Failed::Silent
    })?;
    write(options.output.as_deref().unwrap_or("a.out"), &program.elf)
}

/// The archive of `-lname`; `None` if the C library has it built in.
fn library(options: &CcOptions, name: &str) -> Result<Option<String>, Failed> {
    let file = name.strip_prefix(':').map_or_else(|| format!("lib{name}.a"), str::to_owned);
    let mut paths = options.library_folders.iter().map(|folder| format!("{folder}/{file}"));
    match paths.find(|path| Path::new(path).is_file()) {
        Some(path) => Ok(Some(path)),
        None if BUILT_IN.contains(&name) => Ok(None),
        None => Err(Failed::Told(format!("cannot find -l{name}"))),
    }
}

/// A new file that may be executed, also if another program runs from the old one.
fn write(path: &str, bytes: &[u8]) -> Result<(), Failed> {
    let failed = |error: std::io::Error| Failed::Told(format!("{path}: {}", reason(&error)));
    if Path::new(path).is_file() {
        fs::remove_file(path).map_err(failed)?;
    }
    let file =
        fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o777).open(path);
    file.and_then(|mut file| file.write_all(bytes)).map_err(failed)
}
