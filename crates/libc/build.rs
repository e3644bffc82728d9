//! Lists the headers and sources of the C library, so that a file is part of it by lying in its folder.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    for (folder, ending, list) in [("include", "h", "headers.rs"), ("c", "c", "sources.rs")] {
        println!("cargo::rerun-if-changed={folder}");
        let base = root.join(folder);
        let mut names = Vec::new();
        collect(&base, &base, ending, &mut names)?;
        names.sort();
        fs::write(out.join(list), table(&base, &names))?;
    }
    Ok(())
}

fn collect(base: &Path, folder: &Path, ending: &str, names: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(base, &path, ending, names)?;
        } else if path.extension().is_some_and(|e| e == ending) {
            let name = path.strip_prefix(base).expect("found below it");
            names.push(name.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}

fn table(base: &Path, names: &[String]) -> String {
    let mut text = String::from("&[\n");
    for name in names {
        let path = base.join(name);
        writeln!(text, "    ({name:?}, include_str!({path:?})),").expect("a String takes all");
    }
    text.push(']');
    text
}
