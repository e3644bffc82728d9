//! `cargo run -p vitrine-conformance -- bless [NAME]` records cases on Linux;
//! `… -- check linux|ours|elf [NAME]` compares them with their recordings. NAME is a part of a case's name,
//! or several with commas between them.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use vitrine_conformance::{
    Compiler, Difference, Host, Linux, Suite, Vitrine, against_recordings, bless,
};

const USAGE: &str = "usage: vitrine-conformance bless [NAME]\n       \
                     vitrine-conformance check linux|ours|elf [NAME]";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let result = match words[..] {
        ["bless"] => run("linux", "", true),
        ["bless", name] => run("linux", name, true),
        ["check", host] => run(host, "", false),
        ["check", host, name] => run(host, name, false),
        _ => Err(io::Error::other(USAGE)),
    };
    match result {
        Ok(found) if found.is_empty() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run(host: &str, name: &str, records: bool) -> io::Result<Vec<Difference>> {
    let folder = scratch()?.join(host);
    let suite = Suite::load(name)?;
    let host: Box<dyn Host> = match host {
        "linux" => Box::new(Linux::new(&folder)?),
        "ours" => Box::new(Vitrine::new(&folder, Compiler::Ours)?),
        "elf" => Box::new(Vitrine::new(&folder, Compiler::Glibc)?),
        _ => return Err(io::Error::other(USAGE)),
    };
    let found = if records {
        bless(&suite, host.as_ref())
    } else {
        against_recordings(&suite, host.as_ref())
    };
    for difference in &found {
        println!("{}: {}", difference.case, difference.what);
    }
    let agreeing = suite.cases.len() - found.len();
    println!(
        "{agreeing} of {} cases {}",
        suite.cases.len(),
        if records { "recorded" } else { "agree" }
    );
    Ok(found)
}

/// Beside the executable, in the target folder.
fn scratch() -> io::Result<PathBuf> {
    let here = std::env::current_exe()?;
    Ok(here.with_file_name("conformance"))
}
