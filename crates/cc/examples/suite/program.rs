//! Compiling a test's units and running the result.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use vitrine_cc::{
    Archive, Diagnostic, Lang, Library, Options, Severity, Source, compile, compile_library,
};

const LIBRARY: Library<'_> =
    Library { headers: vitrine_libc::HEADERS, sources: vitrine_libc::SOURCES };

/// Whether a test passed, or why not.
pub(crate) enum Verdict {
    Passed,
    Failed(String),
}

/// A translation unit as it is compiled.
pub(crate) struct Unit {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
    /// Headers that are not beside it.
    pub(crate) headers: Vec<Source>,
}

impl Unit {
    pub(crate) fn read(path: PathBuf) -> Self {
        let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Self { path, text: String::from_utf8_lossy(&bytes).into_owned(), headers: Vec::new() }
    }
}

/// The compiler with its library, compiled once.
pub(crate) struct Compiler {
    archive: Archive,
    scratch: PathBuf,
}

impl Compiler {
    pub(crate) fn new() -> Self {
        let archive = compile_library(&LIBRARY).expect("the library compiles");
        let scratch = std::env::temp_dir().join(format!("vitrine-suite-{}", std::process::id()));
        fs::create_dir_all(&scratch).expect("the temporary folder can be written");
        Self { archive, scratch }
    }

    pub(crate) fn scratch(&self) -> &Path {
        &self.scratch
    }

    /// The ELF file of these units, or the first error. The suites were written on x86, where `char` is signed.
    pub(crate) fn build(&self, units: &[Unit], strict: bool) -> Result<Vec<u8>, String> {
        let mut options =
            Options { signed_char: true, pedantic_errors: strict, ..Options::default() };
        options.defines.push(("SUPPRESS_WARNINGS".to_owned(), String::new()));
        for unit in units {
            let folder = unit.path.parent().unwrap_or(Path::new("."));
            for place in [folder, folder.parent().unwrap_or(folder)] {
                headers_of(place, &mut options.user_headers);
            }
            options.user_headers.extend(unit.headers.iter().cloned());
        }
        let source = |unit: &Unit| Source {
            name: unit.path.to_string_lossy().into_owned(),
            text: unit.text.clone(),
        };
        let sources: Vec<Source> = units.iter().map(source).collect();
        self.build_with(&sources, &options)
    }

    pub(crate) fn build_with(
        &self,
        sources: &[Source],
        options: &Options,
    ) -> Result<Vec<u8>, String> {
        let result =
            catch_unwind(AssertUnwindSafe(|| compile(sources, &LIBRARY, &self.archive, options)));
        match result {
            Ok(Ok(program)) => Ok(program.elf),
            Ok(Err(found)) => Err(first_error(&found)),
            Err(_) => Err("PANIC".to_owned()),
        }
    }

    pub(crate) fn rejects(&self, units: &[Unit]) -> Verdict {
        match self.build(units, true) {
            Ok(_) => Verdict::Failed("accepted".to_owned()),
            Err(why) if why == "PANIC" => Verdict::Failed(why),
            Err(_) => Verdict::Passed,
        }
    }

    pub(crate) fn runs(&self, units: &[Unit], status: i32, output: Option<&str>) -> Verdict {
        let elf = match self.build(units, false) {
            Ok(elf) => elf,
            Err(why) => return Verdict::Failed(format!("does not compile: {why}")),
        };
        let result = self.execute(&elf, &self.scratch);
        let text = String::from_utf8_lossy(&result.stdout);
        if result.status.code() != Some(status) {
            let last = text.lines().last().unwrap_or_default();
            return Verdict::Failed(format!("{}, not {status}; last line: {last}", result.status));
        }
        let differing = text.lines().find(|line| line.contains(" expected but got "));
        match output {
            _ if differing.is_some() => Verdict::Failed(differing.unwrap_or_default().to_owned()),
            Some(wanted) if wanted != text => Verdict::Failed("other output".to_owned()),
            _ => Verdict::Passed,
        }
    }

    /// Runs an ELF file under qemu for at most ten seconds (status 124: too slow).
    pub(crate) fn execute(&self, elf: &[u8], folder: &Path) -> Output {
        use std::os::unix::fs::PermissionsExt;
        let path = self.scratch.join("program");
        fs::write(&path, elf).expect("the temporary folder can be written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755))
            .expect("own files can be made executable");
        Command::new("timeout")
            .args(["10", "qemu-riscv64"])
            .arg(&path)
            .current_dir(folder)
            .output()
            .expect("qemu-riscv64 runs; apt-get install qemu-user")
    }
}

impl Drop for Compiler {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.scratch);
    }
}

/// Every header of a folder, under its path.
pub(crate) fn headers_of(folder: &Path, headers: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.path().to_string_lossy().into_owned();
        if name.ends_with(".h")
            && let Ok(text) = fs::read_to_string(entry.path())
        {
            headers.push(Source { name, text });
        }
    }
}

fn first_error(found: &[Diagnostic]) -> String {
    let first = found.iter().find(|one| one.severity == Severity::Error);
    first.map_or("no error".to_owned(), |one| {
        format!("{}:{}: {}", one.file, one.line, one.text(Lang::English))
    })
}
