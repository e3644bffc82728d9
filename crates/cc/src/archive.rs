//! The library's objects by the names they define. An archive of sources compiles a unit when a program first refers to one of
//! its names: a program needs few, and the first build is what a reader waits for.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::diagnostics::{Diagnostic, Session};
use crate::object::Object;
use crate::preprocess::Headers;
use crate::{Library, Options, Source, compile_in, standard_headers};

/// The library's objects, by the names they define. Compiled once, linked often.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    members: Vec<Member>,
    /// By name: the members that may define it, in order.
    index: HashMap<String, Vec<usize>>,
    headers: &'static [(&'static str, &'static str)],
}

#[derive(Clone, Debug, Default)]
struct Member {
    /// Name and text of what is not compiled yet.
    source: Option<(&'static str, &'static str)>,
    /// Empty if the source does not compile.
    object: OnceLock<Object>,
}

/// What the compilation of members shares during one link: headers are read once.
#[derive(Default)]
pub(crate) struct Compiling {
    session: Option<(Session, Headers<'static>)>,
    pub(crate) problems: Vec<Diagnostic>,
}

impl Archive {
    /// An archive of these objects; the first definition of a name counts.
    pub fn new(objects: Vec<Object>) -> Self {
        let mut archive = Self::default();
        for (number, object) in objects.into_iter().enumerate() {
            for symbol in &object.symbols {
                if symbol.external && symbol.place.is_some() {
                    archive.index.entry(symbol.name.clone()).or_default().push(number);
                }
            }
            archive.members.push(Member { source: None, object: OnceLock::from(object) });
        }
        archive
    }

    /// An archive of sources, none of them compiled yet.
    pub fn of_sources(library: &Library<'static>) -> Self {
        let mut archive = Self { headers: library.headers, ..Self::default() };
        for (number, &(name, text)) in library.sources.iter().enumerate() {
            for defined in likely_definitions(text) {
                let members = archive.index.entry(defined.to_owned()).or_default();
                if members.last() != Some(&number) {
                    members.push(number);
                }
            }
            let source = Some((name, text));
            archive.members.push(Member { source, object: OnceLock::new() });
        }
        archive
    }

    /// This archive behind other objects, whose definitions count first.
    pub fn behind(self, first: Vec<Object>) -> Self {
        let mut archive = Self::new(first);
        let before = archive.members.len();
        archive.headers = self.headers;
        archive.members.extend(self.members);
        for (name, members) in self.index {
            let later = members.into_iter().map(|number| number + before);
            archive.index.entry(name).or_default().extend(later);
        }
        archive
    }

    /// The member that defines a name, with its number.
    pub(crate) fn find(&self, name: &str, compiling: &mut Compiling) -> Option<(usize, &Object)> {
        let likely = self.index.get(name).map_or(&[][..], Vec::as_slice);
        // The index of sources is a guess; what it does not know of, any of them may define.
        let all = 0..self.members.len();
        let rest = all.filter(|number| self.members[*number].source.is_some());
        likely
            .iter()
            .copied()
            .chain(rest)
            .map(|number| (number, self.object(number, compiling)))
            .find(|(_, object)| defines(object, name))
    }

    /// Names that members define, or seem to.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.index.keys().map(String::as_str)
    }

    fn object(&self, number: usize, compiling: &mut Compiling) -> &Object {
        let member = &self.members[number];
        member.object.get_or_init(|| {
            let Some((name, text)) = member.source else { return Object::default() };
            let options = Options::default();
            let (session, headers) = compiling.session.get_or_insert_with(|| {
                let known = standard_headers(self.headers).collect();
                (Session::new(), Headers { known, read: &no_files })
            });
            let source = Source { name: name.to_owned(), text: text.to_owned() };
            match compile_in(session, &source, headers, &options, true) {
                Ok((object, _)) => object,
                Err(found) => {
                    compiling.problems.extend(found);
                    Object::default()
                }
            }
        })
    }
}

/// The library includes nothing of the user's.
fn no_files(_: &str) -> Option<String> {
    None
}

fn defines(object: &Object, name: &str) -> bool {
    let mut symbols = object.symbols.iter();
    symbols.any(|symbol| symbol.external && symbol.place.is_some() && symbol.name == name)
}

/// The names that a text seems to define: what a line that begins at the margin declares, and what assembly makes global.
fn likely_definitions(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        if let Some((_, name)) = line.split_once(".globl ") {
            return name.split(['\\', '"', ' ']).next();
        }
        let at_margin = line.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        if !at_margin || line.starts_with("static ") || line.starts_with("typedef ") {
            return None;
        }
        // A variable that points to a function has its name in parentheses.
        let line = line.split_once("(*").map_or(line, |(_, behind)| behind);
        let head = line.split(['(', ')', '=', ';', '[', '{']).next()?.trim_end();
        head.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_guessed_from_the_margin() {
        let text = "#include <x.h>\nint *first(void) {\n    return third;\n}\nchar *second = \"\";\n\
                    static int hidden;\nlong (*third)(long, long);\n__asm__(\".text\\n\"\n        \".globl fourth\\n\");\n\
                    const struct thing fifth[] = {1};\n";
        let found: Vec<&str> = likely_definitions(text).filter(|name| !name.is_empty()).collect();
        assert_eq!(found, ["first", "second", "third", "__asm__", "fourth", "fifth"]);
    }
}
