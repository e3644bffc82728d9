//! The compiler as a WebAssembly module of its own: C files in, program and problems out, both as bytes.
//!
//! web/js/compiler.js fetches it and calls [`compile`], in a worker where that is allowed. It draws nothing and keeps
//! nothing but the compiled C library.

use vitrine_scenario::{Answer, Problem, Text, decode_sources};
use wasm_bindgen::prelude::wasm_bindgen;

fn main() {}

/// Compiles files that `encode_sources` packed; the answer is for `Answer::decode`.
#[wasm_bindgen]
pub fn compile(sources: &[u8]) -> Vec<u8> {
    let answer = decode_sources(sources)
        .map_or_else(|why| unreadable(&why), |files| vitrine_toolchain::answer(&files));
    answer.encode()
}

/// Two builds were mixed, or somebody else calls.
fn unreadable(why: &str) -> Answer {
    let text = Text {
        en: format!("The compiler cannot read what the page sent ({why}). Reload the page."),
        zh: format!("编译器无法读取页面发来的内容（{why}）。请刷新页面。"),
    };
    let problem = Problem {
        error: true,
        file: String::new(),
        line: 0,
        column: 0,
        length: 0,
        text,
        help: None,
    };
    Answer { program: None, problems: vec![problem] }
}
