//! System calls: their rows, and the way from number and arguments to an attempt.

mod file_calls;
pub(crate) mod files;
mod ipc_calls;
mod names;
mod poll_calls;
mod row;
mod system;
mod table;

use alloc::format;
use alloc::string::{String, ToString};

use vitrine_abi::{Errno, Tid};

use crate::attempt::{Attempt, Resume, Unsupported, Why};
use crate::event::Event;
use crate::kernel::{Caller, Kernel};
use crate::task::InCall;

pub use names::call_name;
pub use row::{ArgKind, Argument, Row, Support};

/// A system call as the program made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Call {
    /// Linux's number on riscv64.
    pub number: u32,
    /// `a0` … `a5`.
    pub args: [u64; 6],
}

impl Call {
    /// Its row, if Vitrine knows the call.
    pub fn row(&self) -> Option<&'static Row> {
        row(self.number)
    }

    /// Its name; a number of no call at all gives `syscall_4711`.
    pub fn name(&self) -> String {
        match call_name(self.number) {
            Some(name) => name.to_string(),
            None => format!("syscall_{}", self.number),
        }
    }
}

/// The row of a call by its number.
#[inline]
pub fn row(number: u32) -> Option<&'static Row> {
    let (family, place) = *table::INDEX.get(number as usize)?;
    table::FAMILIES[family as usize].get((place as usize).checked_sub(1)?)
}

/// All rows in order of their numbers.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    (0..table::INDEX.len() as u32).filter_map(row)
}

/// What the machine does after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Set `a0`, go on after the `ecall`.
    Return(u64),
    /// The thread is not on the CPU any more, or a signal comes first: its registers stay.
    Stay,
    /// The thread's registers were set anew in [`Thread::registers`](crate::task::Thread).
    Reload,
}

impl Kernel {
    /// The thread on the acting CPU enters the kernel and makes its first attempt. Its registers
    /// must have been saved if [`Row::registers`] of the call says so.
    pub fn enter_call(&mut self, tid: Tid, call: Call) -> Outcome {
        self.counters.calls += 1;
        self.mode_switch(tid, true);
        self.emit(Event::CallEntered { thread: tid, call });
        let resume = Resume::FromStart;
        self.attempt(tid, InCall { call, resume, woken: None, interrupted: false })
    }

    /// The thread on the acting CPU was woken inside its call, and tries again.
    pub fn retry_call(&mut self, tid: Tid) -> Outcome {
        let call = self.thread(tid).call.expect("a thread inside a call");
        self.attempt(tid, call)
    }

    fn attempt(&mut self, tid: Tid, inside: InCall) -> Outcome {
        let InCall { call, resume, woken, .. } = inside;
        let process = self.thread(tid).process;
        let caller = Caller { thread: tid, process, cpu: self.acting, resume, woken };
        let attempt = match call.row() {
            Some(row) => (row.handler)(self, &caller, call.args),
            None => Attempt::Unsupported(Unsupported::new(call.name())),
        };
        match attempt {
            Attempt::Done(value) => self.call_returns(tid, call, Ok(value)),
            Attempt::Fail(errno, why) => self.call_returns(tid, call, Err((errno, why))),
            Attempt::Sleep(sleep) => {
                let slot = &mut self.thread_mut(tid).call;
                *slot = Some(InCall { resume: sleep.resume, ..inside });
                if self.thread(tid).attention && self.has_deliverable(tid) {
                    if let Resume::Moved { done } = sleep.resume
                        && done > 0
                    {
                        return self.call_returns(tid, call, Ok(done as i64));
                    }
                    if let Some(call) = &mut self.thread_mut(tid).call {
                        call.interrupted = true;
                    }
                } else {
                    self.sleep(tid, sleep);
                }
                Outcome::Stay
            }
            Attempt::NoReturn => {
                let Some(thread) = self.threads.find_mut(tid) else { return Outcome::Stay };
                thread.call = None;
                Outcome::Reload
            }
            Attempt::Unsupported(what) => {
                self.counters.unsupported += 1;
                self.emit(Event::NotSimulated { thread: tid, what: what.clone() });
                self.unsupported = Some((tid, what));
                Outcome::Stay
            }
        }
    }

    fn call_returns(&mut self, tid: Tid, call: Call, result: Result<i64, (Errno, Why)>) -> Outcome {
        let value = match &result {
            Ok(value) => *value as u64,
            Err((errno, _)) => errno.as_return(),
        };
        if self.threads.get(tid).call.is_some() {
            self.thread_mut(tid).call = None;
        }
        self.emit(Event::CallReturned { thread: tid, call, result });
        self.mode_switch(tid, false);
        Outcome::Return(value)
    }

    /// A sleeping call ends because of a signal whose handler will run: EINTR.
    pub(crate) fn call_interrupted(&mut self, tid: Tid, why: Why) {
        if let Some(InCall { call, .. }) = self.thread_mut(tid).call.take() {
            let result = Err((Errno::Eintr, why));
            self.emit(Event::CallReturned { thread: tid, call, result });
        }
    }

    pub(crate) fn mode_switch(&mut self, thread: Tid, into_kernel: bool) {
        let cost_ns = self.cost.mode_switch_ns;
        self.spend(cost_ns);
        self.counters.mode_switches += 1;
        let cpu = self.acting;
        self.emit(Event::ModeSwitch { cpu, thread, into_kernel, cost_ns });
    }
}
