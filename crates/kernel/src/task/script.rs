//! Programs that begin with `#!`: another program runs them. execve(2), "Interpreter scripts".

use alloc::string::String;
use alloc::vec::Vec;

use vitrine_abi::Errno;

use crate::attempt::Why;
use crate::fd::Executable;
use crate::kernel::{Caller, Kernel};
use crate::task::Program;

/// BINPRM_BUF_SIZE: the line must end within this many bytes.
const LINE: usize = 256;
/// Scripts whose interpreter is a script: exec_binprm, fs/exec.c.
const DEEPEST: u32 = 5;

/// The first line of a script.
#[derive(Debug, PartialEq, Eq)]
struct Line {
    interpreter: Vec<u8>,
    /// All that follows, as one argument.
    argument: Option<Vec<u8>>,
}

/// Follows `#!` lines until there is a program of another kind.
pub(super) fn resolve(
    kernel: &Kernel,
    caller: &Caller,
    program: Program,
) -> Result<Program, (Errno, Why)> {
    let mut program = program;
    // The name under which the interpreter finds the script.
    let mut script = program.path.clone();
    let mut depth = 0;
    while program.content.starts_with(b"#!") {
        depth += 1;
        if depth > DEEPEST {
            return Err((Errno::Eloop, Why::Limit("interpreters of interpreters")));
        }
        let line = parse(&program.content).ok_or((Errno::Enoexec, Why::Errno))?;
        let Executable { inode, path, content } =
            kernel.lookup_executable(caller, &line.interpreter)?;
        let mut arguments = alloc::vec![line.interpreter.clone()];
        arguments.extend(line.argument);
        arguments.push(script);
        arguments.extend(program.arguments.into_iter().skip(1));
        let full_path: String = path;
        script = line.interpreter;
        program = Program { inode, content, full_path, arguments, ..program };
    }
    Ok(program)
}

/// load_script, fs/binfmt_script.c.
fn parse(content: &[u8]) -> Option<Line> {
    let start = &content[2..content.len().min(LINE)];
    let end = start.iter().position(|byte| *byte == b'\n');
    let line = match end {
        Some(end) => &start[..end],
        // Without an end the interpreter's name must at least be whole.
        None if content.len() < LINE => start,
        None => {
            let name = start.trim_ascii_start();
            name.iter().position(u8::is_ascii_whitespace)?;
            start
        }
    };
    let line = line.trim_ascii();
    let name_end = line.iter().position(|byte| matches!(byte, b' ' | b'\t' | 0));
    let (name, rest) = line.split_at(name_end.unwrap_or(line.len()));
    if name.is_empty() {
        return None;
    }
    let rest = rest.trim_ascii();
    let argument = (!rest.is_empty()).then(|| rest.to_vec());
    Some(Line { interpreter: name.to_vec(), argument })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, Option<&str>)>) {
        let expected = expected.map(|(name, argument)| Line {
            interpreter: name.into(),
            argument: argument.map(|argument| argument.as_bytes().to_vec()),
        });
        assert_eq!(parse(text.as_bytes()), expected);
    }

    #[test]
    fn the_first_line_names_an_interpreter_and_one_argument() {
        check("#!/bin/sh\nls\n", Some(("/bin/sh", None)));
        check("#! /bin/awk\t-f  x \nBEGIN", Some(("/bin/awk", Some("-f  x"))));
        check("#!  \n", None);
        check("#!/bin/sh", Some(("/bin/sh", None)));
        check(&("#!/".to_owned() + &"x".repeat(300)), None);
    }
}
