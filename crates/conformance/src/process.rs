//! Running commands of the host.

use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Runs a command with bytes as its input; kills it when the time is over (then the status is `None`).
pub(crate) fn run(
    command: &mut Command,
    stdin: &[u8],
    limit: Duration,
) -> io::Result<(Output, bool)> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let input = child.stdin.take();
    let bytes = stdin.to_vec();
    let writer = thread::spawn(move || {
        // A program that does not read its input is no error.
        input.map(|mut pipe| pipe.write_all(&bytes))
    });
    let stdout = collect(child.stdout.take());
    let stderr = collect(child.stderr.take());
    let (status, in_time) = wait(&mut child, limit)?;
    let _ = writer.join();
    let output = Output {
        status,
        stdout: stdout.recv().unwrap_or_default(),
        stderr: stderr.recv().unwrap_or_default(),
    };
    Ok((output, in_time))
}

fn collect(pipe: Option<impl Read + Send + 'static>) -> mpsc::Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            let _ = pipe.read_to_end(&mut bytes);
        }
        let _ = sender.send(bytes);
    });
    receiver
}

fn wait(child: &mut Child, limit: Duration) -> io::Result<(ExitStatus, bool)> {
    let step = Duration::from_millis(2);
    let mut waited = Duration::ZERO;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok((status, true));
        }
        if waited >= limit {
            child.kill()?;
            return Ok((child.wait()?, false));
        }
        thread::sleep(step);
        waited += step;
    }
}

/// Runs a command that must succeed; the error holds what it said.
pub(crate) fn succeed(command: &mut Command) -> io::Result<Output> {
    let output = command.output().map_err(|error| {
        io::Error::new(error.kind(), format!("{}: {error}", command.get_program().display()))
    })?;
    if output.status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(io::Error::other(format!("{command:?} failed:\n{said}")))
}
