//! What initialisers become: an expression for a local, bytes and pointers for a static object.

use super::{Parsed, Parser};
use crate::check::constant::Constant;
use crate::messages::MessageId as M;
use crate::source::Loc;
use crate::tree::{Data, DataPointer, Expr, ExprKind, InitItem, LocalId};
use crate::types::Ty;

impl Parser<'_> {
    /// The initialisation of a local as an expression.
    pub(crate) fn local_init(
        &mut self,
        local: LocalId,
        ty: Ty,
        items: Vec<InitItem>,
        loc: Loc,
    ) -> Parsed<Expr> {
        // Parts may be named twice, and in any order.
        let mut parts: Vec<(u64, u64)> = items
            .iter()
            .filter(|item| item.bits.is_none())
            .map(|item| (item.offset, item.offset + self.types.size(item.value.ty)))
            .collect();
        parts.sort_unstable();
        let mut covered = 0;
        for (from, to) in parts {
            if from > covered {
                break;
            }
            covered = covered.max(to);
        }
        let zero = covered < self.types.size(ty);
        let expr = Expr::new(ExprKind::Init { local, zero, items }, Ty::VOID, loc);
        self.bounded(expr)
    }

    /// The initial bytes of a static object.
    pub(crate) fn static_data(&mut self, ty: Ty, items: Vec<InitItem>) -> Parsed<Data> {
        // A flexible array at the end makes the object larger than its type.
        let end = items
            .iter()
            .map(|item| item.offset + self.types.size(item.value.ty))
            .max()
            .unwrap_or(0);
        let whole = items.iter().any(|item| item.bits.is_some());
        let size = if whole { self.types.size(ty) } else { self.types.size(ty).max(end) };
        if size > crate::types::MAX_OBJECT {
            let loc = self.peek().loc;
            return Err(self.error(loc, M::ArrayTooLarge, &[]));
        }
        let mut data = Data { bytes: vec![0; size as usize], pointers: Vec::new() };
        for item in items {
            self.static_item(&mut data, item)?;
        }
        Ok(data)
    }

    fn static_item(&mut self, data: &mut Data, item: InitItem) -> Parsed<()> {
        let at = item.offset as usize;
        let size = self.types.size(item.value.ty) as usize;
        data.pointers.retain(|pointer| {
            pointer.offset < item.offset || pointer.offset >= item.offset + size as u64
        });
        // Strings into arrays, and records copied from constant ones (compound literals).
        let source = match &item.value.kind {
            ExprKind::Global(id) => Some(*id),
            ExprKind::Load(object) => match object.kind {
                ExprKind::Global(id)
                    if self.types.is_record(item.value.ty) && !self.global(id).named =>
                {
                    Some(id)
                }
                _ => None,
            },
            _ => None,
        };
        if let Some(source) = source.and_then(|id| self.global(id).data.clone()) {
            let length = source.bytes.len().min(data.bytes.len().saturating_sub(at));
            data.bytes[at..at + length].copy_from_slice(&source.bytes[..length]);
            let moved = source
                .pointers
                .into_iter()
                .map(|pointer| DataPointer { offset: pointer.offset + item.offset, ..pointer });
            data.pointers.extend(moved);
            return Ok(());
        }
        let ty = item.value.ty;
        match self.constant(&item.value) {
            Some(Constant::Int(value)) => {
                if let Some(bits) = item.bits {
                    let unit = bits.unit as usize;
                    let mut raw = [0; 8];
                    let have = unit.min(data.bytes.len().saturating_sub(at));
                    raw[..have].copy_from_slice(&data.bytes[at..at + have]);
                    let mask = (u64::MAX >> (64 - u32::from(bits.width))) << bits.shift;
                    let new = u64::from_le_bytes(raw) & !mask | (value as u64) << bits.shift & mask;
                    data.bytes[at..at + have].copy_from_slice(&new.to_le_bytes()[..have]);
                } else {
                    data.bytes[at..at + size].copy_from_slice(&value.to_le_bytes()[..size]);
                }
                Ok(())
            }
            Some(Constant::Float(value)) => {
                if ty == Ty::FLOAT {
                    data.bytes[at..at + 4].copy_from_slice(&(value as f32).to_le_bytes());
                } else {
                    data.bytes[at..at + 8].copy_from_slice(&value.to_le_bytes());
                }
                Ok(())
            }
            Some(Constant::Quad(bits)) => {
                data.bytes[at..at + 16].copy_from_slice(&bits.to_le_bytes());
                Ok(())
            }
            Some(Constant::Address(target, addend)) if size == 8 => {
                data.pointers.push(DataPointer { offset: item.offset, target, addend });
                Ok(())
            }
            _ => Err(self.error(item.value.loc, M::InitializerNotConstant, &[])),
        }
    }
}
