//! Spellings as small numbers: every token's text is interned once per translation unit.

use crate::hash::Map;
use std::rc::Rc;

/// An interned spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Sym(pub(crate) u32);

/// Table of spellings.
pub(crate) struct Interner {
    texts: Vec<Rc<str>>,
    index: Map<Rc<str>, Sym>,
}

impl Interner {
    /// A table that already holds the known spellings of [`sym`].
    pub(crate) fn new() -> Self {
        let mut table = Self { texts: Vec::new(), index: Map::default() };
        for text in sym::TEXTS {
            table.intern(text);
        }
        table
    }

    /// The number of `text`.
    pub(crate) fn intern(&mut self, text: &str) -> Sym {
        if let Some(&found) = self.index.get(text) {
            return found;
        }
        let shared: Rc<str> = Rc::from(text);
        let number = Sym(self.texts.len() as u32);
        self.texts.push(shared.clone());
        self.index.insert(shared, number);
        number
    }

    /// The spelling, shared.
    pub(crate) fn text(&self, symbol: Sym) -> Rc<str> {
        self.texts[symbol.0 as usize].clone()
    }

    /// The spelling, borrowed.
    pub(crate) fn str(&self, symbol: Sym) -> &str {
        &self.texts[symbol.0 as usize]
    }
}

macro_rules! known {
    ($($name:ident $text:literal)*) => {
        /// Spellings that the compiler itself looks for.
        pub(crate) mod sym {
            use super::Sym;
            #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "one name per spelling")]
            #[derive(Clone, Copy)]
            enum Number { $($name),* }
            $(pub(crate) const $name: Sym = Sym(Number::$name as u32);)*
            pub(crate) const TEXTS: &[&str] = &[$($text),*];
        }
    };
}

known! {
    EMPTY ""
    LPAREN "(" RPAREN ")" LBRACE "{" RBRACE "}" LBRACKET "[" RBRACKET "]"
    SEMI ";" COMMA "," COLON ":" QUESTION "?" DOT "." ARROW "->" ELLIPSIS "..."
    PLUS "+" MINUS "-" STAR "*" SLASH "/" PERCENT "%" AMP "&" PIPE "|" CARET "^" TILDE "~" BANG "!"
    LT "<" GT ">" LE "<=" GE ">=" EQEQ "==" NE "!=" ANDAND "&&" OROR "||" SHL "<<" SHR ">>"
    EQ "=" PLUSEQ "+=" MINUSEQ "-=" STAREQ "*=" SLASHEQ "/=" PERCENTEQ "%=" AMPEQ "&=" PIPEEQ "|="
    CARETEQ "^=" SHLEQ "<<=" SHREQ ">>=" PLUSPLUS "++" MINUSMINUS "--" HASH "#" HASHHASH "##"
    // Keywords: from AUTO to the last one before DEFINED.
    AUTO "auto" BREAK "break" CASE "case" CHAR "char" CONST "const" CONTINUE "continue"
    DEFAULT "default" DO "do" DOUBLE "double" ELSE "else" ENUM "enum" EXTERN "extern" FLOAT "float"
    FOR "for" GOTO "goto" IF "if" INLINE "inline" INT "int" LONG "long" REGISTER "register"
    RESTRICT "restrict" RETURN "return" SHORT "short" SIGNED "signed" SIZEOF "sizeof"
    STATIC "static" STRUCT "struct" SWITCH "switch" TYPEDEF "typedef" UNION "union"
    UNSIGNED "unsigned" VOID "void" VOLATILE "volatile" WHILE "while"
    ALIGNAS "_Alignas" ALIGNOF "_Alignof" ATOMIC "_Atomic" BOOL "_Bool" COMPLEX "_Complex"
    GENERIC "_Generic" NORETURN "_Noreturn" STATIC_ASSERT "_Static_assert"
    THREAD_LOCAL "_Thread_local" ASM "asm" ASM2 "__asm__" ASM3 "__asm" ATTRIBUTE "__attribute__"
    ATTRIBUTE2 "__attribute" CONST2 "__const" CONST3 "__const__" EXTENSION "__extension__"
    INLINE2 "__inline" INLINE3 "__inline__" RESTRICT2 "__restrict" RESTRICT3 "__restrict__"
    SIGNED2 "__signed__" TYPEOF "typeof" TYPEOF2 "__typeof__" TYPEOF3 "__typeof"
    VOLATILE2 "__volatile__" VOLATILE3 "__volatile" ALIGNOF2 "__alignof__" THREAD2 "__thread"
    VA_LIST "__builtin_va_list" INT128 "__int128"
    // Directives and names with a meaning of their own.
    DEFINED "defined" DEFINE "define" UNDEF "undef" INCLUDE "include" INCLUDE_NEXT "include_next"
    IFDEF "ifdef" IFNDEF "ifndef" ELIF "elif" ENDIF "endif" ERROR "error" WARNING "warning"
    PRAGMA "pragma" LINE "line" ONCE "once" PACK "pack" PUSH "push" POP "pop" PUSH_MACRO "push_macro" POP_MACRO "pop_macro" UNDERPRAGMA "_Pragma"
    VA_ARGS "__VA_ARGS__" VA_OPT "__VA_OPT__" HAS_INCLUDE "__has_include" HAS_BUILTIN "__has_builtin"
    HAS_ATTRIBUTE "__has_attribute"
    FUNC "__func__" FUNCTION "__FUNCTION__" PRETTY "__PRETTY_FUNCTION__"
}

/// Whether the spelling is a keyword.
pub(crate) fn is_keyword(symbol: Sym) -> bool {
    symbol >= sym::AUTO && symbol < sym::DEFINED
}
