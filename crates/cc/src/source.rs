//! Source files of one translation unit and places in them.

use crate::hash::Map;
use std::rc::Rc;

/// A place: offset into all files of the unit laid end to end, from 1; 0 is "nowhere".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Loc(pub(crate) u32);

/// One file as it was given.
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) text: Rc<str>,
    pub(crate) library: bool,
    base: u32,
    line_starts: Vec<u32>,
    /// `#line`: from this line on (physical), lines count from this number, under this name.
    renumbered: Vec<(u32, u32, Option<String>)>,
}

/// A place as people write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Index of the file.
    pub(crate) file: usize,
    /// Physical line, from 1.
    pub(crate) line: u32,
    /// Column in characters, from 1.
    pub(crate) column: u32,
}

/// All files of the unit.
#[derive(Default)]
pub(crate) struct SourceMap {
    files: Vec<File>,
    by_name: Map<String, usize>,
}

impl SourceMap {
    /// Adds a file, or finds it if it is already there.
    pub(crate) fn add(&mut self, name: &str, text: &str, library: bool) -> usize {
        if let Some(&index) = self.by_name.get(name) {
            return index;
        }
        let base = self.files.last().map_or(1, |file| file.base + file.text.len() as u32 + 1);
        let newlines = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let line_starts = std::iter::once(0).chain(newlines.map(|(at, _)| at as u32 + 1)).collect();
        self.files.push(File {
            name: name.to_owned(),
            text: Rc::from(text),
            library,
            base,
            line_starts,
            renumbered: Vec::new(),
        });
        self.by_name.insert(name.to_owned(), self.files.len() - 1);
        self.files.len() - 1
    }

    /// Where the file's text would end if one more of `bytes` were added; to stay within [`Loc`].
    pub(crate) fn end(&self) -> u64 {
        self.files.last().map_or(1, |file| u64::from(file.base) + file.text.len() as u64 + 1)
    }

    pub(crate) fn files(&self) -> &[File] {
        &self.files
    }

    pub(crate) fn file(&self, index: usize) -> &File {
        &self.files[index]
    }

    /// The place of byte `offset` of a file.
    pub(crate) fn loc(&self, file: usize, offset: usize) -> Loc {
        Loc(self.files[file].base + offset as u32)
    }

    /// The file of a place; the first one for "nowhere".
    pub(crate) fn file_of(&self, loc: Loc) -> usize {
        self.files.partition_point(|file| file.base <= loc.0).saturating_sub(1)
    }

    /// Byte offset of a place in its file.
    pub(crate) fn offset_of(&self, loc: Loc) -> (usize, usize) {
        let index = self.file_of(loc);
        let file = &self.files[index];
        (index, (loc.0.saturating_sub(file.base) as usize).min(file.text.len()))
    }

    /// Physical line, from 1.
    pub(crate) fn line(&self, loc: Loc) -> (usize, u32) {
        let (index, offset) = self.offset_of(loc);
        let line = self.files[index].line_starts.partition_point(|&start| start as usize <= offset);
        (index, line as u32)
    }

    /// File, physical line and column.
    pub(crate) fn place(&self, loc: Loc) -> Place {
        let (index, offset) = self.offset_of(loc);
        let file = &self.files[index];
        let line = file.line_starts.partition_point(|&start| start as usize <= offset).max(1);
        let start = file.line_starts[line - 1] as usize;
        let column = file.text.get(start..offset).map_or(1, |text| text.chars().count() + 1);
        Place { file: index, line: line as u32, column: column as u32 }
    }

    /// Name and line with `#line` applied: what `__FILE__` and `__LINE__` give.
    pub(crate) fn presumed(&self, loc: Loc) -> (String, u32) {
        let (index, line) = self.line(loc);
        let file = &self.files[index];
        let after = file.renumbered.partition_point(|&(from, ..)| from <= line);
        match file.renumbered[..after].last() {
            Some((from, number, name)) => {
                let name = name.clone().unwrap_or_else(|| file.name.clone());
                (name, number.wrapping_add(line - from))
            }
            None => (file.name.clone(), line),
        }
    }

    /// Applies `#line` from the line after `loc` on.
    pub(crate) fn renumber(&mut self, loc: Loc, number: u32, name: Option<String>) {
        let (index, line) = self.line(loc);
        let list = &mut self.files[index].renumbered;
        if list.last().is_none_or(|&(from, ..)| from < line + 1) {
            list.push((line + 1, number, name));
        }
    }

    /// Whether the place is in a file of the library.
    pub(crate) fn in_library(&self, loc: Loc) -> bool {
        self.files.get(self.file_of(loc)).is_some_and(|file| file.library)
    }
}
