//! struct, union and enum definitions and their layout (C11 6.7.2; RISC-V psABI).

use super::declaration::Attributes;
use super::scope::Tag;
use super::{Entity, Parsed, Parser};
use crate::intern::{Sym, sym};
use crate::lex::Token;
use crate::messages::MessageId as M;
use crate::source::Loc;
use crate::types::{Bits, Field, MAX_RECORD, Ty, TypeKind};

/// Where the next member goes.
struct Layout {
    union: bool,
    /// Bits used so far (structs), or of the largest member (unions).
    bits: u64,
    largest: u64,
    align: u64,
    /// Upper limit of member alignment.
    limit: u64,
    fields: Vec<Field>,
}

impl Parser<'_> {
    /// After `struct` or `union`.
    pub(crate) fn record_specifier(&mut self, union: bool) -> Parsed<Ty> {
        let mut attributes = Attributes::default();
        self.attributes(&mut attributes)?;
        let tag = if self.is_name() { Some(self.next()) } else { None };
        if !self.is(sym::LBRACE) {
            let Some(tag) = tag else { return Err(self.expected(sym::LBRACE)) };
            return self.tagged(tag, union);
        }
        let ty = self.record_to_define(tag, union)?;
        self.next();
        let mut layout = Layout {
            union,
            bits: 0,
            largest: 0,
            align: 1,
            limit: if attributes.packed { 1 } else { self.pack_limit().unwrap_or(u64::MAX) },
            fields: Vec::new(),
        };
        // `packed` may also stand behind the members: look there first.
        if self.packed_behind() {
            layout.limit = 1;
        }
        while !self.is(sym::RBRACE) {
            if self.peek().kind == crate::lex::Kind::Eof {
                return Err(self.expected(sym::RBRACE));
            }
            if self.member_declaration(&mut layout).is_err() {
                self.recover();
            }
        }
        self.next();
        self.attributes(&mut attributes)?;
        if layout.fields.is_empty() {
            let loc = self.peek().loc;
            self.session.pedantic(loc, M::EmptyRecord, &[]);
        }
        self.finish_record(ty, layout, &attributes)?;
        Ok(ty)
    }

    fn packed_behind(&self) -> bool {
        let mut depth = 1usize;
        let mut ahead = 0;
        while depth > 0 {
            let token = self.peek_at(ahead);
            match token.sym {
                _ if token.kind == crate::lex::Kind::Eof => return false,
                sym::LBRACE => depth += 1,
                sym::RBRACE => depth -= 1,
                _ => {}
            }
            ahead += 1;
        }
        matches!(self.peek_at(ahead).sym, sym::ATTRIBUTE | sym::ATTRIBUTE2)
            && (1..32)
                .map(|more| self.peek_at(ahead + more))
                .take_while(|token| !token.is(sym::SEMI))
                .any(|token| self.session.names.str(token.sym).trim_matches('_') == "packed")
    }

    fn tagged(&mut self, tag: Token, union: bool) -> Parsed<Ty> {
        // `struct s;` declares it anew in this scope.
        let found = if self.is(sym::SEMI) {
            self.scopes.find_tag_here(tag.sym)
        } else {
            self.scopes.find_tag(tag.sym)
        };
        if let Some(found) = found {
            return match self.types.record(found.ty) {
                Some(record) if record.union == union => Ok(found.ty),
                _ => Err(self.wrong_tag(tag, found.loc)),
            };
        }
        let ty = self.types.new_record(Some(tag.sym), union);
        self.scopes.declare_tag(tag.sym, Tag { ty, loc: tag.loc });
        Ok(ty)
    }

    fn wrong_tag(&mut self, tag: Token, first: Loc) -> crate::diagnostics::Reported {
        let text = self.text(tag.sym);
        let reported = self.session.error_at(tag, M::WrongTag, &[&text]);
        self.session.note(first, M::NoteDefinedHere, &[&text]);
        reported
    }

    fn record_to_define(&mut self, tag: Option<Token>, union: bool) -> Parsed<Ty> {
        let Some(tag) = tag else { return Ok(self.types.new_record(None, union)) };
        if let Some(found) = self.scopes.find_tag_here(tag.sym) {
            match self.types.record(found.ty) {
                Some(record) if record.union != union => return Err(self.wrong_tag(tag, found.loc)),
                Some(record) if record.complete => {
                    let text = self.text(tag.sym);
                    let reported = self.session.error_at(tag, M::Redefined, &[&text]);
                    self.session.note(found.loc, M::NoteDefinedHere, &[&text]);
                    return Err(reported);
                }
                Some(_) => return Ok(found.ty),
                None => return Err(self.wrong_tag(tag, found.loc)),
            }
        }
        let ty = self.types.new_record(Some(tag.sym), union);
        self.scopes.declare_tag(tag.sym, Tag { ty, loc: tag.loc });
        Ok(ty)
    }

    fn member_declaration(&mut self, layout: &mut Layout) -> Parsed<()> {
        if self.is(sym::SEMI) {
            let loc = self.next().loc;
            self.session.pedantic(loc, M::ExtraSemicolon, &[]);
            return Ok(());
        }
        if self.is(sym::STATIC_ASSERT) {
            return self.static_assert();
        }
        let spec = self.specifiers()?;
        if self.take(sym::SEMI) {
            let anonymous = self.types.record(spec.ty).is_some_and(|record| record.tag.is_none());
            if anonymous {
                return self.place(layout, (None, spec.ty), spec.loc, &spec.attributes);
            }
            return Ok(());
        }
        loop {
            if self.is(sym::COLON) {
                self.bit_field(layout, None, spec.ty, spec.loc)?;
            } else {
                let declarator = self.declarator(spec.ty)?;
                let Some(name) = declarator.name else {
                    return Err(self.unexpected(M::ExpectedMember));
                };
                if self.is(sym::COLON) {
                    self.bit_field(layout, Some(name), declarator.ty, name.loc)?;
                } else {
                    let mut attributes = spec.attributes.clone();
                    attributes.align = attributes.align.max(declarator.attributes.align);
                    attributes.packed |= declarator.attributes.packed;
                    self.place(layout, (Some(name), declarator.ty), name.loc, &attributes)?;
                }
            }
            if !self.take(sym::COMMA) {
                self.expect(sym::SEMI)?;
                return Ok(());
            }
        }
    }

    fn check_member_name(&mut self, layout: &Layout, name: Option<Token>) -> Parsed<()> {
        let Some(name) = name else { return Ok(()) };
        if layout.fields.iter().any(|field| field.name == Some(name.sym)) {
            let text = self.text(name.sym);
            return Err(self.session.error_at(name, M::Redefined, &[&text]));
        }
        Ok(())
    }

    fn place(
        &mut self,
        layout: &mut Layout,
        (name, ty): (Option<Token>, Ty),
        loc: Loc,
        attributes: &Attributes,
    ) -> Parsed<()> {
        self.check_member_name(layout, name)?;
        let flexible = matches!(self.types.kind(ty), TypeKind::Array(_, None));
        if !flexible && !self.types.is_complete(ty) || self.types.is_variable(ty) {
            let text = self.type_text(ty);
            return Err(self.error(loc, M::IncompleteType, &[&text]));
        }
        let limit = if attributes.packed { 1 } else { layout.limit };
        let align = self.types.align(ty).min(limit).max(attributes.align.unwrap_or(1));
        layout.align = layout.align.max(align);
        let offset = if layout.union { 0 } else { layout.bits.div_ceil(8).next_multiple_of(align) };
        let size = self.types.size(ty);
        if offset.saturating_add(size) > MAX_RECORD {
            return Err(self.error(loc, M::ArrayTooLarge, &[]));
        }
        layout.bits = (offset + size) * 8;
        layout.largest = layout.largest.max(size);
        layout.fields.push(Field { name: name.map(|name| name.sym), ty, offset, bits: None });
        Ok(())
    }

    fn bit_field(
        &mut self,
        layout: &mut Layout,
        name: Option<Token>,
        ty: Ty,
        loc: Loc,
    ) -> Parsed<()> {
        self.next();
        let width = self.constant_integer()?;
        self.check_member_name(layout, name)?;
        let size = self.types.size(ty);
        if !self.types.is_integer(ty) {
            let text = self.type_text(ty);
            return Err(self.error(loc, M::BitFieldType, &[&text]));
        }
        let most = if ty.is_bool() { 1 } else { size as i64 * 8 };
        if width < 0 || width > most || width == 0 && name.is_some() {
            return Err(self.error(
                loc,
                M::BitFieldWidth,
                &[&width.to_string(), &most.to_string()],
            ));
        }
        let (width, unit) = (width as u64, size * 8);
        if layout.union {
            layout.bits = 0;
        }
        if width == 0 {
            layout.bits = layout.bits.next_multiple_of(unit);
            return Ok(());
        }
        let packed = layout.limit == 1;
        if !packed && layout.bits / unit != (layout.bits + width - 1) / unit {
            layout.bits = layout.bits.next_multiple_of(unit);
        }
        if name.is_some() {
            layout.align = layout.align.max(self.types.align(ty).min(layout.limit));
        }
        let (offset, shift, bytes) = if packed {
            let (offset, shift) = (layout.bits / 8, layout.bits % 8);
            (offset, shift, ((shift + width).div_ceil(8)).next_power_of_two().min(8))
        } else {
            (layout.bits / unit * size, layout.bits % unit, size)
        };
        layout.bits += width;
        layout.largest = layout.largest.max(layout.bits.div_ceil(8));
        if let Some(name) = name {
            let bits = Bits { unit: bytes as u8, shift: shift as u8, width: width as u8 };
            layout.fields.push(Field { name: Some(name.sym), ty, offset, bits: Some(bits) });
        }
        Ok(())
    }

    fn finish_record(&mut self, ty: Ty, layout: Layout, attributes: &Attributes) -> Parsed<()> {
        let TypeKind::Record(index) = *self.types.kind(ty) else { return Ok(()) };
        let depth = layout.fields.iter().map(|field| self.types.depth(field.ty)).max().unwrap_or(0);
        self.types.deepen(ty, depth);
        if depth > crate::types::MAX_TYPE_DEPTH {
            let loc = self.peek().loc;
            return Err(self.error(loc, M::TooDeep, &[]));
        }
        let align = layout.align.max(attributes.align.unwrap_or(1));
        let used = if layout.union { layout.largest } else { layout.bits.div_ceil(8) };
        let record = &mut self.types.records[index as usize];
        record.align = align;
        record.size = used.next_multiple_of(align);
        record.fields = layout.fields;
        record.complete = true;
        Ok(())
    }

    /// After `enum`.
    pub(crate) fn enum_specifier(&mut self) -> Parsed<Ty> {
        self.attributes(&mut Attributes::default())?;
        let tag = if self.is_name() { Some(self.next()) } else { None };
        if !self.is(sym::LBRACE) {
            let Some(tag) = tag else { return Err(self.expected(sym::LBRACE)) };
            if let Some(found) = self.scopes.find_tag(tag.sym) {
                return match self.types.kind(found.ty) {
                    TypeKind::Enum(_) => Ok(found.ty),
                    _ => Err(self.wrong_tag(tag, found.loc)),
                };
            }
            let ty = self.types.new_enum(Some(tag.sym));
            self.scopes.declare_tag(tag.sym, Tag { ty, loc: tag.loc });
            return Ok(ty);
        }
        let ty = match tag.and_then(|tag| self.scopes.find_tag_here(tag.sym)) {
            Some(found) => match *self.types.kind(found.ty) {
                TypeKind::Enum(index) if !self.types.enums[index as usize].complete => found.ty,
                _ => match tag {
                    Some(tag) => return Err(self.wrong_tag(tag, found.loc)),
                    None => found.ty,
                },
            },
            None => self.types.new_enum(tag.map(|tag| tag.sym)),
        };
        if let Some(tag) = tag {
            self.scopes.declare_tag(tag.sym, Tag { ty, loc: tag.loc });
        }
        self.next();
        self.enumerators(ty)?;
        self.attributes(&mut Attributes::default())?;
        Ok(ty)
    }

    fn enumerators(&mut self, ty: Ty) -> Parsed<()> {
        let mut next = 0i64;
        let mut list: Vec<(Sym, i64)> = Vec::new();
        while !self.take(sym::RBRACE) {
            if !self.is_name() {
                return Err(self.unexpected(M::ExpectedName));
            }
            let name = self.next();
            self.attributes(&mut Attributes::default())?;
            if self.take(sym::EQ) {
                next = self.constant_integer()?;
            }
            if let Some((_, first)) = self.scopes.find_here(name.sym) {
                let text = self.text(name.sym);
                self.session.error_at(name, M::Redefined, &[&text]);
                self.session.note(first, M::NoteDefinedHere, &[&text]);
            }
            let constant_ty = if i32::try_from(next).is_ok() {
                Ty::INT
            } else if u32::try_from(next).is_ok() {
                Ty::UINT
            } else {
                Ty::LONG
            };
            self.scopes.declare(name.sym, Entity::Constant(next, constant_ty), name.loc);
            list.push((name.sym, next));
            next = next.wrapping_add(1);
            if !self.take(sym::COMMA) {
                self.expect(sym::RBRACE)?;
                break;
            }
        }
        if let TypeKind::Enum(index) = *self.types.kind(ty) {
            let one = &mut self.types.enums[index as usize];
            one.signed = list.iter().any(|&(_, value)| value < 0);
            one.constants = list;
            one.complete = true;
        }
        Ok(())
    }
}
