//! What must be kept to run the same run again.

use alloc::vec::Vec;

use vitrine_abi::{Pid, Signal};

/// Everything undetermined in a run that differs from the default: with the same boot
/// configuration, the same recording gives the same events, natively and in WASM.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recording {
    /// What arrived from outside, in order of its step; at the same step, bytes before signals.
    pub inputs: Vec<Input>,
}

/// Something that arrived from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// It arrives when this many steps have been made, or where the run stands still before that.
    pub step: u64,
    /// What it is.
    pub what: Arrival,
}

/// What can arrive from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// Bytes typed into the terminal (or written to the program's standard input).
    Bytes(Vec<u8>),
    /// A signal to a process. Nothing happens if the process has ended.
    Signal {
        /// The process.
        to: Pid,
        /// The signal.
        signal: Signal,
    },
}

impl Recording {
    /// Inputs that arrive exactly at `step`.
    pub fn at(&self, step: u64) -> impl Iterator<Item = &Input> {
        let first = self.inputs.partition_point(|input| input.step < step);
        self.inputs[first..].iter().take_while(move |input| input.step == step)
    }

    /// The first step after `step` at which input arrives.
    pub fn next_after(&self, step: u64) -> Option<u64> {
        let first = self.inputs.partition_point(|input| input.step <= step);
        self.inputs.get(first).map(|input| input.step)
    }

    /// Adds an input in its place.
    pub fn insert(&mut self, input: Input) {
        let key = |input: &Input| (input.step, matches!(input.what, Arrival::Signal { .. }));
        let at = self.inputs.partition_point(|other| key(other) <= key(&input));
        self.inputs.insert(at, input);
    }

    /// Forgets inputs later than `step`.
    pub fn truncate(&mut self, step: u64) {
        let keep = self.inputs.partition_point(|input| input.step <= step);
        self.inputs.truncate(keep);
    }
}
