//! `vitrine trace`: what the kernel does, line by line.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::sync::Arc;

use vitrine_inspect::{DeadlockWatch, ObjectRef, duration, event_view, finding_here, trace_lines};
use vitrine_machine::{Machine, Status};
use vitrine_timeline::Finding;

use crate::LIMIT;
use crate::arguments::{Failure, RunOptions};
use crate::language::of_views;
use crate::outside::Outside;
use crate::program::{boot, prepare, scenario};
use crate::watched;

/// Steps after which a trace without `--max-steps` stops.
const DEFAULT_MAX_STEPS: u64 = 50_000_000;

/// Prints the system calls, or with `--events` every event.
pub(crate) fn trace(options: &RunOptions) -> Result<u8, Failure> {
    let scenario = scenario(options)?;
    let (built, config) = prepare(&scenario)?;
    let mut machine = boot(&config)?;
    let max_steps = options.max_steps.unwrap_or(DEFAULT_MAX_STEPS);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut open = BTreeMap::new();
    let mut events = Vec::new();
    let mut status = Status::Running;
    if options.events {
        let _ = writeln!(out, "{:>10}  {:>10}  {:<12} what", "step", "time", "who");
    }
    let mut outside = Outside::of(&scenario);
    let debug = built.debug.map(Arc::new);
    let mut watch = DeadlockWatch::new(debug.clone());
    while status == Status::Running && machine.steps() < max_steps {
        events.clear();
        outside.send(&mut machine);
        status = machine.step(&mut events);
        let is_still = matches!(status, Status::Deadlocked | Status::WaitsForInput);
        if is_still && outside.send_next(&mut machine) {
            status = Status::Running;
        }
        let written = if options.events {
            write_events(&mut out, &machine, &events)
        } else {
            trace_lines(&machine, &events, &mut open)
                .iter()
                .try_for_each(|line| writeln!(out, "[pid {:>5}] {}", line.thread, line.text))
        };
        let written = written.and_then(|()| {
            let found = watched::look(&mut machine, &mut watch, &events);
            found.iter().try_for_each(|finding| {
                let text = finding_here(&machine, debug.as_deref(), finding, of_views());
                write_finding(&mut out, options.events, finding, &text)
            })
        });
        if written.is_err() {
            return Ok(0); // the reader has seen enough
        }
    }
    let _ = out.flush();
    if status == Status::Running {
        eprintln!("vitrine: stopped after {max_steps} steps (--max-steps)");
        return Ok(LIMIT);
    }
    Ok(0)
}

fn write_finding(
    out: &mut impl Write,
    events: bool,
    finding: &Finding,
    text: &str,
) -> std::io::Result<()> {
    let thread = finding.threads.first().copied().unwrap_or(0);
    if events {
        let (step, time) = (finding.step, duration(finding.time_ns));
        let who = name(ObjectRef::Thread(thread));
        writeln!(out, "{step:>10}  {time:>10}  {who:<12} {text}")
    } else {
        writeln!(out, "[pid {thread:>5}] --- {text} ---")
    }
}

fn write_events(
    out: &mut impl Write,
    machine: &Machine,
    events: &[vitrine_kernel::Event],
) -> std::io::Result<()> {
    let (step, time) = (machine.steps(), duration(machine.kernel().now_ns()));
    for event in events {
        let view = event_view(event, of_views());
        let who = view.subject.map_or(String::new(), name);
        writeln!(out, "{step:>10}  {time:>10}  {who:<12} {}", view.text)?;
    }
    Ok(())
}

fn name(object: ObjectRef) -> String {
    match object {
        ObjectRef::Thread(id) => format!("thread {id}"),
        ObjectRef::Process(id) => format!("process {id}"),
        ObjectRef::Fd(process, fd) => format!("{process} fd {fd}"),
        ObjectRef::File(id) => format!("file #{id}"),
        ObjectRef::Pipe(id) => format!("pipe #{id}"),
        ObjectRef::Inode(id) => format!("inode {id}"),
        ObjectRef::Cpu(id) => format!("CPU {id}"),
        ObjectRef::Memory(process, address) => format!("{process} {address:#x}"),
        ObjectRef::Terminal => "terminal".into(),
        ObjectRef::Kernel => "kernel".into(),
    }
}
