//! Compiles C files with the library: `cargo run --example cc -- a.c b.c -o a.out [-time] [-zh]`.

use std::time::Instant;
use std::{env, fs, process};

use vitrine_cc::{Diagnostic, Lang, Library, Options, Source, compile, compile_library};

fn main() {
    let mut sources = Vec::new();
    let mut options = Options::default();
    let (mut output, mut lang, mut time, mut dump) =
        ("a.out".to_owned(), Lang::English, false, false);
    let mut args = env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "-o" => output = args.next().unwrap_or(output),
            "-zh" => lang = Lang::Chinese,
            "-time" => time = true,
            "-debug" => dump = true,
            _ if arg.starts_with("-I") => include_folder(&arg[2..], &mut options),
            _ if arg.starts_with("-D") => {
                let (name, value) = arg[2..].split_once('=').unwrap_or((&arg[2..], "1"));
                options.defines.push((name.to_owned(), value.to_owned()));
            }
            _ => {
                let text = String::from_utf8_lossy(
                    &fs::read(&arg).unwrap_or_else(|error| fail(&format!("{arg}: {error}"))),
                )
                .into_owned();
                let source = Source { name: arg.clone(), text };
                if arg.ends_with(".h") {
                    options.user_headers.push(source)
                } else {
                    sources.push(source)
                }
            }
        }
    }
    let library = Library { headers: vitrine_libc::HEADERS, sources: vitrine_libc::SOURCES };
    let start = Instant::now();
    let archive = compile_library(&library).unwrap_or_else(|found| {
        show(&found, &[], lang);
        fail("the library does not compile")
    });
    let library_time = start.elapsed();
    let start = Instant::now();
    match compile(&sources, &library, &archive, &options) {
        Ok(program) => {
            if time {
                eprintln!(
                    "library {library_time:?}, program {:?}, {} bytes",
                    start.elapsed(),
                    program.elf.len()
                );
            }
            if dump {
                eprintln!("{:#?}", program.debug);
            }
            show(&program.warnings, &sources, lang);
            if let Err(error) = fs::write(&output, program.elf) {
                fail(&format!("{output}: {error}"));
            }
        }
        Err(found) => {
            show(&found, &sources, lang);
            process::exit(1);
        }
    }
}

/// Every header directly in a folder, under its own name.
fn include_folder(folder: &str, options: &mut Options) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if let (true, Ok(text)) = (name.ends_with(".h"), fs::read_to_string(entry.path())) {
            options.user_headers.push(Source { name, text });
        }
    }
}

fn show(found: &[Diagnostic], sources: &[Source], lang: Lang) {
    for one in found {
        let library = vitrine_libc::SOURCES
            .iter()
            .chain(vitrine_libc::HEADERS)
            .find(|(name, _)| *name == one.file);
        let own = sources.iter().find(|source| source.name == one.file);
        let text = own.map(|source| source.text.as_str()).or(library.map(|(_, text)| *text));
        eprint!("{}", one.render(text, lang));
    }
}

fn fail(message: &str) -> ! {
    eprintln!("{message}");
    process::exit(2)
}
