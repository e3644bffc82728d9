//! The order and the shadow against a naive computation.
