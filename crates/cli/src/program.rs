//! From what the user names to a scenario and a machine.

use std::fs;
use std::path::Path;

use vitrine_machine::{Config, HostFile, Machine};
use vitrine_scenario::{Built, Program, Scenario, config, decode_link};
use vitrine_toolchain::{OpenError, build};

use crate::arguments::{Failure, RunOptions};
use crate::diagnostics;
use crate::language::of_views;

/// The scenario that the command line describes.
pub(crate) fn scenario(options: &RunOptions) -> Result<Scenario, Failure> {
    let first = options.programs[0].to_string_lossy().into_owned();
    let mut scenario = if first.starts_with('#') || first.contains("#v") {
        let (scenario, _) =
            decode_link(&first).map_err(|error| Failure::load(error.text(of_views())))?;
        scenario
    } else if first.ends_with(".toml") {
        scenario_file(Path::new(&first))?
    } else if first.ends_with(".c") {
        let files = options.programs.iter().map(|path| read_source(Path::new(path)));
        let program = Program::C(with_headers(files.collect::<Result<_, _>>()?, &first));
        Scenario { program, ..Scenario::default() }
    } else {
        let bytes = read(Path::new(&first))?;
        let name = first.rsplit('/').next().unwrap_or(&first).to_owned();
        let program = Program::Elf(name, data_encoding::BASE64.encode(&bytes));
        Scenario { program, ..Scenario::default() }
    };
    scenario.cpus = options.cpus.unwrap_or(scenario.cpus);
    scenario.slice_us = options.slice_us.or(scenario.slice_us);
    scenario.seed = options.seed.unwrap_or(scenario.seed);
    scenario.tty |= options.tty;
    scenario.realtime |= options.realtime;
    scenario.policy = options.policy.unwrap_or(scenario.policy);
    scenario.profile = options.profile.unwrap_or(scenario.profile);
    for line in &options.tune {
        vitrine_scenario::tune(&mut scenario.tuning, line).map_err(Failure::usage)?;
    }
    scenario.tuning.spurious = options.spurious.unwrap_or(scenario.tuning.spurious);
    scenario.tuning.shuffle |= options.shuffle || options.seeds.is_some();
    scenario.signals.extend(&options.kills);
    if !options.args.is_empty() {
        scenario.args = options.args.clone();
    }
    Ok(scenario)
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| Failure::load(format!("{}: {error}", path.display())))
}

fn read_source(path: &Path) -> Result<(String, String), Failure> {
    let text = String::from_utf8_lossy(&read(path)?).into_owned();
    let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    Ok((name, text))
}

/// The headers beside the first source can be included, as with any compiler.
fn with_headers(mut files: Vec<(String, String)>, first: &str) -> Vec<(String, String)> {
    let folder = Path::new(first).parent().filter(|folder| !folder.as_os_str().is_empty());
    let Ok(entries) = fs::read_dir(folder.unwrap_or(Path::new("."))) else { return files };
    let mut headers: Vec<_> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "h"))
        .collect();
    headers.sort();
    files.extend(headers.iter().filter_map(|path| read_source(path).ok()));
    files
}

fn scenario_file(path: &Path) -> Result<Scenario, Failure> {
    let text = String::from_utf8_lossy(&read(path)?).into_owned();
    let folder = path.parent().unwrap_or(Path::new("."));
    vitrine_scenario::from_file(&text, &|name| {
        read_source(&folder.join(name)).map(|(_, text)| text).map_err(|failure| failure.message)
    })
    .map_err(|error| Failure::load(format!("{}: {error}", path.display())))
}

/// Compiles (telling warnings on stderr) and says how the machine is set up.
pub(crate) fn prepare(scenario: &Scenario) -> Result<(Built, Config), Failure> {
    match build(&scenario.program) {
        Ok(compiled) => {
            diagnostics::print(&compiled.warnings, &scenario.program);
            let config = config(scenario, &compiled.built)
                .map_err(|error| failure(OpenError::Load(error), scenario))?;
            Ok((compiled.built, config))
        }
        Err(error) => Err(failure(error, scenario)),
    }
}

/// An error of opening, after the compiler's messages were printed.
pub(crate) fn failure(error: OpenError, scenario: &Scenario) -> Failure {
    match error {
        OpenError::Compile(found) => {
            diagnostics::print(&found, &scenario.program);
            Failure::load("the program does not compile")
        }
        OpenError::Load(error) => Failure::load(format!("cannot load the program: {error}")),
        OpenError::Unknown(what) => Failure::load(format!("there is no lesson {what}")),
    }
}

/// Boots the machine.
pub(crate) fn boot(config: &Config) -> Result<Machine, Failure> {
    Machine::boot(config)
        .map_err(|error| Failure::load(format!("cannot load the program: {error}")))
}

/// All regular files below a folder, for the machine's working directory.
pub(crate) fn host_files(folder: &Path) -> Result<Vec<HostFile>, Failure> {
    let mut files = Vec::new();
    collect(folder, "", &mut files)?;
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<HostFile>) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt;
    let fail = |error: std::io::Error| Failure::load(format!("{}: {error}", folder.display()));
    let mut entries: Vec<_> =
        fs::read_dir(folder).map_err(fail)?.collect::<Result<_, _>>().map_err(fail)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let metadata = entry.metadata().map_err(fail)?;
        if metadata.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else if metadata.is_file() {
            files.push(HostFile {
                path: format!("/w/{name}"),
                permissions: metadata.permissions().mode() & 0o777,
                bytes: read(&entry.path())?,
            });
        }
    }
    Ok(())
}
