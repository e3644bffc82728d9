//! Macros that are defined before the first line, as GCC has them for riscv64 (`gcc -dM -E`).

use std::rc::Rc;

use super::{Dynamic, Macro, Preprocessor};
use crate::intern::sym;
use crate::source::Loc;

/// Name and replacement, one a line.
const PREDEFINED: &str = "\
__STDC__ 1
__STDC_VERSION__ 201112L
__STDC_HOSTED__ 1
__STDC_UTF_16__ 1
__STDC_UTF_32__ 1
__STDC_NO_COMPLEX__ 1
__VITRINE__ 1
__GNUC__ 4
__GNUC_MINOR__ 2
__GNUC_PATCHLEVEL__ 1
__GNUC_STDC_INLINE__ 1
__VERSION__ \"Vitrine cc\"
__riscv 1
__riscv_xlen 64
__riscv_flen 64
__riscv_atomic 1
__riscv_mul 1
__riscv_div 1
__riscv_muldiv 1
__riscv_fdiv 1
__riscv_fsqrt 1
__riscv_compressed 1
__riscv_float_abi_double 1
__riscv_cmodel_medlow 1
__linux 1
__linux__ 1
__gnu_linux__ 1
linux 1
__unix 1
__unix__ 1
unix 1
__ELF__ 1
_LP64 1
__LP64__ 1
__CHAR_UNSIGNED__ 1
__CHAR_BIT__ 8
__BIGGEST_ALIGNMENT__ 16
__ORDER_LITTLE_ENDIAN__ 1234
__ORDER_BIG_ENDIAN__ 4321
__ORDER_PDP_ENDIAN__ 3412
__BYTE_ORDER__ __ORDER_LITTLE_ENDIAN__
__FLOAT_WORD_ORDER__ __ORDER_LITTLE_ENDIAN__
__SIZEOF_SHORT__ 2
__SIZEOF_INT__ 4
__SIZEOF_LONG__ 8
__SIZEOF_LONG_LONG__ 8
__SIZEOF_POINTER__ 8
__SIZEOF_SIZE_T__ 8
__SIZEOF_PTRDIFF_T__ 8
__SIZEOF_WCHAR_T__ 4
__SIZEOF_WINT_T__ 4
__SIZEOF_FLOAT__ 4
__SIZEOF_DOUBLE__ 8
__SIZEOF_LONG_DOUBLE__ 16
__SCHAR_MAX__ 0x7f
__SHRT_MAX__ 0x7fff
__INT_MAX__ 0x7fffffff
__LONG_MAX__ 0x7fffffffffffffffL
__LONG_LONG_MAX__ 0x7fffffffffffffffLL
__WCHAR_MAX__ 0x7fffffff
__WCHAR_MIN__ (-__WCHAR_MAX__ - 1)
__WINT_MAX__ 0xffffffffU
__WINT_MIN__ 0U
__SIZE_MAX__ 0xffffffffffffffffUL
__PTRDIFF_MAX__ 0x7fffffffffffffffL
__INTMAX_MAX__ 0x7fffffffffffffffL
__UINTMAX_MAX__ 0xffffffffffffffffUL
__INTPTR_MAX__ 0x7fffffffffffffffL
__UINTPTR_MAX__ 0xffffffffffffffffUL
__INT8_MAX__ 0x7f
__INT16_MAX__ 0x7fff
__INT32_MAX__ 0x7fffffff
__INT64_MAX__ 0x7fffffffffffffffL
__UINT8_MAX__ 0xff
__UINT16_MAX__ 0xffff
__UINT32_MAX__ 0xffffffffU
__UINT64_MAX__ 0xffffffffffffffffUL
__SCHAR_WIDTH__ 8
__SHRT_WIDTH__ 16
__INT_WIDTH__ 32
__LONG_WIDTH__ 64
__LONG_LONG_WIDTH__ 64
__SIZE_TYPE__ long unsigned int
__PTRDIFF_TYPE__ long int
__WCHAR_TYPE__ int
__WINT_TYPE__ unsigned int
__INTMAX_TYPE__ long int
__UINTMAX_TYPE__ long unsigned int
__INTPTR_TYPE__ long int
__UINTPTR_TYPE__ long unsigned int
__CHAR16_TYPE__ short unsigned int
__CHAR32_TYPE__ unsigned int
__SIG_ATOMIC_TYPE__ int
__SIG_ATOMIC_MAX__ 0x7fffffff
__INT8_TYPE__ signed char
__INT16_TYPE__ short int
__INT32_TYPE__ int
__INT64_TYPE__ long int
__UINT8_TYPE__ unsigned char
__UINT16_TYPE__ short unsigned int
__UINT32_TYPE__ unsigned int
__UINT64_TYPE__ long unsigned int
__INT_FAST32_TYPE__ long int
__UINT_FAST32_TYPE__ long unsigned int
__FLT_RADIX__ 2
__FLT_EVAL_METHOD__ 0
__FLT_MANT_DIG__ 24
__FLT_DIG__ 6
__FLT_MIN_EXP__ (-125)
__FLT_MAX_EXP__ 128
__FLT_MIN_10_EXP__ (-37)
__FLT_MAX_10_EXP__ 38
__FLT_MAX__ 3.40282346638528859811704183484516925e+38F
__FLT_MIN__ 1.17549435082228750796873653722224568e-38F
__FLT_EPSILON__ 1.19209289550781250000000000000000000e-7F
__FLT_DENORM_MIN__ 1.40129846432481707092372958328991613e-45F
__DBL_MANT_DIG__ 53
__DBL_DIG__ 15
__DBL_MIN_EXP__ (-1021)
__DBL_MAX_EXP__ 1024
__DBL_MIN_10_EXP__ (-307)
__DBL_MAX_10_EXP__ 308
__DBL_MAX__ 1.79769313486231570814527423731704357e+308
__DBL_MIN__ 2.22507385850720138309023271733240406e-308
__DBL_EPSILON__ 2.22044604925031308084726333618164062e-16
__DBL_DENORM_MIN__ 4.94065645841246544176568792868221372e-324
__LDBL_MANT_DIG__ 113
__LDBL_DIG__ 33
__LDBL_MIN_EXP__ (-16381)
__LDBL_MAX_EXP__ 16384
__LDBL_MIN_10_EXP__ (-4931)
__LDBL_MAX_10_EXP__ 4932
__LDBL_MAX__ 1.18973149535723176508575932662800702e+4932L
__LDBL_MIN__ 3.36210314311209350626267781732175260e-4932L
__LDBL_EPSILON__ 1.92592994438723585305597794258492732e-34L
__LDBL_DENORM_MIN__ 6.47517511943802511092443895822764655e-4966L
__LDBL_DECIMAL_DIG__ 36
__DECIMAL_DIG__ 36
__DECIMAL_DIG__ 17
__ATOMIC_RELAXED 0
__ATOMIC_CONSUME 1
__ATOMIC_ACQUIRE 2
__ATOMIC_RELEASE 3
__ATOMIC_ACQ_REL 4
__ATOMIC_SEQ_CST 5
__GCC_ATOMIC_INT_LOCK_FREE 2
__GCC_ATOMIC_LONG_LOCK_FREE 2
__GCC_ATOMIC_POINTER_LOCK_FREE 2
__DATE__ \"Jan  1 2025\"
__TIME__ \"00:00:00\"
__TIMESTAMP__ \"Wed Jan  1 00:00:00 2025\"
";

impl Preprocessor<'_, '_> {
    /// Defines the predefined macros, then `defines` (an empty replacement stays empty).
    pub(super) fn predefine(&mut self, defines: &[(String, String)]) {
        let mut text = String::with_capacity(PREDEFINED.len() + 64);
        text.push_str(PREDEFINED);
        for (name, value) in defines {
            let one_line = value.replace(['\n', '\r'], " ");
            text.push_str(&format!("{} {one_line}\n", name.trim()));
        }
        let name = if defines.is_empty() { "<built-in>" } else { "<command-line>" };
        let file = self.session.map.add(name, &text, true);
        let tokens = self.lexed(file);
        let mut at = 0;
        while at + 1 < tokens.len() {
            let end = (at + 1..tokens.len()).find(|&next| tokens[next].bol).unwrap_or(tokens.len());
            let name = tokens[at].sym;
            let (mut begin, mut params, mut variadic) = (at + 1, None, None);
            // `-D 'twice(x)=…'`
            if tokens[begin].is(sym::LPAREN)
                && !tokens[begin].space
                && begin < end
                && let Ok((list, rest, used)) = self.parameters(tokens[at], &tokens[begin + 1..end])
            {
                (begin, params, variadic) = (begin + 1 + used, Some(list), rest);
            }
            let body: Rc<[_]> = tokens[begin..end].into();
            let new = Macro { params, variadic, body, loc: Loc(0), dynamic: None };
            self.macros.insert(name, new);
            at = end;
        }
        if self.session.signed_char {
            let name = self.session.names.intern("__CHAR_UNSIGNED__");
            self.macros.remove(&name);
        }
        let dynamic = [
            ("__FILE__", Dynamic::File),
            ("__BASE_FILE__", Dynamic::File),
            ("__LINE__", Dynamic::Line),
            ("__COUNTER__", Dynamic::Counter),
            ("__INCLUDE_LEVEL__", Dynamic::IncludeLevel),
        ];
        for (name, kind) in dynamic {
            let name = self.session.names.intern(name);
            let body: Rc<[_]> = Rc::from([]);
            self.macros.insert(
                name,
                Macro { params: None, variadic: None, body, loc: Loc(0), dynamic: Some(kind) },
            );
        }
    }
}
