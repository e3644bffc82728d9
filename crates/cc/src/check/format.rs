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
    /// `double`, or `float` where a pointer says which.
    Double,
    Float,
    LongDouble,
    Text,
    Pointer,
}

/// Which way values go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Print,
    /// Every argument is a pointer to what the conversion names.
    Scan,
}

impl Parser<'_> {
    /// Checks a call of one of the `printf` or `scanf` family.
    pub(crate) fn check_format(&mut self, name: &str, args: &[Expr]) {
        let (family, at) = match name {
            "printf" => (Family::Print, 0),
            "fprintf" | "sprintf" | "dprintf" | "asprintf" => (Family::Print, 1),
            "snprintf" => (Family::Print, 2),
            "scanf" => (Family::Scan, 0),
            "fscanf" | "sscanf" => (Family::Scan, 1),
            _ => return,
        };
        let Some(format) = args.get(at) else { return };
        let Some(text) = self.string_of(format) else { return };
        let Some(conversions) = parse_format(&text, family) else { return };
        let given = &args[at + 1..];
        if conversions.len() != given.len() {
            let (want, got) = (conversions.len().to_string(), given.len().to_string());
            self.session.warn(format.loc, 1, M::FormatCount, &[&want, &got]);
            return;
        }
        for (conversion, arg) in conversions.iter().zip(given) {
            let fits = match family {
                Family::Print => self.format_fits(conversion.want, arg.ty),
                Family::Scan => self.scan_fits(conversion.want, arg.ty),
            };
            if fits {
                continue;
            }
            let have = self.type_text(arg.ty);
            self.session.warn(arg.loc, 1, M::FormatType, &[&conversion.text, &have]);
            match family {
                Family::Scan if !self.types.is_pointer(arg.ty) => {
                    self.session.help(M::HelpScanfAddress, &[]);
                }
                Family::Scan => {}
                Family::Print => {
                    if let Some(better) = self.conversion_for(arg.ty) {
                        self.session.help(M::HelpFormat, &[better]);
                    }
                }
            }
        }
    }

    fn format_fits(&self, want: Want, ty: Ty) -> bool {
        match want {
            Want::Integer(size) => self.types.is_integer(ty) && self.types.size(ty) == size.max(4),
            Want::Double | Want::Float => ty.is_float() && ty.bare() != Ty::LDOUBLE,
            Want::LongDouble => ty.bare() == Ty::LDOUBLE,
            Want::Text => self.types.pointee(ty).is_some_and(|to| {
                self.types.is_integer(to) && self.types.size(to) == 1 || to.is_void()
            }),
            Want::Pointer => self.types.is_pointer(ty),
        }
    }

    fn scan_fits(&self, want: Want, ty: Ty) -> bool {
        let Some(to) = self.types.pointee(ty) else { return false };
        // `char buf[9]; scanf("%s", &buf)` is frowned upon, but works.
        let to = if want == Want::Text { self.types.element(to).unwrap_or(to) } else { to };
        match want {
            Want::Integer(size) => self.types.is_integer(to) && self.types.size(to) == size,
            Want::Float => to.bare() == Ty::FLOAT,
            Want::Double => to.bare() == Ty::DOUBLE,
            Want::LongDouble => to.bare() == Ty::LDOUBLE,
            Want::Text => self.types.is_integer(to) && self.types.size(to) == 1,
            Want::Pointer => self.types.is_pointer(to),
        }
    }

    /// How `printf` prints a value of this type.
    fn conversion_for(&self, ty: Ty) -> Option<&'static str> {
        let wide = self.types.size(ty) == 8;
        Some(match (self.types.is_integer(ty), self.types.is_signed(ty)) {
            (true, true) => {
                if wide {
                    "%ld"
                } else {
                    "%d"
                }
            }
            (true, false) => {
                if wide {
                    "%lu"
                } else {
                    "%u"
                }
            }
            _ if ty.bare() == Ty::LDOUBLE => "%Lf",
            _ if ty.is_float() => "%f",
            _ => {
                let to = self.types.pointee(ty)?;
                if to.bare() == Ty::CHAR { "%s" } else { "%p" }
            }
        })
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

/// The conversions of a format; `None` if it holds something not known here.
fn parse_format(format: &str, family: Family) -> Option<Vec<Conversion>> {
    let scan = family == Family::Scan;
    let mut out = Vec::new();
    let mut chars = format.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '%' {
            continue;
        }
        let mut text = String::from("%");
        let (mut size, mut skipped, mut is_long_double) = (4, false, false);
        loop {
            let c = chars.next()?;
            text.push(c);
            let want = match c {
                '*' if scan => {
                    skipped = true;
                    continue;
                }
                '*' => {
                    out.push(Conversion { text: "*".to_owned(), want: Want::Integer(4) });
                    continue;
                }
                '-' | '+' | ' ' | '#' | '0'..='9' | '.' | '\'' => continue,
                'l' | 'z' | 'j' | 't' | 'q' | 'L' => {
                    size = 8;
                    is_long_double = c == 'L';
                    continue;
                }
                'h' => {
                    size = if size == 2 { 1 } else { 2 };
                    continue;
                }
                '%' => break,
                'd' | 'i' | 'u' | 'x' | 'X' | 'o' => Want::Integer(size),
                'c' if scan && size == 4 => Want::Text,
                'c' => Want::Integer(4),
                'f' | 'F' | 'e' | 'E' | 'g' | 'G' | 'a' | 'A' if is_long_double => Want::LongDouble,
                'f' | 'F' | 'e' | 'E' | 'g' | 'G' | 'a' | 'A' if scan && size == 4 => Want::Float,
                'f' | 'F' | 'e' | 'E' | 'g' | 'G' | 'a' | 'A' => Want::Double,
                's' if size == 4 => Want::Text,
                '[' if scan && size == 4 => {
                    // A set: `]` may be its first member.
                    let mut first = true;
                    loop {
                        let c = chars.next()?;
                        text.push(c);
                        if c == ']' && !first {
                            break;
                        }
                        first = first && c == '^';
                    }
                    Want::Text
                }
                'n' if scan => Want::Integer(size),
                'p' | 'n' => Want::Pointer,
                'm' if !scan => break,
                _ => return None,
            };
            if !skipped {
                out.push(Conversion { text, want });
            }
            break;
        }
    }
    Some(out)
}
