//! `printf` and `scanf` formats against their arguments: a classic of learners' programs.

use crate::messages::MessageId as M;
use crate::parse::Parser;
use crate::tree::{Expr, ExprKind};
use crate::types::Ty;

/// One conversion: what it takes, as C text, and where its arguments are.
struct Conversion {
    text: String,
    want: Want,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Want {
    /// An integer of so many bytes.
    Integer(u64),
    Double,
    Text,
    Pointer,
}

impl Parser<'_> {
    /// Checks a call of one of the `printf` family.
    pub(crate) fn check_format(&mut self, name: &str, args: &[Expr]) {
        let at = match name {
            "printf" => 0,
            "fprintf" | "sprintf" | "dprintf" | "asprintf" => 1,
            "snprintf" => 2,
            _ => return,
        };
        let Some(format) = args.get(at) else { return };
        let Some(text) = self.string_of(format) else { return };
        let Some(conversions) = parse_format(&text) else { return };
        let given = &args[at + 1..];
        if conversions.len() != given.len() {
            let (want, got) = (conversions.len().to_string(), given.len().to_string());
            self.session.warn(format.loc, 1, M::FormatCount, &[&want, &got]);
            return;
        }
        for (conversion, arg) in conversions.iter().zip(given) {
            if !self.format_fits(conversion.want, arg.ty) {
                let have = self.type_text(arg.ty);
                self.session.warn(arg.loc, 1, M::FormatType, &[&conversion.text, &have]);
            }
        }
    }

    fn format_fits(&self, want: Want, ty: Ty) -> bool {
        match want {
            Want::Integer(size) => self.types.is_integer(ty) && self.types.size(ty) == size,
            Want::Double => ty.is_float(),
            Want::Text => self.types.pointee(ty).is_some_and(|to| {
                self.types.is_integer(to) && self.types.size(to) == 1 || to.is_void()
            }),
            Want::Pointer => self.types.is_pointer(ty),
        }
    }

    fn string_of(&self, expr: &Expr) -> Option<String> {
        let mut expr = expr;
        while let ExprKind::Cast(inner) | ExprKind::AddressOf(inner) = &expr.kind {
            expr = inner;
        }
        let ExprKind::Global(id) = expr.kind else { return None };
        let global = self.global(id);
        if global.named {
            return None;
        }
        let bytes = &global.data.as_ref()?.bytes;
        let end = bytes.iter().position(|&byte| byte == 0)?;
        String::from_utf8(bytes[..end].to_vec()).ok()
    }
}

/// The conversions of a format; `None` if it has one that is not known here.
fn parse_format(format: &str) -> Option<Vec<Conversion>> {
    let mut out = Vec::new();
    let mut chars = format.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '%' {
            continue;
        }
        let mut text = String::from("%");
        let mut size = 4;
        loop {
            let c = chars.next()?;
            text.push(c);
            let want = match c {
                '-' | '+' | ' ' | '#' | '0'..='9' | '.' | '\'' => continue,
                '*' => {
                    out.push(Conversion { text: "*".to_owned(), want: Want::Integer(4) });
                    continue;
                }
                'l' | 'z' | 'j' | 't' | 'q' | 'L' => {
                    size = 8;
                    continue;
                }
                'h' => continue,
                '%' => break,
                'd' | 'i' | 'u' | 'x' | 'X' | 'o' => Want::Integer(size),
                'c' => Want::Integer(4),
                'f' | 'F' | 'e' | 'E' | 'g' | 'G' | 'a' | 'A' => Want::Double,
                's' if size == 4 => Want::Text,
                'p' | 'n' => Want::Pointer,
                'm' => break,
                _ => return None,
            };
            out.push(Conversion { text, want });
            break;
        }
    }
    Some(out)
}
