//! Text twins of the views, shaped like the tools that a Linux user knows.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use vitrine_abi::{Errno, Pid, Tid};
use vitrine_kernel::{Event, ExitStatus};
use vitrine_machine::Machine;

use crate::strace;
use crate::words::duration;
use crate::{Lang, Moment, Standing, ThreadState};

/// Threads as `ps -eLo pid,ppid,lwp,stat,wchan,comm` lists them: ps(1).
pub fn ps(moment: &Moment) -> String {
    let mut text = String::from("    PID    PPID     LWP STAT WCHAN          COMMAND\n");
    for process in &moment.processes {
        let threads = moment.threads.iter().filter(|thread| thread.pid == process.pid);
        for thread in threads {
            let state = match thread.state {
                ThreadState::Running(_) | ThreadState::Ready(_) => "R",
                ThreadState::Blocked => "S",
                ThreadState::Stopped => "T",
                ThreadState::Zombie => "Z",
            };
            let channel = match (&thread.waits, thread.call.split('(').next()) {
                (Some(_), Some(call)) => call,
                _ => "-",
            };
            let defunct = if process.zombie.is_some() { " <defunct>" } else { "" };
            text.push_str(&format!(
                "{:>7} {:>7} {:>7} {:<4} {:<14} {}{}\n",
                process.pid, process.parent, thread.tid, state, channel, process.name, defunct
            ));
        }
        if process.threads.is_empty() && process.zombie.is_none() {
            text.push_str(&format!(
                "{:>7} {:>7} {:>7} {:<4} {:<14} {}\n",
                process.pid, process.parent, process.pid, "S", "-", process.name
            ));
        }
    }
    text
}

/// The whole moment as text: sentence, threads, descriptors, pipes, CPUs, locals, output.
pub fn describe(moment: &Moment) -> String {
    let mut text = String::new();
    let mut line = |parts: &str| {
        text.push_str(parts.trim_end());
        text.push('\n');
    };
    line(&format!("step {} · {}", moment.step, duration(moment.time_ns)));
    line(&format!("{} {}", moment.sentence.what, moment.sentence.why));
    line("");
    line(ps(moment).trim_end());
    line("");
    for thread in &moment.threads {
        let place = thread.position.as_ref().map_or(String::new(), |position| {
            format!("  [{}:{} in {}]", position.file, position.line, position.function)
        });
        line(&format!("{}{place}", thread.reason));
        for waker in thread.waits.iter().flat_map(|waits| &waits.wakers) {
            line(&format!("    ← {}", waker.how));
        }
        let own = thread.frames.iter().find(|frame| !frame.library);
        for local in own.iter().flat_map(|frame| &frame.locals) {
            line(&format!("    {} {} = {}", local.ty, local.name, local.value));
        }
    }
    line("");
    for process in &moment.processes {
        for fd in &process.fds {
            line(&format!("{} fd {:<3} → #{} {}", process.pid, fd.fd, fd.file, fd.label));
        }
    }
    for file in &moment.files {
        let offset = file.offset.map_or(String::new(), |offset| format!(" pos {offset}"));
        line(&format!("#{} {} {} refs {}{offset}", file.id, file.label, file.flags, file.refs));
    }
    for pipe in &moment.pipes {
        line(&format!(
            "pipe #{}: {} of {} bytes, {} of {} slots, read ends {}, write ends {}  \"{}\"",
            pipe.id,
            pipe.bytes,
            pipe.capacity,
            pipe.slots.len(),
            pipe.slot_count,
            pipe.readers,
            pipe.writers,
            pipe.preview
        ));
    }
    line(crate::scheduling::run_queues(moment).trim_end());
    for banker in &moment.bankers {
        line(crate::banker::banker_text(banker, Lang::En).trim_end());
    }
    if let Standing::Ended(how) | Standing::Stuck(how) | Standing::Unsupported(how) =
        &moment.standing
    {
        line(how);
    }
    text
}

/// One line of a trace in strace's shape.
#[derive(Clone, Debug, PartialEq)]
pub struct TraceLine {
    /// Who.
    pub thread: i32,
    /// What, without the thread's number.
    pub text: String,
}

/// strace -f lines (strace(1)) for the events of one step. `open` remembers the calls that were
/// entered by threads whose line is not finished, to print `<unfinished ...>` and `resumed`.
pub fn trace_lines(
    machine: &Machine,
    events: &[Event],
    open: &mut BTreeMap<Tid, bool>,
) -> Vec<TraceLine> {
    let mut lines = Vec::new();
    let mut push = |thread: Tid, text: String| lines.push(TraceLine { thread: thread.0, text });
    for event in events {
        match event {
            // These calls never return: their line is whole on entry, as strace has it.
            Event::CallEntered { thread, call }
                if ["exit", "exit_group"].contains(&&*call.name()) =>
            {
                let text = with_memory(machine, *thread, |read| strace::call(call, read));
                push(*thread, format!("{text} = ?"));
            }
            Event::CallEntered { thread, .. } => {
                open.insert(*thread, false);
            }
            Event::Slept { thread, .. } => {
                let (Some(printed), Some(inside)) = (
                    open.get_mut(thread),
                    machine.kernel().threads.find(*thread).and_then(|thread| thread.call),
                ) else {
                    continue;
                };
                if !*printed {
                    *printed = true;
                    let call =
                        with_memory(machine, *thread, |read| strace::call(&inside.call, read));
                    push(*thread, format!("{} <unfinished ...>", call.trim_end_matches(')')));
                }
            }
            Event::CallReturned { thread, call, result } => {
                let result: Result<i64, Errno> = result.as_ref().map_err(|(e, _)| *e).copied();
                let text =
                    with_memory(machine, *thread, |read| strace::returned(call, &result, read));
                match open.remove(thread) {
                    // What was printed before the sleep is not said again.
                    Some(true) => {
                        let rest = text.rsplit_once(") = ").map_or(&*text, |(_, result)| result);
                        push(*thread, format!("<... {} resumed>) = {rest}", call.name()));
                    }
                    _ => push(*thread, text),
                }
            }
            Event::Executed { thread, path } => push(*thread, format!("execve({path:?}, …) = 0")),
            Event::SignalDelivered { signal, thread, .. } => {
                push(*thread, format!("--- {} ---", signal.name()));
            }
            Event::ProcessExited { process, status, .. } => {
                let text = match status {
                    ExitStatus::Exited(code) => format!("+++ exited with {code} +++"),
                    ExitStatus::Signaled { signal, core } => {
                        let dumped = if *core { " (core dumped)" } else { "" };
                        format!("+++ killed by {}{dumped} +++", signal.name())
                    }
                };
                push(Tid::from(*process), text);
            }
            Event::NotSimulated { thread, what } => {
                push(*thread, format!("{} = ? (not simulated)", what.what));
            }
            _ => {}
        }
    }
    lines
}

fn with_memory(
    machine: &Machine,
    thread: Tid,
    show: impl FnOnce(crate::value::Read) -> String,
) -> String {
    let process = machine.kernel().threads.find(thread).map_or(Pid(0), |thread| thread.process);
    show(&|address, into| machine.read_memory(process, address, into))
}
