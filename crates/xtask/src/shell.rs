//! Starting other programs: loudly, with the project's own tools first on `PATH`.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Result;

/// Tools that xtask installs for this checkout where cargo's own folder has another version of them.
pub(crate) const TOOLS: &str = ".tools";
/// npm's programs: `wasm-opt` and `esbuild`.
const NPM_TOOLS: &str = "web/editor/node_modules/.bin";

/// `program args…`, the words separated by blanks, not yet started.
pub(crate) fn command(line: &str) -> Command {
    let mut words = line.split_whitespace();
    let program = words.next().unwrap_or_default();
    let mut command = Command::new(if program == "cargo" { cargo() } else { program.into() });
    command.args(words).env("PATH", search_path());
    // Set by the cargo that runs xtask for xtask alone; a nested cargo would rebuild what differs by them.
    for name in
        ["CARGO_MANIFEST_DIR", "CARGO_PKG_NAME", "CARGO_PKG_VERSION", "RUST_RECURSION_COUNT"]
    {
        command.env_remove(name);
    }
    command
}

/// Runs to the end with its output on the terminal.
pub(crate) fn run(line: &str) -> Result<()> {
    finish(&mut command(line))
}

/// Runs in a folder, with its output on the terminal.
pub(crate) fn run_in(folder: &str, line: &str) -> Result<()> {
    finish(command(line).current_dir(folder))
}

/// Runs a prepared command to the end with its output on the terminal.
pub(crate) fn finish(command: &mut Command) -> Result<()> {
    let shown = show(command);
    eprintln!("$ {shown}");
    let status = command.status().map_err(|error| format!("cannot start `{shown}`: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{shown}` failed: {status}")) }
}

/// What a command prints on its standard output; what it prints on the other goes to the terminal.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let shown = show(command);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cannot start `{shown}`: {error}"))?;
    if !output.status.success() {
        return Err(format!("`{shown}` failed: {}", output.status));
    }
    String::from_utf8(output.stdout)
        .map_err(|_| format!("`{shown}` printed something that is not UTF-8"))
}

/// The first line that a program prints, `None` if it cannot be started or fails.
pub(crate) fn probe(line: &str) -> Option<String> {
    let output = command(line).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.lines().next().unwrap_or_default().trim().to_owned())
}

/// Where a program of that name is found.
pub(crate) fn which(name: &str) -> Option<PathBuf> {
    env::split_paths(&search_path())
        .flat_map(|folder| [folder.join(name), folder.join(format!("{name}.exe"))])
        .find(|path| path.is_file())
}

/// The folder that the nested cargo builds into.
pub(crate) fn target_folder() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from)
}

/// The text of a file, or an error that names it.
pub(crate) fn read(path: impl AsRef<Path>) -> Result<String> {
    let path = path.as_ref();
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn search_path() -> OsString {
    let here = env::current_dir().unwrap_or_default();
    let own = [here.join(TOOLS).join("bin"), here.join(NPM_TOOLS)];
    let inherited = env::var_os("PATH").unwrap_or_default();
    // rustup's cargo says where `cargo install` puts programs, which need not be on everybody's PATH.
    let installed = env::var_os("CARGO_HOME").map(|home| Path::new(&home).join("bin"));
    let inherited_folders = env::split_paths(&inherited);
    let all: Vec<PathBuf> = own.into_iter().chain(inherited_folders).chain(installed).collect();
    // A folder name with a separator in it cannot be put on PATH; then the tools must be elsewhere on it already.
    env::join_paths(all).unwrap_or(inherited)
}

fn show(command: &Command) -> String {
    let program =
        Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy();
    let words = command.get_args().map(|word| word.to_string_lossy());
    std::iter::once(program).chain(words).collect::<Vec<_>>().join(" ")
}
