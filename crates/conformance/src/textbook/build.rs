//! Building the collections: natively, for riscv64 with glibc, and with our compiler and library.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, OnceLock};

use vitrine_cc::{Archive, Diagnostic, Lang, Object, Options, Severity, Source};

use crate::process::succeed;
use crate::textbook::table::Program;

/// Who compiles, and for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maker {
    /// gcc and glibc of this computer.
    Native,
    /// gcc and glibc for riscv64, static.
    Glibc,
    /// Our compiler and library.
    Ours,
}

impl Maker {
    /// The word in names of folders and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Maker::Native => "native",
            Maker::Glibc => "elf",
            Maker::Ours => "ours",
        }
    }
}

/// How a collection's sources lie and are compiled.
struct Collection {
    name: &'static str,
    /// Where its programs are, below its folder.
    below: &'static str,
    /// Folders with headers, below its folder.
    includes: &'static [&'static str],
    /// A folder whose C files are linked to each program that needs them.
    support: Option<&'static str>,
    defines: &'static [(&'static str, &'static str)],
    standard: &'static str,
}

const COLLECTIONS: [Collection; 5] = [
    plain("bgipc", "source/examples", &[]),
    plain("bgnet", "source/examples", &[]),
    plain("ostep-code", "", &["include"]),
    plain("ostep-hw", "", &[]),
    Collection {
        name: "tlpi",
        below: "",
        includes: &["lib"],
        support: Some("lib"),
        // Its Makefile.inc.
        defines: &[("_XOPEN_SOURCE", "600"), ("_DEFAULT_SOURCE", "1")],
        standard: "-std=c99",
    },
];

const fn plain(
    name: &'static str,
    below: &'static str,
    includes: &'static [&'static str],
) -> Collection {
    Collection { name, below, includes, support: None, defines: &[], standard: "-std=gnu11" }
}

/// Support files that need libraries which are not there.
const LEFT_OUT: [&str; 2] = ["cap_functions.c", "userns_functions.c"];

/// The checked-out collections and what was built of them.
pub struct Library {
    sources: PathBuf,
    built: PathBuf,
    libc: OnceLock<Vec<Object>>,
    /// Held while something is built, so that nothing is built twice at a time.
    building: Mutex<()>,
}

impl Library {
    /// `sources` holds a folder for each collection; what is built goes below `built`.
    pub fn new(sources: &Path, built: &Path) -> io::Result<Library> {
        generate_names(sources)?;
        Ok(Library {
            sources: sources.to_path_buf(),
            built: built.to_path_buf(),
            libc: OnceLock::new(),
            building: Mutex::new(()),
        })
    }

    /// The C file of a program.
    pub fn source(&self, program: &Program) -> io::Result<PathBuf> {
        let collection = collection_of(program.collection())?;
        Ok(self.file(collection, program.id.strip_prefix(collection.name).unwrap_or_default()))
    }

    fn file(&self, collection: &Collection, name: &str) -> PathBuf {
        let folder = self.sources.join(collection.name).join(collection.below);
        folder.join(format!("{}.c", name.trim_start_matches('/')))
    }

    /// The program and those of its collection that its scenario names: name and C file. Its own folder comes first.
    pub fn needed(
        &self,
        program: &Program,
        all: &BTreeMap<String, PathBuf>,
    ) -> io::Result<Vec<(String, PathBuf)>> {
        let source = self.source(program)?;
        let mut needed = vec![(program.name().to_owned(), source.clone())];
        let folder = source.parent().unwrap_or(Path::new("."));
        // What programs of the collections execute by themselves.
        let words = program.words().chain(["envargs", "necho"]);
        for word in words {
            let beside = folder.join(format!("{word}.c"));
            let elsewhere = all.get(&format!("{}/{word}", program.collection()));
            let found = if beside.is_file() { Some(&beside) } else { elsewhere };
            if let Some(found) = found
                && !needed.iter().any(|(name, _)| name == word)
            {
                needed.push((word.to_owned(), found.clone()));
            }
        }
        Ok(needed)
    }

    /// Every C file of the collections by `collection/name`; the first by path counts.
    pub fn all_sources(&self) -> io::Result<BTreeMap<String, PathBuf>> {
        let mut all = BTreeMap::new();
        for collection in &COLLECTIONS {
            let mut files = Vec::new();
            collect(&self.sources.join(collection.name).join(collection.below), &mut files)?;
            files.sort();
            for file in files {
                let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                all.entry(format!("{}/{stem}", collection.name)).or_insert(file);
            }
        }
        Ok(all)
    }

    /// The executable of a C file; built once for each maker. The inner error is what the compiler says.
    pub fn executable(
        &self,
        collection: &str,
        source: &Path,
        maker: Maker,
    ) -> io::Result<Result<PathBuf, String>> {
        let collection = collection_of(collection)?;
        let name = source.strip_prefix(&self.sources).unwrap_or(source).with_extension("");
        let target = self.built.join(maker.word()).join(name);
        let _guard = self.building.lock();
        if target.is_file() {
            return Ok(Ok(target));
        }
        fs::create_dir_all(target.parent().unwrap_or(&self.built))?;
        let mut units = vec![source.to_path_buf()];
        units.extend(companion(source));
        let result = match maker {
            Maker::Ours => self.compile(collection, &units, &target)?,
            Maker::Native | Maker::Glibc => self.gcc(collection, &units, (maker, &target)),
        };
        Ok(result.map(|()| target))
    }

    fn folders(&self, collection: &Collection, source: &Path) -> Vec<PathBuf> {
        let mut folders = vec![source.parent().unwrap_or(Path::new(".")).to_path_buf()];
        let root = self.sources.join(collection.name);
        folders.extend(collection.includes.iter().map(|folder| root.join(folder)));
        folders
    }

    fn gcc(
        &self,
        collection: &Collection,
        units: &[PathBuf],
        (maker, target): (Maker, &Path),
    ) -> Result<(), String> {
        let support = self.gcc_support(collection, maker).map_err(|error| error.to_string())?;
        let mut command = gcc_command(collection, maker);
        for folder in self.folders(collection, &units[0]) {
            command.arg("-I").arg(folder);
        }
        command.arg("-o").arg(target).args(units).args(support).args(["-lm", "-lrt", "-pthread"]);
        // Its errors; the whole command would only be in the way.
        let errors = |text: &str| {
            text.lines()
                .filter(|line| line.contains("error"))
                .take(2)
                .collect::<Vec<_>>()
                .join("\n")
        };
        succeed(&mut command).map(|_| ()).map_err(|error| errors(&error.to_string()))
    }

    /// The archive of the collection's support files.
    fn gcc_support(&self, collection: &Collection, maker: Maker) -> io::Result<Option<PathBuf>> {
        let Some(folder) = collection.support else { return Ok(None) };
        let folder = self.sources.join(collection.name).join(folder);
        let archive = self.built.join(maker.word()).join(format!("lib{}.a", collection.name));
        if archive.is_file() {
            return Ok(Some(archive));
        }
        let objects = self.built.join(maker.word()).join(format!("lib{}", collection.name));
        fs::create_dir_all(&objects)?;
        let mut command = gcc_command(collection, maker);
        command
            .current_dir(&objects)
            .arg("-c")
            .arg("-I")
            .arg(&folder)
            .args(support_files(&folder)?);
        succeed(&mut command)?;
        let made = fs::read_dir(&objects)?.flatten().map(|entry| entry.path());
        succeed(Command::new("ar").arg("rcs").arg(&archive).args(made))?;
        Ok(Some(archive))
    }

    fn libc(&self) -> &[Object] {
        self.libc.get_or_init(|| {
            let library = standard_library();
            let mut objects = Vec::new();
            for (name, text) in vitrine_libc::SOURCES {
                let source = Source { name: (*name).to_owned(), text: (*text).to_owned() };
                match vitrine_cc::compile_unit(&source, &library, &Options::default()) {
                    Ok((object, _)) => objects.push(object),
                    Err(found) => eprintln!("libc's {name}: {}", first_error(&found)),
                }
            }
            objects
        })
    }

    fn compile(
        &self,
        collection: &Collection,
        units: &[PathBuf],
        target: &Path,
    ) -> io::Result<Result<(), String>> {
        let mut members = Vec::new();
        let mut missing = String::new();
        if let Some(folder) = collection.support {
            let folder = self.sources.join(collection.name).join(folder);
            for file in support_files(&folder)? {
                match vitrine_cc::compile_unit(
                    &read_source(&file)?,
                    &standard_library(),
                    &options(collection, std::slice::from_ref(&folder))?,
                ) {
                    Ok((object, _)) => members.push(object),
                    Err(found) => {
                        let name =
                            file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                        missing.push_str(&format!(" ({name}: {})", first_error(&found)));
                    }
                }
            }
        }
        members.extend_from_slice(self.libc());
        let sources: Vec<Source> =
            units.iter().map(|unit| read_source(unit)).collect::<Result<_, _>>()?;
        let options = options(collection, &self.folders(collection, &units[0]))?;
        let compiled =
            vitrine_cc::compile(&sources, &standard_library(), &Archive::new(members), &options);
        match compiled {
            Ok(program) => fs::write(target, program.elf).map(Ok),
            Err(found) => Ok(Err(first_error(&found) + &missing)),
        }
    }
}

fn standard_library() -> vitrine_cc::Library<'static> {
    vitrine_cc::Library { headers: vitrine_libc::HEADERS, sources: vitrine_libc::SOURCES }
}

fn gcc_command(collection: &Collection, maker: Maker) -> Command {
    let mut command = match maker {
        Maker::Native => Command::new("gcc"),
        Maker::Glibc | Maker::Ours => Command::new("riscv64-linux-gnu-gcc"),
    };
    if maker != Maker::Native {
        command.arg("-static");
    }
    // char is unsigned on riscv64, and nothing is optimised away that a book wants to show.
    command.args([collection.standard, "-O0", "-w", "-funsigned-char"]);
    command.args(collection.defines.iter().map(|(name, value)| format!("-D{name}={value}")));
    command
}

fn options(collection: &Collection, folders: &[PathBuf]) -> io::Result<Options> {
    let defines = collection.defines.iter();
    let mut options = Options {
        defines: defines.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        ..Options::default()
    };
    for folder in folders {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let ending = path.extension().unwrap_or_default();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            // The first folder wins; some programs include C files.
            let is_new = !options.user_headers.iter().any(|header| header.name == name);
            if path.is_file() && is_new && ["h", "inc", "c"].iter().any(|known| ending == *known) {
                options.user_headers.push(Source { name, ..read_source(&path)? });
            }
        }
    }
    Ok(options)
}

fn read_source(path: &Path) -> io::Result<Source> {
    let text = String::from_utf8_lossy(&fs::read(path)?).into_owned();
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Source { name, text })
}

fn first_error(found: &[Diagnostic]) -> String {
    let errors: Vec<_> = found.iter().filter(|one| one.severity == Severity::Error).collect();
    let first = errors.first().map_or_else(String::new, |one| one.text(Lang::English));
    match errors.len() {
        0 | 1 => first,
        more => format!("{first} (and {} more)", more - 1),
    }
}

/// A second C file that a Makefile of a collection adds.
fn companion(source: &Path) -> Option<PathBuf> {
    let udp = source.with_file_name("udp.c");
    (udp.is_file() && udp != source).then_some(udp)
}

fn support_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_out = LEFT_OUT.iter().any(|name| path.ends_with(name));
        if path.extension().is_some_and(|ending| ending == "c") && !is_out {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "c") {
            files.push(path);
        }
    }
    Ok(())
}

fn collection_of(name: &str) -> io::Result<&'static Collection> {
    let found = COLLECTIONS.iter().find(|collection| collection.name == name);
    found.ok_or_else(|| io::Error::other(format!("no collection {name} is known")))
}

/// tlpi makes its table of errno names with a script of its own.
fn generate_names(sources: &Path) -> io::Result<()> {
    let folder = sources.join("tlpi/lib");
    let target = folder.join("ename.c.inc");
    if target.is_file() {
        return Ok(());
    }
    let output = succeed(Command::new("sh").arg("Build_ename.sh").current_dir(&folder))?;
    fs::write(target, output.stdout)
}
