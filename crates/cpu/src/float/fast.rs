//! Arithmetic on the host's floating-point numbers, where it provably gives the same.
//!
//! The host rounds to nearest even and keeps its flags to itself. Its result is taken if the
//! guest rounds so too, the result is finite and normal (nothing overflowed or underflowed), and
//! the inexact flag is known: it is set already, or the operation was exact.

use super::soft::{Context, DOUBLE, NX, Rounding};

/// Magnitudes strictly between the smallest normal number and infinity.
fn is_plain(value: f64) -> bool {
    value.abs() > f64::MIN_POSITIVE && value.abs() <= f64::MAX
}

/// Whether `sum` = `a` + `b` without rounding error (Knuth's TwoSum, which needs no ordering; all
/// its intermediate results are finite, as `sum` is at most half of the largest number).
fn sum_is_exact(a: f64, b: f64, sum: f64) -> bool {
    if sum.abs() > f64::MAX / 2.0 {
        return false;
    }
    let b_part = sum - a;
    let a_part = sum - b_part;
    (a - a_part) + (b - b_part) == 0.0
}

/// Whether the product of two normal numbers fits in 53 bits.
fn product_is_exact(a: u64, b: u64) -> bool {
    let significant = |bits: u64| 53 - (bits | 1 << 52).trailing_zeros();
    let is_normal = |bits: u64| bits >> 52 & 0x7ff != 0;
    is_normal(a) && is_normal(b) && significant(a) + significant(b) <= 53
}

/// `fadd.d`; sets flags in `fcsr`.
#[inline]
pub(crate) fn add(rounding: Rounding, fcsr: &mut u32, a: u64, b: u64) -> u64 {
    let (left, right) = (f64::from_bits(a), f64::from_bits(b));
    let sum = left + right;
    if rounding == Rounding::NearestEven
        && is_plain(sum)
        && (*fcsr & NX != 0 || sum_is_exact(left, right, sum))
    {
        return sum.to_bits();
    }
    soft(rounding, fcsr, |context| context.add(DOUBLE, a, b))
}

/// `fsub.d`; sets flags in `fcsr`.
#[inline]
pub(crate) fn sub(rounding: Rounding, fcsr: &mut u32, a: u64, b: u64) -> u64 {
    add(rounding, fcsr, a, b ^ DOUBLE.sign_bit())
}

/// `fmul.d`; sets flags in `fcsr`.
#[inline]
pub(crate) fn mul(rounding: Rounding, fcsr: &mut u32, a: u64, b: u64) -> u64 {
    let product = f64::from_bits(a) * f64::from_bits(b);
    if rounding == Rounding::NearestEven
        && is_plain(product)
        && (*fcsr & NX != 0 || product_is_exact(a, b))
    {
        return product.to_bits();
    }
    soft(rounding, fcsr, |context| context.mul(DOUBLE, a, b))
}

#[inline(never)]
fn soft(rounding: Rounding, fcsr: &mut u32, operation: impl FnOnce(&mut Context) -> u64) -> u64 {
    let mut context = Context { rounding, flags: 0 };
    let result = operation(&mut context);
    *fcsr |= context.flags;
    result
}
