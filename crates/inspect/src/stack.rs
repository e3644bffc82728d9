//! Call stacks and locals, read out of guest memory with the program's debug information.
//!
//! Functions of Vitrine's own compiler keep a frame pointer: `s0` is the stack pointer of the
//! caller, the return address stands at `s0 - 8` and the caller's `s0` at `s0 - 16`.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use vitrine_abi::Registers;
use vitrine_debug_info::{DebugInfo, Function, Place, Variable};

use crate::value::{Known, Read, Values};
use crate::{FrameView, LocalView, SourcePosition};

/// Frames that are shown at most.
const MAX_FRAMES: usize = 64;

/// Where a thread's code is, frame by frame.
pub(crate) struct Stack<'a> {
    pub(crate) debug: &'a DebugInfo,
    pub(crate) read: Read<'a>,
    pub(crate) known: Known<'a>,
}

impl<'a> Stack<'a> {
    /// One that knows no more than memory.
    pub(crate) fn plain(debug: &'a DebugInfo, read: Read<'a>) -> Self {
        Stack { debug, read, known: &|_, _| None }
    }
}

/// One step of unwinding.
struct Frame {
    /// Address of an instruction in the function (for callers: inside the call).
    pc: u64,
    frame_pointer: u64,
    /// Whether `frame_pointer` is this function's own.
    set_up: bool,
}

impl Stack<'_> {
    /// The frames of a thread with these registers, innermost first.
    pub(crate) fn frames(&self, registers: &Registers) -> Vec<FrameView> {
        let thread_pointer = registers.x[Registers::TP];
        let raw = self.unwind(registers);
        raw.iter().map(|(function, frame)| self.view(function, frame, thread_pointer)).collect()
    }

    /// The variables in scope in the program's own functions that the thread is in, innermost first: function, variable,
    /// address.
    pub(crate) fn locals(&self, registers: &Registers) -> Vec<(&str, &Variable, u64)> {
        let thread_pointer = registers.x[Registers::TP];
        let mut found = Vec::new();
        for (function, frame) in self.unwind(registers) {
            if frame.set_up && !self.debug.in_library(frame.pc) {
                let shown = function.variables.iter().filter(|one| in_scope(one, frame.pc));
                found.extend(shown.map(|variable| {
                    (&*function.name, variable, address(variable, &frame, thread_pointer))
                }));
            }
        }
        found
    }

    /// Names of the functions that the thread is in, innermost first.
    pub(crate) fn functions(&self, registers: &Registers) -> Vec<&str> {
        self.unwind(registers).iter().map(|(function, _)| &*function.name).collect()
    }

    fn unwind(&self, registers: &Registers) -> Vec<(&Function, Frame)> {
        let mut found = Vec::new();
        let mut next = Some(self.innermost(registers));
        let mut return_address = registers.x[1];
        while let Some(frame) = next.take() {
            let Some(function) = self.debug.function_at(frame.pc) else { break };
            let (at, set_up) = (frame.frame_pointer, frame.set_up);
            found.push((function, frame));
            if found.len() == MAX_FRAMES || function.name == "main" {
                break;
            }
            let mut frame_pointer = at;
            if set_up {
                let (Some(ra), Some(fp)) =
                    (self.word(at.wrapping_sub(8)), self.word(at.wrapping_sub(16)))
                else {
                    break;
                };
                // Frames lie ever higher; anything else is not a stack any more.
                if fp != 0 && fp <= at {
                    break;
                }
                (return_address, frame_pointer) = (ra, fp);
            }
            let pc = return_address.wrapping_sub(1);
            next = Some(Frame { pc, frame_pointer, set_up: true });
        }
        found
    }

    fn innermost(&self, registers: &Registers) -> Frame {
        let pc = registers.pc;
        let set_up = self
            .debug
            .function_at(pc)
            .is_some_and(|function| (function.body..function.epilogue).contains(&pc));
        Frame { pc, frame_pointer: registers.x[Registers::FP], set_up }
    }

    fn word(&self, address: u64) -> Option<u64> {
        let mut bytes = [0; 8];
        ((self.read)(address, &mut bytes) == 8).then(|| u64::from_le_bytes(bytes))
    }

    fn view(&self, function: &Function, frame: &Frame, thread_pointer: u64) -> FrameView {
        let position = self.position(frame.pc);
        let library = self.debug.in_library(frame.pc);
        let locals = if library || !frame.set_up {
            Vec::new()
        } else {
            let shown = function.variables.iter().filter(|one| in_scope(one, frame.pc));
            shown.map(|variable| self.local(variable, frame, thread_pointer)).collect()
        };
        FrameView { function: function.name.clone(), position, library, locals }
    }

    fn local(&self, variable: &Variable, frame: &Frame, thread_pointer: u64) -> LocalView {
        let address = address(variable, frame, thread_pointer);
        let values = Values { debug: self.debug, read: self.read, known: self.known };
        LocalView {
            name: variable.name.clone(),
            ty: values.type_name(variable.ty),
            value: values.render(variable.ty, address),
            changed: false,
        }
    }

    /// The source place of an address.
    pub(crate) fn position(&self, pc: u64) -> Option<SourcePosition> {
        let entry = self.debug.line_at(pc)?;
        let file = self.debug.files.get(entry.file as usize)?;
        let function = self.debug.function_at(pc)?;
        Some(SourcePosition {
            file: file.name.clone(),
            line: entry.line,
            function: function.name.clone(),
        })
    }

    /// The text of a source line of the learner's own files, without indentation.
    pub(crate) fn line_text(&self, position: &SourcePosition) -> String {
        let file = self.debug.files.iter().find(|file| file.name == position.file);
        let line = file.and_then(|file| file.text.lines().nth(position.line as usize - 1));
        line.map_or(String::new(), |line| format!("`{}`", line.trim()))
    }
}

fn in_scope(variable: &Variable, pc: u64) -> bool {
    let (low, high) = variable.scope;
    low == high || (low..high).contains(&pc)
}

fn address(variable: &Variable, frame: &Frame, thread_pointer: u64) -> u64 {
    match variable.place {
        Place::Frame(offset) => frame.frame_pointer.wrapping_add_signed(offset),
        Place::Address(address) => address,
        Place::Thread(offset) => thread_pointer.wrapping_add_signed(offset),
    }
}
