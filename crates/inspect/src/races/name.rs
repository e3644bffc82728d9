//! What a program calls the bytes at an address.

use alloc::format;
use alloc::string::String;

use vitrine_abi::{Pid, Registers, Tid};
use vitrine_debug_info::{DebugInfo, Place, Type, TypeId};
use vitrine_machine::Machine;

use crate::stack::Stack;
use crate::value::Values;

/// Records and arrays inside each other that are looked into.
const MAX_DEPTH: u32 = 8;

/// One process's memory, and what its program calls it.
struct Names<'a> {
    machine: &'a Machine,
    debug: &'a DebugInfo,
    process: Pid,
}

/// The name of the bytes at `address`, as the program could write it; `by` is a thread that
/// touches them.
pub(super) fn name_of(
    machine: &Machine,
    debug: &DebugInfo,
    (process, by): (Pid, Tid),
    address: u64,
) -> Option<String> {
    let names = Names { machine, debug, process };
    names
        .global(address)
        .or_else(|| names.local(by, address))
        .or_else(|| names.pointed(by, address))
}

impl Names<'_> {
    fn read(&self, address: u64, into: &mut [u8]) -> usize {
        self.machine.read_memory(self.process, address, into)
    }

    fn word(&self, address: u64) -> Option<u64> {
        let mut bytes = [0; 8];
        (self.read(address, &mut bytes) == 8).then(|| u64::from_le_bytes(bytes))
    }

    fn size(&self, ty: TypeId) -> u64 {
        Values { debug: self.debug, read: &|_, _| 0, known: &|_, _| None }.size_of(ty, 0)
    }

    /// Globals, and what threads have of their own.
    fn global(&self, address: u64) -> Option<String> {
        let threads = &self.machine.kernel().processes.find(self.process)?.threads;
        self.debug.globals.iter().find_map(|variable| match variable.place {
            Place::Address(start) => self.inside(&variable.name, variable.ty, (start, address)),
            Place::Thread(offset) => threads.iter().find_map(|thread| {
                let pointer = self.machine.registers(*thread).x[Registers::TP];
                let start = pointer.wrapping_add_signed(offset);
                self.inside(&variable.name, variable.ty, (start, address))
            }),
            Place::Frame(_) => None,
        })
    }

    /// Locals of every thread's functions, the toucher's without saying whose.
    fn local(&self, by: Tid, address: u64) -> Option<String> {
        let threads = &self.machine.kernel().processes.find(self.process)?.threads;
        let read = |address: u64, into: &mut [u8]| self.read(address, into);
        let stack = Stack::plain(self.debug, &read);
        threads.iter().find_map(|thread| {
            let registers = self.machine.registers(*thread);
            let locals = stack.locals(&registers);
            locals.iter().find_map(|(function, variable, start)| {
                let name = self.inside(&variable.name, variable.ty, (*start, address))?;
                Some(if *thread == by { name } else { format!("{function}'s {name}") })
            })
        })
    }

    /// What a pointer among the toucher's locals or the globals points to.
    fn pointed(&self, by: Tid, address: u64) -> Option<String> {
        let registers = self.machine.registers(by);
        let read = |address: u64, into: &mut [u8]| self.read(address, into);
        let stack = Stack::plain(self.debug, &read);
        let locals = stack.locals(&registers);
        let locals = locals.iter().map(|(_, variable, start)| (*variable, *start));
        let globals = self.debug.globals.iter().filter_map(|variable| match variable.place {
            Place::Address(start) => Some((variable, start)),
            Place::Thread(_) | Place::Frame(_) => None,
        });
        locals.chain(globals).find_map(|(variable, place)| {
            let Some(Type::Pointer(target)) = self.debug.resolve(variable.ty) else { return None };
            self.behind(&variable.name, *target, (self.word(place)?, address))
        })
    }

    fn behind(&self, name: &str, target: TypeId, (start, address): (u64, u64)) -> Option<String> {
        let size = self.size(target).max(1);
        let offset = address.checked_sub(start)?;
        // What lies before a block of the heap says how long it is.
        let block = || self.word(start.wrapping_sub(8)).map(|word| (word & !15).saturating_sub(8));
        if offset >= size && block().is_none_or(|length| offset >= length || length > 1 << 30) {
            return None;
        }
        let index = offset / size;
        let at = (start + index * size, address);
        match self.debug.resolve(target)? {
            Type::Record { members, .. } if index == 0 => {
                let inside =
                    |name: &str, ty, offset| self.inside(name, ty, (at.0 + offset, address));
                let member = members.iter();
                let path = member
                    .filter(|one| !one.name.is_empty())
                    .find_map(|one| inside(&format!("{name}->{}", one.name), one.ty, one.offset));
                Some(path.unwrap_or_else(|| format!("*{name}")))
            }
            Type::Void | Type::Function(_) => None,
            _ if index == 0 => Some(format!("*{name}")),
            _ => self.inside(&format!("{name}[{index}]"), target, at),
        }
    }

    /// The part of an object that holds the byte at `address`.
    fn inside(&self, name: &str, ty: TypeId, place: (u64, u64)) -> Option<String> {
        let (start, address) = place;
        let holds = (start..start.checked_add(self.size(ty))?).contains(&address);
        holds.then(|| self.part(name.into(), ty, place, 0))
    }

    fn part(&self, name: String, ty: TypeId, (start, address): (u64, u64), depth: u32) -> String {
        let offset = address - start;
        match self.debug.resolve(ty) {
            Some(Type::Array { element, .. }) if depth < MAX_DEPTH => {
                let size = self.size(*element).max(1);
                let at = (start + offset / size * size, address);
                self.part(format!("{name}[{}]", offset / size), *element, at, depth + 1)
            }
            Some(Type::Record { members, union: false, .. }) if depth < MAX_DEPTH => {
                let holds =
                    |offset_of: u64, ty| offset >= offset_of && offset < offset_of + self.size(ty);
                match members.iter().find(|one| holds(one.offset, one.ty)) {
                    Some(member) => {
                        let dot = if member.name.is_empty() { "" } else { "." };
                        let inner = format!("{name}{dot}{}", member.name);
                        let at = (start + member.offset, address);
                        self.part(inner, member.ty, at, depth + 1)
                    }
                    None => name,
                }
            }
            _ => name,
        }
    }
}
