//! The rules of the language: conversions, operators, calls. The parser calls these as it reads.

pub(crate) mod call;
pub(crate) mod constant;
pub(crate) mod convert;
pub(crate) mod format;
pub(crate) mod operators;
pub(crate) mod quad;
pub(crate) mod uninitialised;
