//! docs/syscalls.md is what the kernel's table says. `cargo xtask bless` writes it anew.

use std::fs;

#[test]
fn the_page_of_system_calls_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/syscalls.md");
    let page = vitrine_inspect::syscall_page();
    if std::env::var_os("VITRINE_BLESS").is_some() {
        fs::write(path, &page).expect("docs/ can be written");
    }
    let written = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(written, page, "docs/syscalls.md is old: cargo xtask bless");
}
