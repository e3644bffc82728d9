//! The compiler's messages on stderr, with source lines and carets.

use std::io::IsTerminal;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use vitrine_cc::{Diagnostic, Severity};
use vitrine_scenario::Program;

use crate::language::of_compiler;

/// Prints errors and warnings.
pub(crate) fn print(diagnostics: &[Diagnostic], program: &Program) {
    let sources: &[(String, String)] = match program {
        Program::C(files) => files,
        Program::Lesson(..) | Program::Elf(..) | Program::Workload(_) => &[],
    };
    let styled = std::io::stderr().is_terminal();
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    for diagnostic in diagnostics {
        eprintln!("{}\n", render(diagnostic, sources, &renderer));
    }
}

fn render(diagnostic: &Diagnostic, sources: &[(String, String)], renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let lang = of_compiler();
    let message = diagnostic.text(lang);
    let source = sources.iter().find(|(name, _)| *name == diagnostic.file);
    let mut group = Group::with_title(level.primary_title(message.as_str()));
    if let Some((name, text)) = source {
        let span = span(text, diagnostic.line, diagnostic.column, diagnostic.length);
        let mark = AnnotationKind::Primary.span(span);
        group = group.element(Snippet::source(text.as_str()).path(name.as_str()).annotation(mark));
    }
    let mut groups = vec![group];
    let notes: Vec<String> = diagnostic
        .notes
        .iter()
        .map(|note| {
            let text = note.message.text(lang);
            format!("{text} ({}:{}:{})", note.file, note.line, note.column)
        })
        .collect();
    groups.extend(notes.iter().map(|n| Group::with_title(Level::NOTE.secondary_title(n.as_str()))));
    let help = diagnostic.help.as_ref().map(|help| help.text(lang));
    groups.extend(help.iter().map(|h| Group::with_title(Level::HELP.secondary_title(h.as_str()))));
    renderer.render(&groups)
}

/// Bytes of the text from a line and column (characters, from 1).
fn span(text: &str, line: u32, column: u32, length: u32) -> Range<usize> {
    let before: usize =
        text.split_inclusive('\n').take((line as usize).saturating_sub(1)).map(str::len).sum();
    let rest = &text[before..];
    let rest = &rest[..rest.find('\n').unwrap_or(rest.len())];
    let at = |characters: u32| {
        rest.char_indices().nth(characters as usize).map_or(rest.len(), |(offset, _)| offset)
    };
    let start = at(column.saturating_sub(1));
    let end = at(column.saturating_sub(1) + length.max(1)).max(start);
    before + start..before + end
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn spans_count_characters_and_give_bytes() {
        let text = "int x;\n/* 管道 */ int y\n";
        assert_eq!(&text[span(text, 2, 14, 1)], "y");
        assert_eq!(&text[span(text, 1, 5, 99)], "x;");
        assert_eq!(span(text, 9, 1, 1), text.len()..text.len());
    }
}
