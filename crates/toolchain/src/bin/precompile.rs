//! `precompile FOLDER`: every lesson's programs, compiled, one file per variant, for the page to fetch.
//!
//! `cargo xtask build` runs it before trunk copies the folder into the site.

use std::path::Path;
use std::process::ExitCode;

use vitrine_scenario::{lessons, precompiled_name};

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("usage: precompile FOLDER");
        return ExitCode::FAILURE;
    };
    match write_all(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("precompile: {message}");
            ExitCode::FAILURE
        }
    }
}

fn write_all(folder: &Path) -> Result<(), String> {
    let at = |path: &Path| {
        let path = path.display().to_string();
        move |error: std::io::Error| format!("{path}: {error}")
    };
    if folder.exists() {
        // A lesson that is gone must not stay in the site.
        std::fs::remove_dir_all(folder).map_err(at(folder))?;
    }
    std::fs::create_dir_all(folder).map_err(at(folder))?;
    for lesson in lessons() {
        for variant in 0..lesson.variants().len() {
            // A table of jobs needs no program.
            let Some(files) = lesson.scenario(variant).program.sources() else { continue };
            let answer = vitrine_toolchain::answer(&files);
            if answer.program.is_none() {
                return Err(format!("{}/{variant} does not compile: {answer:?}", lesson.id()));
            }
            let path = folder.join(precompiled_name(lesson.id(), variant));
            std::fs::write(&path, answer.encode()).map_err(at(&path))?;
        }
    }
    Ok(())
}
