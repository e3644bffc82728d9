//! What must be kept to run the same run again.

use alloc::vec::Vec;

/// Everything undetermined in a run that differs from the default: with the same boot
/// configuration, the same recording gives the same events, natively and in WASM.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recording {
    /// Bytes that arrived from outside, in order of their step.
    pub inputs: Vec<Input>,
}

/// Bytes typed into the terminal (or written to the program's standard input).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// They arrive when this many steps have been made.
    pub step: u64,
    /// The bytes.
    pub bytes: Vec<u8>,
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

    /// Forgets inputs later than `step`.
    pub fn truncate(&mut self, step: u64) {
        let keep = self.inputs.partition_point(|input| input.step <= step);
        self.inputs.truncate(keep);
    }
}
