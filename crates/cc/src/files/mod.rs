//! Objects as files: ELF relocatables and archives that other compilers, assemblers and linkers read and write, DWARF,
//! and assembly text.
//!
//! Behind the feature `files`, because the page never has objects of others.

mod archive;
mod assembly;
mod disassemble;
mod dwarf;
mod read;
pub(crate) mod relocate;
pub(crate) mod unloaded;
mod write;

pub use archive::{is_archive, read_archive};
pub use assembly::{Lines, assembly};
pub use dwarf::{attach_dwarf, debug_info};
pub use read::{FileError, read_object};
pub use write::write_object;
