//! The macros that are defined at the end, as `gcc -dM -E` prints them.

use super::{Macro, Preprocessor};
use crate::intern::Sym;

impl Preprocessor<'_, '_> {
    /// A `#define` a line, sorted by name; what depends on its place (`__LINE__`) is none.
    pub(super) fn listing(&self) -> String {
        let fixed = self.macros.iter().filter(|(_, one)| one.dynamic.is_none());
        let mut lines: Vec<String> = fixed.map(|(name, one)| self.definition(*name, one)).collect();
        lines.sort_unstable();
        lines.concat()
    }

    fn definition(&self, name: Sym, one: &Macro) -> String {
        let text = |sym: Sym| self.session.names.str(sym);
        let mut line = format!("#define {}", text(name));
        if let Some(params) = &one.params {
            let mut words: Vec<String> = params.iter().map(|sym| text(*sym).to_owned()).collect();
            if let Some(rest) = one.variadic.map(text) {
                words.retain(|word| word != rest);
                words.push(if rest == "__VA_ARGS__" {
                    "...".to_owned()
                } else {
                    format!("{rest}...")
                });
            }
            line.push_str(&format!("({})", words.join(",")));
        }
        line.push(' ');
        for (index, token) in one.body.iter().enumerate() {
            if index > 0 && token.space {
                line.push(' ');
            }
            line.push_str(text(token.sym));
        }
        line.push('\n');
        line
    }
}
