//! Initialisers with braces and designators (C11 6.7.9): a flat list of parts and values.

use super::{Parsed, Parser};
use crate::check::convert::Target;
use crate::intern::sym;
use crate::lex::Kind;
use crate::messages::MessageId as M;
use crate::source::Loc;
use crate::tree::{Expr, ExprKind, InitItem};
use crate::types::{Bits, Field, MAX_SIZE, Ty, TypeKind};

/// More parts than this are refused: each costs memory and code.
const MAX_ITEMS: usize = 1 << 20;

/// One step of a designator, or of the walk through an aggregate.
#[derive(Clone)]
enum Step {
    Index(u64),
    /// Position in the record's list of members.
    Member(usize),
}

impl Parser<'_> {
    /// Reads the initialiser of an object of type `ty`; an array's unknown length is filled in.
    pub(crate) fn initializer(&mut self, ty: Ty) -> Parsed<(Ty, Vec<InitItem>)> {
        let mut items = Vec::new();
        let TypeKind::Array(element, None) = *self.types.kind(ty) else {
            self.check_unbraced(ty)?;
            self.unbraced_record = self.types.is_record(ty) && !self.is(sym::LBRACE);
            self.init_object(ty, 0, None, &mut items)?;
            return Ok((ty, items));
        };
        let braced_string = self.is(sym::LBRACE)
            && self.peek_at(1).kind == Kind::Str
            && self.peek_at(2).is(sym::RBRACE);
        if (self.peek().kind == Kind::Str || braced_string) && self.types.is_integer(element) {
            let braces = self.take(sym::LBRACE);
            let length = self.init_string(element, None, 0, &mut items)?;
            if braces {
                self.expect(sym::RBRACE)?;
            }
            let array = self.types.array(element, length);
            return Ok((array.with(ty.quals), items));
        }
        if !self.is(sym::LBRACE) {
            return Err(self.unexpected(M::ExpectedInitializer));
        }
        let length = self.init_braced(ty, 0, &mut items)?;
        if length > MAX_SIZE / self.types.size(element).max(1) {
            let loc = self.peek().loc;
            return Err(self.error(loc, M::ArrayTooLarge, &[]));
        }
        let array = self.types.array(element, length);
        Ok((array.with(ty.quals), items))
    }

    /// An aggregate's initialiser is in braces, a string, or (structs) a value of the same type.
    fn check_unbraced(&mut self, ty: Ty) -> Parsed<()> {
        if self.is(sym::LBRACE) {
            if !self.types.is_complete(ty) {
                let (loc, text) = (self.peek().loc, self.type_text(ty));
                return Err(self.error(loc, M::IncompleteType, &[&text]));
            }
            return Ok(());
        }
        let text = self.peek().kind == Kind::Str;
        match self.types.element(ty) {
            Some(element) if !(text && self.types.is_integer(element)) => {
                Err(self.unexpected(M::ExpectedInitializer))
            }
            _ => Ok(()),
        }
    }

    /// One object; `first` is its first value if that has been read already.
    fn init_object(
        &mut self,
        ty: Ty,
        offset: u64,
        first: Option<Expr>,
        items: &mut Vec<InitItem>,
    ) -> Parsed<()> {
        self.nested(|p| p.init_object_inner(ty, offset, first, items))
    }

    fn init_object_inner(
        &mut self,
        ty: Ty,
        offset: u64,
        first: Option<Expr>,
        items: &mut Vec<InitItem>,
    ) -> Parsed<()> {
        if items.len() > MAX_ITEMS {
            return Err(self.unexpected(M::TooManyExpressions));
        }
        let outermost = first.is_none() && self.unbraced_record;
        self.unbraced_record = false;
        let aggregate = self.types.is_array(ty) || self.types.is_record(ty);
        if !aggregate {
            let value = match first {
                Some(value) => value,
                None if self.is(sym::LBRACE) => {
                    self.next();
                    let value = if self.is(sym::RBRACE) {
                        let loc = self.peek().loc;
                        self.session.pedantic(loc, M::EmptyInitializer, &[]);
                        Expr::int(0, Ty::INT, self.peek().loc)
                    } else {
                        self.assignment()?
                    };
                    self.take(sym::COMMA);
                    self.expect(sym::RBRACE)?;
                    value
                }
                None => self.assignment()?,
            };
            return self.init_scalar((ty, offset), None, value, items);
        }
        if first.is_none() {
            if let TypeKind::Array(element, length) = *self.types.kind(ty)
                && self.types.is_integer(element)
            {
                let braced = self.is(sym::LBRACE)
                    && self.peek_at(1).kind == Kind::Str
                    && self.peek_at(2).is(sym::RBRACE);
                if self.peek().kind == Kind::Str || braced {
                    self.take(sym::LBRACE);
                    self.init_string(element, length, offset, items)?;
                    if braced {
                        self.expect(sym::RBRACE)?;
                    }
                    return Ok(());
                }
            }
            if self.is(sym::LBRACE) {
                self.init_braced(ty, offset, items)?;
                return Ok(());
            }
        }
        // A string that was read as the first value of an aggregate around this array.
        if let Some(Expr { kind: ExprKind::Global(id), .. }) = first
            && let TypeKind::Array(element, Some(length)) = *self.types.kind(ty)
            && self.types.is_integer(element)
            && !self.global(id).named
            && self
                .types
                .element(self.global(id).ty)
                .is_some_and(|unit| self.types.size(unit) == self.types.size(element))
        {
            let bytes = self.global(id).data.as_ref().map_or(Vec::new(), |data| data.bytes.clone());
            let loc = self.global(id).loc;
            self.push_string(bytes, (element, Some(length)), (offset, loc), items);
            return Ok(());
        }
        // Without braces: a value of the whole, or values for the parts.
        let first = match first {
            Some(first) => first,
            None => self.assignment()?,
        };
        if self.types.is_record(ty) && self.types.compatible(ty, first.ty) {
            let value = self.rvalue(first)?;
            items.push(InitItem { offset, bits: None, value });
            return Ok(());
        }
        if outermost {
            let (have, want) = (self.type_text(first.ty), self.type_text(ty));
            return Err(self.error(first.loc, M::CannotInitialize, &[&have, &want]));
        }
        self.init_parts(ty, offset, Some(first), items)
    }

    /// Values for the parts of an aggregate, as many as it takes, without braces of its own.
    fn init_parts(
        &mut self,
        ty: Ty,
        offset: u64,
        mut first: Option<Expr>,
        items: &mut Vec<InitItem>,
    ) -> Parsed<()> {
        let mut step = self.first_step(ty);
        let mut any = false;
        while let Some(here) = step {
            if first.is_none() {
                // The comma belongs to us only if a value of ours follows it.
                let more = self.is(sym::COMMA) && !self.peek_at(1).is(sym::RBRACE);
                let designated = matches!(self.peek_at(1).sym, sym::DOT | sym::LBRACKET);
                if !more || designated {
                    break;
                }
                self.next();
            }
            any = true;
            self.init_step((ty, offset), &here, first.take(), items)?;
            step = self.next_step(ty, &here);
        }
        if !any {
            let loc = self.peek().loc;
            if first.is_some() {
                let text = self.type_text(ty);
                return Err(self.error(loc, M::CannotInitialize, &["", &text]));
            }
        }
        Ok(())
    }

    /// `{ … }` for an aggregate; the number of elements it reaches.
    fn init_braced(&mut self, ty: Ty, offset: u64, items: &mut Vec<InitItem>) -> Parsed<u64> {
        let open = self.expect(sym::LBRACE)?;
        if self.is(sym::RBRACE) {
            self.session.pedantic(open.loc, M::EmptyInitializer, &[]);
        }
        let mut step = self.first_step(ty);
        let mut length = 0;
        while !self.take(sym::RBRACE) {
            if self.is(sym::LBRACKET)
                || self.is(sym::DOT)
                || self.is_name() && self.peek_at(1).is(sym::COLON)
            {
                step = Some(self.designated(ty, offset, items, &mut length)?);
            } else {
                let Some(here) = step.clone() else {
                    let loc = self.peek().loc;
                    self.session.warn(loc, 1, M::ExcessInitializer, &[]);
                    if self.is(sym::LBRACE) {
                        let mut unused = Vec::new();
                        self.init_braced(ty, 0, &mut unused)?;
                    } else {
                        self.assignment()?;
                    }
                    self.take(sym::COMMA);
                    continue;
                };
                self.init_step((ty, offset), &here, None, items)?;
            }
            if let Some(Step::Index(index)) = step {
                length = length.max(index + 1);
            }
            step = step.and_then(|here| self.next_step(ty, &here));
            if !self.take(sym::COMMA) {
                self.expect(sym::RBRACE)?;
                break;
            }
        }
        Ok(length)
    }

    /// A designated part with its value; the step of the outermost designator.
    fn designated(
        &mut self,
        ty: Ty,
        offset: u64,
        items: &mut Vec<InitItem>,
        length: &mut u64,
    ) -> Parsed<Step> {
        let mut here = ty;
        let mut at = offset;
        let mut outer = None;
        let mut bits = None;
        let mut repeat = 1;
        let mut inner_steps: Vec<(Ty, u64, Step)> = Vec::new();
        if self.is_name() {
            // GNU's old `name: value`.
            let name = self.next();
            self.next();
            let (field, step) = self.designated_member(here, name)?;
            outer = Some(step);
            at += field.offset;
            bits = field.bits;
            here = field.ty;
        } else {
            while self.is(sym::LBRACKET) || self.is(sym::DOT) {
                let step;
                if self.take(sym::LBRACKET) {
                    let token = self.peek();
                    let index = self.constant_integer()?;
                    let last =
                        if self.take(sym::ELLIPSIS) { self.constant_integer()? } else { index };
                    self.expect(sym::RBRACKET)?;
                    let TypeKind::Array(element, limit) = *self.types.kind(here) else {
                        return Err(self.session.error_at(token, M::BadDesignator, &[]));
                    };
                    let outside = index < 0
                        || last < index
                        || limit.is_some_and(|limit| last as u64 >= limit);
                    if outside
                        || last as u64 >= MAX_SIZE / self.types.size(element).max(1)
                        || (last - index) as usize > MAX_ITEMS
                    {
                        return Err(self.session.error_at(token, M::BadDesignator, &[]));
                    }
                    inner_steps.push((here, at, Step::Index(last as u64)));
                    step = Step::Index(last as u64);
                    if outer.is_none() {
                        *length = (*length).max(last as u64 + 1);
                    }
                    repeat = last - index + 1;
                    at += index as u64 * self.types.size(element);
                    here = element;
                    bits = None;
                } else {
                    self.next();
                    if !self.is_name() {
                        return Err(self.unexpected(M::ExpectedMember));
                    }
                    let name = self.next();
                    let (field, position) = self.designated_member(here, name)?;
                    inner_steps.push((here, at, position.clone()));
                    step = position;
                    at += field.offset;
                    bits = field.bits;
                    here = field.ty;
                }
                outer.get_or_insert(step);
            }
            // GNU's old `[3] value` has no `=`.
            let old =
                self.at > 0 && self.tokens[self.at - 1].is(sym::RBRACKET) && !self.is(sym::EQ);
            if !old {
                self.expect(sym::EQ)?;
            }
        }
        let start = items.len();
        match bits {
            Some(bits) => {
                let value = self.assignment()?;
                self.init_scalar((here, at), Some(bits), value, items)?;
            }
            None => self.init_object(here, at, None, items)?,
        }
        // A part named anew takes the place of a struct given as a whole before.
        let inside = |item: &InitItem| {
            let end = item.offset + self.types.size(item.value.ty);
            self.types.is_record(item.value.ty) && item.offset <= at && at < end
        };
        let whole = items[..start].iter().filter(|item| inside(item)).count();
        let mut index = 0;
        items.retain(|item| {
            index += 1;
            index > start || !inside(item)
        });
        let start = start - whole;
        let size = self.types.size(here);
        let one: Vec<InitItem> = items[start..].to_vec();
        for times in 1..repeat.max(1) as u64 {
            let shifted = one
                .iter()
                .map(|item| InitItem { offset: item.offset + times * size, ..item.clone() });
            items.extend(shifted);
            if items.len() > MAX_ITEMS {
                return Err(self.unexpected(M::TooManyExpressions));
            }
        }
        // `.a.b = 1, 2`: the next value goes to what follows b inside a.
        for (inner, at, step) in inner_steps.into_iter().skip(1).rev() {
            let mut step = self.next_step(inner, &step);
            while let Some(here) = step {
                let more = self.is(sym::COMMA) && !self.peek_at(1).is(sym::RBRACE);
                if !more || matches!(self.peek_at(1).sym, sym::DOT | sym::LBRACKET) {
                    break;
                }
                self.next();
                self.init_step((inner, at), &here, None, items)?;
                step = self.next_step(inner, &here);
            }
        }
        match outer {
            Some(step) => Ok(step),
            None => Err(self.unexpected(M::ExpectedInitializer)),
        }
    }

    fn designated_member(&mut self, ty: Ty, name: crate::lex::Token) -> Parsed<(Field, Step)> {
        let found = self.types.find_field(ty, name.sym);
        let position = self.types.record(ty).and_then(|record| {
            record.fields.iter().position(|field| {
                field.name == Some(name.sym)
                    || field.name.is_none() && self.types.find_field(field.ty, name.sym).is_some()
            })
        });
        match (found, position) {
            (Some(field), Some(position)) => Ok((field, Step::Member(position))),
            _ => {
                let (text, have) = (self.text(name.sym), self.type_text(ty));
                Err(self.session.error_at(name, M::NoMember, &[&have, &text]))
            }
        }
    }

    fn first_step(&self, ty: Ty) -> Option<Step> {
        match self.types.kind(ty) {
            TypeKind::Array(_, Some(0)) => None,
            TypeKind::Array(..) => Some(Step::Index(0)),
            TypeKind::Record(_) => self.named_from(ty, 0),
            _ => None,
        }
    }

    fn named_from(&self, ty: Ty, from: usize) -> Option<Step> {
        let record = self.types.record(ty)?;
        (from < record.fields.len()).then_some(Step::Member(from))
    }

    fn next_step(&self, ty: Ty, step: &Step) -> Option<Step> {
        match (self.types.kind(ty), step) {
            (TypeKind::Array(_, limit), Step::Index(index)) => {
                limit.is_none_or(|limit| index + 1 < limit).then_some(Step::Index(index + 1))
            }
            (TypeKind::Record(_), Step::Member(position)) => {
                // Only one member of a union is initialised.
                let union = self.types.record(ty).is_some_and(|record| record.union);
                if union { None } else { self.named_from(ty, position + 1) }
            }
            _ => None,
        }
    }

    fn init_step(
        &mut self,
        (ty, offset): (Ty, u64),
        step: &Step,
        first: Option<Expr>,
        items: &mut Vec<InitItem>,
    ) -> Parsed<()> {
        match (self.types.kind(ty).clone(), step) {
            (TypeKind::Array(element, _), Step::Index(index)) => {
                let at = offset + index * self.types.size(element);
                self.init_object(element, at, first, items)
            }
            (TypeKind::Record(_), Step::Member(position)) => {
                let Some(field) =
                    self.types.record(ty).map(|record| record.fields[*position].clone())
                else {
                    return Ok(());
                };
                if let Some(bits) = field.bits {
                    let value = match first {
                        Some(value) => value,
                        None => self.assignment()?,
                    };
                    return self.init_scalar(
                        (field.ty, offset + field.offset),
                        Some(bits),
                        value,
                        items,
                    );
                }
                self.init_object(field.ty, offset + field.offset, first, items)
            }
            _ => Ok(()),
        }
    }

    fn init_scalar(
        &mut self,
        (ty, offset): (Ty, u64),
        bits: Option<Bits>,
        value: Expr,
        items: &mut Vec<InitItem>,
    ) -> Parsed<()> {
        let value = self.rvalue(value)?;
        let value = self.assign_convert(value, ty, &Target::Initializer)?;
        items.push(InitItem { offset, bits, value });
        Ok(())
    }

    /// A string into an array of characters; the number of elements it fills.
    fn init_string(
        &mut self,
        element: Ty,
        length: Option<u64>,
        offset: u64,
        items: &mut Vec<InitItem>,
    ) -> Parsed<u64> {
        let token = self.peek();
        let (bytes, unit) = self.string_bytes()?;
        let size = self.types.size(element);
        if self.types.size(unit) != size {
            return Err(self.session.error_at(token, M::BadStringInit, &[]));
        }
        let count = bytes.len() as u64 / size;
        self.push_string(bytes, (element, length), (offset, token.loc), items);
        Ok(count)
    }

    /// A string's bytes as an item, cut to the array's length.
    fn push_string(
        &mut self,
        mut bytes: Vec<u8>,
        (element, length): (Ty, Option<u64>),
        (offset, loc): (u64, Loc),
        items: &mut Vec<InitItem>,
    ) {
        let size = self.types.size(element);
        if let Some(length) = length {
            if bytes.len() as u64 / size > length + 1 {
                self.session.warn(loc, 1, M::StringTooLong, &[&length.to_string()]);
            }
            bytes.truncate((length * size) as usize);
        }
        if !bytes.is_empty() {
            let id = self.string_object(bytes, element, loc);
            let ty = self.global(id).ty;
            let value = Expr::new(ExprKind::Global(id), ty, loc);
            items.push(InitItem { offset, bits: None, value });
        }
    }
}
