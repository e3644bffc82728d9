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
    pub(crate) fn build(&self, units: &[PathBuf]) -> Result<Vec<u8>, String> {
        let mut options = Options { signed_char: true, ..Options::default() };
        options.defines.push(("SUPPRESS_WARNINGS".to_owned(), String::new()));
        let mut sources = Vec::new();
        for unit in units {
            let text = String::from_utf8_lossy(&fs::read(unit).map_err(|error| error.to_string())?)
                .into_owned();
            sources.push(Source { name: unit.to_string_lossy().into_owned(), text });
            let folder = unit.parent().unwrap_or(Path::new("."));
            for place in [folder, folder.parent().unwrap_or(folder)] {
                headers_of(place, &mut options.user_headers);
            }
        }
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

    pub(crate) fn rejects(&self, units: &[PathBuf]) -> Verdict {
        match self.build(units) {
            Ok(_) => Verdict::Failed("accepted".to_owned()),
            Err(why) if why == "PANIC" => Verdict::Failed(why),
            Err(_) => Verdict::Passed,
        }
    }

    pub(crate) fn runs(&self, units: &[PathBuf], status: i32, output: Option<&str>) -> Verdict {
        let elf = match self.build(units) {
            Ok(elf) => elf,
            Err(why) => return Verdict::Failed(format!("does not compile: {why}")),
        };
        let folder = units.first().and_then(|unit| unit.parent()).unwrap_or(Path::new("."));
        let result = self.execute(&elf, folder);
        let text = String::from_utf8_lossy(&result.stdout);
        if result.status.code() != Some(status) {
            let last = text.lines().last().unwrap_or_default();
            return Verdict::Failed(format!("{}, not {status}; last line: {last}", result.status));
        }
        match output {
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
