//! IEEE 754 arithmetic on bits, with every rounding mode and exact flags.
//!
//! A finite number is taken apart into sign × significand × 2^exponent with integers; each
//! operation finds the exact result, or one whose last bit stands for all that was cut off
//! ("sticky"), and [`Context::round`] rounds it once. Underflow is detected after rounding
//! (The RISC-V Instruction Set Manual, Volume I, "F", NaN Generation and Subnormal Arithmetic).

/// Inexact.
pub(crate) const NX: u32 = 1;
/// Underflow.
pub(crate) const UF: u32 = 2;
/// Overflow.
pub(crate) const OF: u32 = 4;
/// Divide by zero.
pub(crate) const DZ: u32 = 8;
/// Invalid operation.
pub(crate) const NV: u32 = 16;

/// A binary interchange format, by the width of its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Format {
    fraction: u32,
    exponent: u32,
}

/// 64 bits.
pub(crate) const DOUBLE: Format = Format { fraction: 52, exponent: 11 };
/// 32 bits.
pub(crate) const SINGLE: Format = Format { fraction: 23, exponent: 8 };

impl Format {
    fn bias(self) -> i32 {
        (1 << (self.exponent - 1)) - 1
    }

    fn exponent_mask(self) -> u64 {
        (1 << self.exponent) - 1
    }

    /// The bit of the sign.
    pub(crate) fn sign_bit(self) -> u64 {
        1 << (self.fraction + self.exponent)
    }

    fn with_sign(self, sign: bool, magnitude: u64) -> u64 {
        magnitude | if sign { self.sign_bit() } else { 0 }
    }

    /// The one NaN that operations return.
    pub(crate) fn nan(self) -> u64 {
        self.exponent_mask() << self.fraction | 1 << (self.fraction - 1)
    }

    fn infinity(self, sign: bool) -> u64 {
        self.with_sign(sign, self.exponent_mask() << self.fraction)
    }

    /// Takes a number apart.
    pub(crate) fn unpack(self, bits: u64) -> Number {
        let sign = bits & self.sign_bit() != 0;
        let fraction = bits & ((1 << self.fraction) - 1);
        let biased = bits >> self.fraction & self.exponent_mask();
        let lowest = 1 - self.bias() - self.fraction as i32;
        let kind = if biased == self.exponent_mask() {
            match fraction {
                0 => Kind::Infinity,
                _ if fraction >> (self.fraction - 1) == 1 => Kind::QuietNan,
                _ => Kind::SignallingNan,
            }
        } else if biased == 0 && fraction == 0 {
            Kind::Zero
        } else if biased == 0 {
            Kind::Subnormal(Exact { significand: fraction, exponent: lowest })
        } else {
            let significand = fraction | 1 << self.fraction;
            Kind::Normal(Exact { significand, exponent: lowest + biased as i32 - 1 })
        };
        Number { sign, kind }
    }
}

/// significand × 2^exponent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Exact {
    significand: u64,
    exponent: i32,
}

/// What kind of number it is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Zero,
    Subnormal(Exact),
    Normal(Exact),
    Infinity,
    QuietNan,
    SignallingNan,
}

/// A number taken apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Number {
    pub(crate) sign: bool,
    pub(crate) kind: Kind,
}

impl Number {
    pub(crate) fn is_nan(self) -> bool {
        matches!(self.kind, Kind::QuietNan | Kind::SignallingNan)
    }

    pub(crate) fn is_signalling(self) -> bool {
        matches!(self.kind, Kind::SignallingNan)
    }

    fn is_infinite(self) -> bool {
        matches!(self.kind, Kind::Infinity)
    }

    fn is_zero(self) -> bool {
        matches!(self.kind, Kind::Zero)
    }

    /// The magnitude of a finite number; 0 for all others.
    fn exact(self) -> Exact {
        match self.kind {
            Kind::Subnormal(exact) | Kind::Normal(exact) => exact,
            Kind::Zero | Kind::Infinity | Kind::QuietNan | Kind::SignallingNan => {
                Exact { significand: 0, exponent: 0 }
            }
        }
    }
}

/// Rounding modes, as `frm` encodes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rounding {
    /// RNE.
    NearestEven,
    /// RTZ.
    TowardsZero,
    /// RDN.
    Down,
    /// RUP.
    Up,
    /// RMM.
    NearestMaxMagnitude,
}

impl Rounding {
    /// From the field of an instruction or of `fcsr`; `None`: reserved, or dynamic.
    pub(crate) fn from_bits(bits: u32) -> Option<Self> {
        Some(match bits {
            0 => Self::NearestEven,
            1 => Self::TowardsZero,
            2 => Self::Down,
            3 => Self::Up,
            4 => Self::NearestMaxMagnitude,
            _ => return None,
        })
    }
}

/// Shifts right; a 1 that falls off stays as the lowest bit.
fn shift_right_sticky(value: u128, by: u32) -> u128 {
    match by {
        0 => value,
        1..128 => value >> by | u128::from(value << (128 - by) != 0),
        _ => u128::from(value != 0),
    }
}

/// The rounding mode of an operation, and the flags that it and others raised.
pub(crate) struct Context {
    pub(crate) rounding: Rounding,
    pub(crate) flags: u32,
}

impl Context {
    fn invalid(&mut self, format: Format) -> u64 {
        self.flags |= NV;
        format.nan()
    }

    /// The result if one operand is a NaN.
    fn nan_of(&mut self, format: Format, operands: &[Number]) -> Option<u64> {
        if operands.iter().any(|number| number.is_signalling()) {
            return Some(self.invalid(format));
        }
        operands.iter().any(|number| number.is_nan()).then(|| format.nan())
    }

    /// The sign of an exact zero that is a sum of different signs.
    fn zero(&self, format: Format) -> u64 {
        format.with_sign(self.rounding == Rounding::Down, 0)
    }

    /// `value` / 2^`shift`, rounded to an integer; and whether that is inexact. `value` < 2^127.
    fn round_integer(&self, sign: bool, value: u128, shift: u32) -> (u128, bool) {
        if shift == 0 {
            return (value, false);
        }
        let (floor, rest, half) = if shift < 128 {
            (value >> shift, value & ((1 << shift) - 1), 1 << (shift - 1))
        } else {
            (0, value, u128::MAX)
        };
        let up = match self.rounding {
            Rounding::NearestEven => rest > half || (rest == half && floor & 1 == 1),
            Rounding::TowardsZero => false,
            Rounding::Down => sign && rest != 0,
            Rounding::Up => !sign && rest != 0,
            Rounding::NearestMaxMagnitude => rest >= half,
        };
        (floor + u128::from(up), rest != 0)
    }

    /// Rounds ±`value` × 2^`exponent` to `format`. `value` is not 0 and < 2^127; its lowest bit
    /// may be sticky if the value has more than two bits beyond the format's precision.
    fn round(&mut self, format: Format, sign: bool, exponent: i32, value: u128) -> u64 {
        let fraction = format.fraction as i32;
        let lowest = 1 - format.bias() - fraction;
        let top = exponent + 127 - value.leading_zeros() as i32;
        let wanted = top - fraction;
        let unit = wanted.max(lowest);
        let (significand, inexact) = if unit <= exponent {
            (value << (exponent - unit), false)
        } else {
            self.round_integer(sign, value, (unit - exponent) as u32)
        };
        if inexact {
            self.flags |= NX;
            // Tiny after rounding with an unbounded exponent: at most one binade below the normal
            // numbers can round up into them.
            let rounds_up = wanted == lowest - 1
                && wanted > exponent
                && self.round_integer(sign, value, (wanted - exponent) as u32).0 >> (fraction + 1)
                    != 0;
            if wanted < lowest && !rounds_up {
                self.flags |= UF;
            }
        }
        // A carry out of the significand runs into the exponent, which is what should happen.
        let biased_less_one = (unit - lowest) as u128;
        let packed = (biased_less_one << fraction) + significand;
        if packed >> fraction < u128::from(format.exponent_mask()) {
            return format.with_sign(sign, packed as u64);
        }
        self.flags |= OF | NX;
        let to_infinity = match self.rounding {
            Rounding::NearestEven | Rounding::NearestMaxMagnitude => true,
            Rounding::TowardsZero => false,
            Rounding::Down => sign,
            Rounding::Up => !sign,
        };
        format.infinity(sign) - u64::from(!to_infinity)
    }

    /// a + b.
    pub(crate) fn add(&mut self, format: Format, a: u64, b: u64) -> u64 {
        let (left, right) = (format.unpack(a), format.unpack(b));
        if let Some(nan) = self.nan_of(format, &[left, right]) {
            return nan;
        }
        match (left.is_infinite(), right.is_infinite()) {
            (true, true) if left.sign != right.sign => return self.invalid(format),
            (true, _) => return a,
            (_, true) => return b,
            _ => {}
        }
        match (left.is_zero(), right.is_zero()) {
            (true, true) if left.sign == right.sign => return a,
            (true, true) => return self.zero(format),
            (true, false) => return b,
            (false, true) => return a,
            (false, false) => {}
        }
        let (mut high, mut low) = (left, right);
        if high.exact().exponent < low.exact().exponent {
            core::mem::swap(&mut high, &mut low);
        }
        let distance = (high.exact().exponent - low.exact().exponent) as u32;
        let high_value = u128::from(high.exact().significand) << 64;
        let low_value = shift_right_sticky(u128::from(low.exact().significand) << 64, distance);
        let exponent = high.exact().exponent - 64;
        self.round_sum(format, exponent, (high.sign, high_value), (low.sign, low_value))
    }

    /// Rounds the sum of two signed values × 2^`exponent`, none of them 0.
    fn round_sum(
        &mut self,
        format: Format,
        exponent: i32,
        (a_sign, a): (bool, u128),
        (b_sign, b): (bool, u128),
    ) -> u64 {
        if a_sign == b_sign {
            return self.round(format, a_sign, exponent, a + b);
        }
        if a == b {
            return self.zero(format);
        }
        self.round(format, if a > b { a_sign } else { b_sign }, exponent, a.abs_diff(b))
    }

    /// a − b.
    pub(crate) fn sub(&mut self, format: Format, a: u64, b: u64) -> u64 {
        // A NaN's sign means nothing, so the flip cannot be seen.
        self.add(format, a, b ^ format.sign_bit())
    }

    /// a × b.
    pub(crate) fn mul(&mut self, format: Format, a: u64, b: u64) -> u64 {
        let (a, b) = (format.unpack(a), format.unpack(b));
        if let Some(nan) = self.nan_of(format, &[a, b]) {
            return nan;
        }
        let sign = a.sign != b.sign;
        if a.is_infinite() || b.is_infinite() {
            if a.is_zero() || b.is_zero() {
                return self.invalid(format);
            }
            return format.infinity(sign);
        }
        if a.is_zero() || b.is_zero() {
            return format.with_sign(sign, 0);
        }
        let (a, b) = (a.exact(), b.exact());
        let product = u128::from(a.significand) * u128::from(b.significand);
        self.round(format, sign, a.exponent + b.exponent, product)
    }

    /// a × b + c, rounded once.
    pub(crate) fn fused(&mut self, format: Format, (a, b): (u64, u64), c: u64) -> u64 {
        let (a, b, addend) = (format.unpack(a), format.unpack(b), format.unpack(c));
        let sign = a.sign != b.sign;
        if (a.is_infinite() && b.is_zero()) || (a.is_zero() && b.is_infinite()) {
            return self.invalid(format);
        }
        if let Some(nan) = self.nan_of(format, &[a, b, addend]) {
            return nan;
        }
        if a.is_infinite() || b.is_infinite() {
            if addend.is_infinite() && addend.sign != sign {
                return self.invalid(format);
            }
            return format.infinity(sign);
        }
        if addend.is_infinite() {
            return c;
        }
        if a.is_zero() || b.is_zero() {
            return match addend.is_zero() {
                false => c,
                true if addend.sign == sign => c,
                true => self.zero(format),
            };
        }
        let (a, b) = (a.exact(), b.exact());
        let product = u128::from(a.significand) * u128::from(b.significand);
        let exponent = a.exponent + b.exponent;
        if addend.is_zero() {
            return self.round(format, sign, exponent, product);
        }
        let (c, c_sign) = (addend.exact(), addend.sign);
        // Both with their highest bit at 125: at most 106 bits are used, so a shift of one place
        // cuts nothing off, and after a longer one no more than one place cancels.
        let (product, exponent) = normalize(product, exponent);
        let (c, c_exponent) = normalize(u128::from(c.significand), c.exponent);
        let high = exponent.max(c_exponent);
        let product = shift_right_sticky(product, (high - exponent) as u32);
        let c = shift_right_sticky(c, (high - c_exponent) as u32);
        self.round_sum(format, high, (sign, product), (c_sign, c))
    }

    /// a ÷ b.
    pub(crate) fn div(&mut self, format: Format, a: u64, b: u64) -> u64 {
        let (a, b) = (format.unpack(a), format.unpack(b));
        if let Some(nan) = self.nan_of(format, &[a, b]) {
            return nan;
        }
        let sign = a.sign != b.sign;
        match (a.is_infinite(), b.is_infinite()) {
            (true, true) => return self.invalid(format),
            (true, false) => return format.infinity(sign),
            (false, true) => return format.with_sign(sign, 0),
            (false, false) => {}
        }
        match (a.is_zero(), b.is_zero()) {
            (true, true) => return self.invalid(format),
            (true, false) => return format.with_sign(sign, 0),
            (false, true) => {
                self.flags |= DZ;
                return format.infinity(sign);
            }
            (false, false) => {}
        }
        let (dividend, exponent) = normalize(u128::from(a.exact().significand), a.exact().exponent);
        let divisor = u128::from(b.exact().significand);
        let quotient = (dividend / divisor) | u128::from(!dividend.is_multiple_of(divisor));
        self.round(format, sign, exponent - b.exact().exponent, quotient)
    }

    /// √a.
    pub(crate) fn sqrt(&mut self, format: Format, a: u64) -> u64 {
        let number = format.unpack(a);
        if let Some(nan) = self.nan_of(format, &[number]) {
            return nan;
        }
        if number.is_zero() {
            return a;
        }
        if number.sign {
            return self.invalid(format);
        }
        if number.is_infinite() {
            return a;
        }
        let exact = number.exact();
        let (mut radicand, mut exponent) = normalize(u128::from(exact.significand), exact.exponent);
        if exponent & 1 != 0 {
            radicand <<= 1;
            exponent -= 1;
        }
        let root = radicand.isqrt();
        self.round(format, false, exponent / 2, root | u128::from(root * root != radicand))
    }

    /// A number of one format in another.
    pub(crate) fn convert(&mut self, from: Format, to: Format, bits: u64) -> u64 {
        let number = from.unpack(bits);
        if let Some(nan) = self.nan_of(to, &[number]) {
            return nan;
        }
        if number.is_infinite() {
            return to.infinity(number.sign);
        }
        if number.is_zero() {
            return to.with_sign(number.sign, 0);
        }
        let exact = number.exact();
        self.round(to, number.sign, exact.exponent, u128::from(exact.significand))
    }

    /// An integer as a floating-point number.
    pub(crate) fn integer_to_float(&mut self, format: Format, value: i128) -> u64 {
        match value {
            0 => 0,
            _ => self.round(format, value < 0, 0, value.unsigned_abs()),
        }
    }

    /// A floating-point number as an integer between `least` and `most`; out of range, the nearer
    /// of the two (NaN: `most`) with NV.
    pub(crate) fn float_to_integer(
        &mut self,
        format: Format,
        bits: u64,
        (least, most): (i128, i128),
    ) -> i128 {
        let number = format.unpack(bits);
        let out_of_range = if number.is_nan() || !number.sign { most } else { least };
        let Exact { significand, exponent } = number.exact();
        let value = u128::from(significand);
        if number.is_nan() || number.is_infinite() || exponent > 63 {
            self.flags |= NV;
            return out_of_range;
        }
        let (magnitude, inexact) = if exponent >= 0 {
            (value << exponent, false)
        } else {
            self.round_integer(number.sign, value, exponent.unsigned_abs())
        };
        let result = if number.sign { -(magnitude as i128) } else { magnitude as i128 };
        if result < least || result > most {
            self.flags |= NV;
            return out_of_range;
        }
        if inexact {
            self.flags |= NX;
        }
        result
    }
}

/// The same value with its highest bit at 125.
fn normalize(value: u128, exponent: i32) -> (u128, i32) {
    let shift = value.leading_zeros() as i32 - 2;
    (value << shift, exponent - shift)
}
