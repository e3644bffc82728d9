//! Scenarios on the Linux underneath, each once; what they did is kept in files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::case::Mode;
use crate::linux::{NO_SURROUNDINGS, build_launcher};
use crate::outcome::{Outcome, Status};
use crate::process::run;
use crate::recording::Recording;
use crate::textbook::table::Program;

const SECONDS: u64 = 20;

/// Runs scenarios in fresh namespaces, with a busybox as shell and tools.
pub struct Native {
    folder: PathBuf,
    launcher: PathBuf,
    applets: Vec<String>,
    busybox: PathBuf,
}

impl Native {
    /// `folder` keeps recordings and what is needed to make them.
    pub fn new(folder: &Path, busybox: &Path) -> io::Result<Native> {
        fs::create_dir_all(folder.join("root"))?;
        let launcher = build_launcher(folder)?;
        let listed = Command::new(busybox).arg("--list").output()?.stdout;
        let applets = String::from_utf8_lossy(&listed).lines().map(str::to_owned).collect();
        let busybox = fs::canonicalize(busybox)?;
        Ok(Native { folder: folder.to_path_buf(), launcher, applets, busybox })
    }

    /// The names under which a busybox is called.
    pub fn applets(&self) -> &[String] {
        &self.applets
    }

    /// What the scenario did, from its file or by running it. `programs` are names and executables.
    pub fn outcome(
        &self,
        program: &Program,
        programs: &[(String, PathBuf)],
        files: &[(String, Vec<u8>)],
    ) -> io::Result<Outcome> {
        let kept = self.folder.join(format!("{}.linux", program.file_name()));
        if let Ok(text) = fs::read_to_string(&kept)
            && let Ok(recording) = Recording::parse(&text)
            && let Some(outcome) = recording.outcome(program.mode)
        {
            return Ok(outcome.clone());
        }
        let outcome = self.run(program, programs, files)?;
        let recording = Recording { outcomes: vec![(program.mode, outcome.clone())] };
        fs::write(kept, recording.to_text())?;
        Ok(outcome)
    }

    fn run(
        &self,
        program: &Program,
        programs: &[(String, PathBuf)],
        files: &[(String, Vec<u8>)],
    ) -> io::Result<Outcome> {
        let own = self.folder.join(program.file_name());
        let (bin, work) = (own.join("bin"), own.join("work"));
        let _ = fs::remove_dir_all(&own);
        fs::create_dir_all(&bin)?;
        fs::create_dir_all(&work)?;
        fs::copy(&self.busybox, bin.join("busybox"))?;
        for applet in &self.applets {
            std::os::unix::fs::symlink("busybox", bin.join(applet))?;
        }
        for (name, executable) in programs {
            let _ = fs::remove_file(bin.join(name));
            fs::copy(executable, bin.join(name))?;
        }
        for (name, bytes) in files {
            fs::write(work.join(name), bytes)?;
        }
        let outcome = self.launch(program, &own);
        fs::remove_dir_all(&own)?;
        outcome
    }

    fn launch(&self, program: &Program, own: &Path) -> io::Result<Outcome> {
        let report = own.join("status");
        fs::create_dir_all(own.join("root"))?;
        let mut command = Command::new("/bin/sh");
        command.args(["-c", "exec \"$@\" 3>\"$0\""]).arg(&report).arg(&self.launcher);
        if program.mode == Mode::Tty {
            command.arg("--tty");
        }
        command.args(["--seconds", &SECONDS.to_string(), "--bin"]).arg(own.join("bin"));
        command.arg("--work").arg(own.join("work")).arg(own.join("root"));
        command.args(["/bin/sh", "sh", "-c", &program.scenario]);
        let (output, _) = run(&mut command, b"", Duration::from_secs(SECONDS + 10))?;
        let stderr = output.stderr;
        if output.status.code() == Some(NO_SURROUNDINGS) {
            let said = String::from_utf8_lossy(&stderr).into_owned();
            return Err(io::Error::other(format!("no namespaces to run Linux in: {said}")));
        }
        let words = fs::read_to_string(&report)?;
        let status = Status::parse(&words)
            .ok_or_else(|| io::Error::other(format!("the helper reported {words:?}")))?;
        Ok(Outcome { stdout: output.stdout, stderr, status })
    }
}
