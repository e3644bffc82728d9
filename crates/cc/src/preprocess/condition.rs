//! Expressions of `#if` and `#elif` (C11 6.10.1): 64-bit integers, `defined`, `__has_include`.

use super::Preprocessor;
use crate::diagnostics::Reported;
use crate::intern::sym;
use crate::lex::{Kind, Token};
use crate::literal;
use crate::messages::MessageId as M;

/// A value with its signedness.
#[derive(Clone, Copy)]
struct Value {
    bits: i64,
    unsigned: bool,
}

impl Value {
    fn flag(holds: bool) -> Self {
        Self { bits: i64::from(holds), unsigned: false }
    }
}

/// Parentheses and operators within each other.
const MAX_DEPTH: usize = 200;

struct Cursor<'t> {
    tokens: &'t [Token],
    at: usize,
    depth: usize,
    /// Inside an operand that `&&` or `||` does not look at.
    unevaluated: usize,
    directive: Token,
}

impl Preprocessor<'_, '_> {
    /// Whether the condition holds; an error counts as "no".
    pub(super) fn condition(&mut self, directive: Token, line: &[Token]) -> bool {
        self.evaluate(directive, line).is_ok_and(|value| value.bits != 0)
    }

    fn evaluate(&mut self, directive: Token, line: &[Token]) -> Result<Value, Reported> {
        if line.is_empty() {
            return Err(self.session.error_at(directive, M::ConditionMissing, &[]));
        }
        let resolved = self.resolve_defined(line)?;
        let expanded = self.expand_list(&resolved, directive.loc)?;
        let resolved = self.resolve_defined(&expanded)?;
        let mut cursor = Cursor { tokens: &resolved, at: 0, depth: 0, unevaluated: 0, directive };
        let value = self.conditional(&mut cursor)?;
        match cursor.tokens.get(cursor.at) {
            Some(&extra) => {
                let text = self.session.names.text(extra.sym);
                Err(self.session.error_at(extra, M::ConditionExtra, &[&text]))
            }
            None => Ok(value),
        }
    }

    /// Replaces `defined X`, `__has_include(…)`, `__has_builtin(…)` and `__has_attribute(…)`.
    fn resolve_defined(&mut self, line: &[Token]) -> Result<Vec<Token>, Reported> {
        let mut out = Vec::with_capacity(line.len());
        let mut at = 0;
        while at < line.len() {
            let token = line[at];
            let parens = line.get(at + 1).is_some_and(|next| next.is(sym::LPAREN));
            let close = (at + 2..line.len()).find(|&index| line[index].is(sym::RPAREN));
            let (holds, next) = match token.sym {
                sym::DEFINED => {
                    let name_at = if parens { at + 2 } else { at + 1 };
                    let Some(&name) = line.get(name_at).filter(|name| name.kind == Kind::Ident)
                    else {
                        return Err(self.session.error_at(token, M::ExpectedMacroName, &[]));
                    };
                    let special = matches!(
                        name.sym,
                        sym::HAS_INCLUDE | sym::HAS_BUILTIN | sym::HAS_ATTRIBUTE
                    );
                    (
                        special || self.macros.contains_key(&name.sym),
                        name_at + 1 + usize::from(parens),
                    )
                }
                sym::HAS_INCLUDE | sym::HAS_BUILTIN | sym::HAS_ATTRIBUTE if parens => {
                    let Some(close) = close else {
                        return Err(self.session.error_at(token, M::ConditionMissing, &[]));
                    };
                    let text: String = line[at + 2..close]
                        .iter()
                        .map(|t| self.session.names.text(t.sym).to_string())
                        .collect();
                    let holds = match token.sym {
                        sym::HAS_INCLUDE => self
                            .find_header(text.trim_matches(['"', '<', '>']), text.starts_with('"'))
                            .is_some(),
                        sym::HAS_BUILTIN => crate::parse::is_builtin(&text),
                        _ => ["packed", "aligned", "noreturn", "unused"].contains(&text.as_str()),
                    };
                    (holds, close + 1)
                }
                _ => {
                    out.push(token);
                    at += 1;
                    continue;
                }
            };
            let digit = self.session.names.intern(if holds { "1" } else { "0" });
            out.push(Token { kind: Kind::Number, sym: digit, ..token });
            at = next;
        }
        Ok(out)
    }

    fn conditional(&mut self, cursor: &mut Cursor<'_>) -> Result<Value, Reported> {
        self.deeper(cursor)?;
        let condition = self.binary(cursor, 0)?;
        let value = if cursor.take(sym::QUESTION) {
            let holds = condition.bits != 0;
            cursor.unevaluated += usize::from(!holds);
            let then = self.conditional(cursor)?;
            cursor.unevaluated -= usize::from(!holds);
            self.need(cursor, sym::COLON)?;
            cursor.unevaluated += usize::from(holds);
            let other = self.conditional(cursor)?;
            cursor.unevaluated -= usize::from(holds);
            let unsigned = then.unsigned || other.unsigned;
            Value { unsigned, ..if holds { then } else { other } }
        } else {
            condition
        };
        cursor.depth -= 1;
        Ok(value)
    }

    fn deeper(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Reported> {
        cursor.depth += 1;
        if cursor.depth > MAX_DEPTH {
            return Err(self.session.error_at(cursor.directive, M::TooDeep, &[]));
        }
        Ok(())
    }

    fn need(&mut self, cursor: &mut Cursor<'_>, punct: crate::intern::Sym) -> Result<(), Reported> {
        if cursor.take(punct) {
            return Ok(());
        }
        let at = cursor.tokens.get(cursor.at).copied().unwrap_or(cursor.directive);
        let text = self.session.names.text(punct);
        Err(self.session.error_at(at, M::Expected, &[&text]))
    }

    fn binary(&mut self, cursor: &mut Cursor<'_>, least: u8) -> Result<Value, Reported> {
        let mut left = self.unary(cursor)?;
        while let Some(&op) = cursor.tokens.get(cursor.at)
            && let Some(level) = precedence(op)
            && level >= least
        {
            cursor.at += 1;
            let decided =
                op.sym == sym::ANDAND && left.bits == 0 || op.sym == sym::OROR && left.bits != 0;
            cursor.unevaluated += usize::from(decided);
            let right = self.binary(cursor, level + 1)?;
            cursor.unevaluated -= usize::from(decided);
            left = match apply(op, left, right) {
                Some(value) => value,
                None if cursor.unevaluated > 0 => Value::flag(false),
                None => return Err(self.session.error_at(op, M::DivisionByZero, &[])),
            };
        }
        Ok(left)
    }

    fn unary(&mut self, cursor: &mut Cursor<'_>) -> Result<Value, Reported> {
        let Some(&token) = cursor.tokens.get(cursor.at) else {
            return Err(self.session.error_at(cursor.directive, M::ConditionMissing, &[]));
        };
        cursor.at += 1;
        self.deeper(cursor)?;
        let value = match (token.kind, token.sym) {
            (Kind::Punct, sym::PLUS) => self.unary(cursor)?,
            (Kind::Punct, sym::MINUS) => {
                let value = self.unary(cursor)?;
                Value { bits: value.bits.wrapping_neg(), ..value }
            }
            (Kind::Punct, sym::TILDE) => {
                let value = self.unary(cursor)?;
                Value { bits: !value.bits, ..value }
            }
            (Kind::Punct, sym::BANG) => Value::flag(self.unary(cursor)?.bits == 0),
            (Kind::Punct, sym::LPAREN) => {
                let value = self.conditional(cursor)?;
                self.need(cursor, sym::RPAREN)?;
                value
            }
            (Kind::Number, _) => match literal::number(self.session.names.str(token.sym)) {
                Ok(literal::Number::Integer { value, unsigned, .. }) => {
                    Value { bits: value as i64, unsigned }
                }
                _ => return Err(self.session.error_at(token, M::ConditionNotInteger, &[])),
            },
            (Kind::Char, _) => match literal::character(
                self.session.names.str(token.sym),
                self.session.signed_char,
            ) {
                Ok((value, _)) => Value { bits: value, unsigned: false },
                Err(id) => return Err(self.session.error_at(token, id, &[])),
            },
            // Any name that is no macro counts as 0.
            (Kind::Ident, _) => Value::flag(false),
            _ => {
                let text = self.session.names.text(token.sym);
                return Err(self.session.error_at(token, M::ConditionExtra, &[&text]));
            }
        };
        cursor.depth -= 1;
        Ok(value)
    }
}

impl Cursor<'_> {
    fn take(&mut self, punct: crate::intern::Sym) -> bool {
        let found = self.tokens.get(self.at).is_some_and(|token| token.is(punct));
        self.at += usize::from(found);
        found
    }
}

fn precedence(op: Token) -> Option<u8> {
    if op.kind != Kind::Punct {
        return None;
    }
    Some(match op.sym {
        sym::OROR => 1,
        sym::ANDAND => 2,
        sym::PIPE => 3,
        sym::CARET => 4,
        sym::AMP => 5,
        sym::EQEQ | sym::NE => 6,
        sym::LT | sym::GT | sym::LE | sym::GE => 7,
        sym::SHL | sym::SHR => 8,
        sym::PLUS | sym::MINUS => 9,
        sym::STAR | sym::SLASH | sym::PERCENT => 10,
        _ => return None,
    })
}

/// `None` for a division by zero.
fn apply(op: Token, left: Value, right: Value) -> Option<Value> {
    let unsigned = left.unsigned || right.unsigned;
    let (a, b) = (left.bits, right.bits);
    let less = if unsigned { (a as u64) < (b as u64) } else { a < b };
    let bits = match op.sym {
        sym::OROR => return Some(Value::flag(a != 0 || b != 0)),
        sym::ANDAND => return Some(Value::flag(a != 0 && b != 0)),
        sym::EQEQ => return Some(Value::flag(a == b)),
        sym::NE => return Some(Value::flag(a != b)),
        sym::LT => return Some(Value::flag(less)),
        sym::GE => return Some(Value::flag(!less)),
        sym::GT => return Some(Value::flag(!less && a != b)),
        sym::LE => return Some(Value::flag(less || a == b)),
        sym::PIPE => a | b,
        sym::CARET => a ^ b,
        sym::AMP => a & b,
        sym::SHL => a.wrapping_shl(b as u32),
        sym::SHR if left.unsigned => (a as u64).wrapping_shr(b as u32) as i64,
        sym::SHR => a.wrapping_shr(b as u32),
        sym::PLUS => a.wrapping_add(b),
        sym::MINUS => a.wrapping_sub(b),
        sym::STAR => a.wrapping_mul(b),
        sym::SLASH | sym::PERCENT if b == 0 => return None,
        sym::SLASH if unsigned => (a as u64 / b as u64) as i64,
        sym::SLASH => a.wrapping_div(b),
        sym::PERCENT if unsigned => (a as u64 % b as u64) as i64,
        _ => a.wrapping_rem(b),
    };
    Some(Value { bits, unsigned })
}
