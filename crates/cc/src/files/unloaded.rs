//! Sections for debuggers, of all objects together: one after the other, with addresses filled in.

use super::relocate;
use crate::diagnostics::{Diagnostic, MessageId as M};
use crate::link::{Layout, Linker};
use crate::object::{Section, SymbolId};

/// What a relocation of an [`Unloaded`] section refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnloadedTarget {
    Symbol(SymbolId),
    /// The object's own part of another such section.
    Section(usize),
}

/// A section that is in the file and not in memory: DWARF.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unloaded {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    /// Offset, number in the psABI, target, addend.
    pub(crate) relocations: Vec<(u64, u32, UnloadedTarget, i64)>,
}

/// All sections by name, in order of first appearance.
pub(crate) fn merge(
    linker: &Linker<'_>,
    layout: &Layout,
) -> Result<Vec<(String, Vec<u8>)>, Vec<Diagnostic>> {
    let mut out: Vec<(String, Vec<u8>)> = Vec::new();
    // Where each object's part of each of its sections begins.
    let mut parts: Vec<Vec<(usize, u64)>> = Vec::new();
    for object in &linker.objects {
        let mut own = Vec::new();
        for section in &object.unloaded {
            let found = out.iter().position(|(name, _)| *name == section.name);
            let index = found.unwrap_or_else(|| {
                out.push((section.name.clone(), Vec::new()));
                out.len() - 1
            });
            own.push((index, out[index].1.len() as u64));
            out[index].1.extend(&section.bytes);
        }
        parts.push(own);
    }
    let thread = layout.sections[Section::ThreadData.index()].low;
    for (number, object) in linker.objects.iter().enumerate() {
        for (section, &(index, base)) in object.unloaded.iter().zip(&parts[number]) {
            for &(offset, kind, target, addend) in &section.relocations {
                let target = match target {
                    UnloadedTarget::Symbol(id) => linker.address(layout, number, id),
                    UnloadedTarget::Section(own) => parts[number][own].1,
                };
                let target = target.wrapping_add(addend as u64);
                // In its thread's block; distances there count from 0x800 (psABI, "Thread Local Storage").
                let (kind, target) = match kind {
                    relocate::r::TLS_DTPREL64 => {
                        (relocate::r::ABS64, target.wrapping_sub(thread).wrapping_sub(0x800))
                    }
                    _ => (kind, target),
                };
                let at = base + offset;
                if relocate::apply(&mut out[index].1, at as usize, kind, (at, target, thread))
                    .is_none()
                {
                    return Err(vec![Diagnostic::without_place(M::ProgramTooLarge, &[])]);
                }
            }
        }
    }
    Ok(out)
}
