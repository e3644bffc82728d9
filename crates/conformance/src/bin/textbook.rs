//! `cargo run -p vitrine-conformance --bin textbook -- SOURCES TABLE ours|elf [NAME]`: programs of course books, compared with
//! this Linux. docs/textbook.md says what SOURCES holds.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use vitrine_conformance::textbook::{
    Library, Line, Maker, Native, Program, Ran, Surroundings, Verdict, judge, read_table, simulate,
    summary, work_files,
};

const USAGE: &str = "usage: textbook SOURCES TABLE ours|elf [NAME]\n\
                     SOURCES is laid out as docs/textbook.md says; NAME is a part of a program's id";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let result = match words[..] {
        [sources, table, maker] => run(Path::new(sources), Path::new(table), (maker, "")),
        [sources, table, maker, name] => run(Path::new(sources), Path::new(table), (maker, name)),
        _ => Err(io::Error::other(USAGE)),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// All that runs need.
struct Bench {
    library: Library,
    native: Native,
    busybox: PathBuf,
    all: BTreeMap<String, PathBuf>,
    maker: Maker,
}

fn run(sources: &Path, table: &Path, (maker, name): (&str, &str)) -> io::Result<()> {
    let maker = match maker {
        "ours" => Maker::Ours,
        "elf" => Maker::Glibc,
        _ => return Err(io::Error::other(USAGE)),
    };
    let built = sources.join("built");
    if maker == Maker::Ours {
        // The compiler may have changed since.
        let _ = fs::remove_dir_all(built.join(maker.word()));
    }
    let library = Library::new(sources, &built)?;
    let all = library.all_sources()?;
    let native = Native::new(&sources.join("linux"), &sources.join("busybox-native"))?;
    let busybox = sources.join("busybox-riscv64");
    let bench = Bench { library, native, busybox, all, maker };
    let mut programs = read_table(table)?;
    programs.retain(|program| program.id.contains(name));
    let lines = bench.run_all(&programs);
    let mut text: Vec<String> = lines.iter().map(Line::text).collect();
    text.push(String::new());
    fs::write(sources.join(format!("{}.tsv", maker.word())), text.join("\n"))?;
    print!("{}", summary(&lines));
    Ok(())
}

impl Bench {
    fn run_all(&self, programs: &[Program]) -> Vec<Line> {
        let next = AtomicUsize::new(0);
        let lines = Mutex::new(Vec::new());
        let workers = thread::available_parallelism().map_or(2, |n| n.get());
        thread::scope(|scope| {
            for _ in 0..workers {
                scope.spawn(|| {
                    while let Some(program) = programs.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let verdict = self
                            .verdict(program)
                            .unwrap_or_else(|error| Verdict::NoRecording(error.to_string()));
                        let line = Line { program: program.clone(), verdict };
                        println!("{}", line.text());
                        if let Ok(mut lines) = lines.lock() {
                            lines.push(line);
                        }
                    }
                });
            }
        });
        let mut lines = lines.into_inner().unwrap_or_default();
        lines.sort_by(|a, b| a.program.id.cmp(&b.program.id));
        lines
    }

    fn verdict(&self, program: &Program) -> io::Result<Verdict> {
        let source = self.library.source(program)?;
        let needed = self.library.needed(program, &self.all)?;
        let ours = match self.build(program, &needed, self.maker)? {
            Ok(programs) => programs,
            Err(why) => return Ok(Verdict::NotCompiled(why)),
        };
        let natives = match self.build(program, &needed, Maker::Native)? {
            Ok(programs) => programs,
            Err(why) => return Ok(Verdict::NoRecording(why)),
        };
        let files = work_files(program, &source)?;
        let expected = self.native.outcome(program, &natives, &files)?;
        let tools = (self.busybox.as_path(), self.native.applets());
        let mut first = None;
        for surroundings in Surroundings::ALL {
            let verdict = match simulate(program, surroundings, tools, &ours, &files)? {
                Ran::To(outcome) => judge(program, &expected, &outcome),
                Ran::NotSimulated(what) => Verdict::NotSimulated(what),
                Ran::Broken(why) => Verdict::Differs(why),
            };
            match (&verdict, &first) {
                (Verdict::Agrees | Verdict::AgreesInStatus, _) => return Ok(verdict),
                (Verdict::Differs(_), None) => first = Some(verdict),
                (_, None) => return Ok(verdict),
                (_, Some(_)) => {}
            }
        }
        Ok(first.expect("a run that neither agrees nor ends the search differs"))
    }

    /// Names and executables; what a scenario names by chance and does not compile is left out.
    fn build(
        &self,
        program: &Program,
        needed: &[(String, PathBuf)],
        maker: Maker,
    ) -> io::Result<Result<Vec<(String, PathBuf)>, String>> {
        let mut programs = Vec::new();
        for (index, (name, source)) in needed.iter().enumerate() {
            match self.library.executable(program.collection(), source, maker)? {
                Ok(executable) => programs.push((name.clone(), executable)),
                Err(why) if index == 0 => return Ok(Err(why)),
                Err(why) => eprintln!("{}: {name} does not compile: {why}", program.id),
            }
        }
        Ok(Ok(programs))
    }
}
