//! The tools that a fresh machine lacks: found, installed where that is polite, otherwise named with the command.
//!
//! Polite means: Rust targets through rustup, `trunk` and `wasm-bindgen` into cargo's usual folder, unless another version
//! of them stands there already, which stays: then into `.tools/` of this checkout. npm packages go into their folders by
//! `npm ci`. Debian packages are installed only by root, as on a continuous integration machine.

use std::fs;
use std::path::Path;

use crate::Result;
use crate::shell::{self, TOOLS};

const TRUNK: &str = "0.21.14";
const NODE_AT_LEAST: u32 = 20;
const WASM: &str = "wasm32-unknown-unknown";

/// A program that comes from the system: where it is looked for, and the Debian package that brings it.
struct Packaged {
    found: fn() -> bool,
    package: &'static str,
    why: &'static str,
}

const PACKAGED: [Packaged; 8] = [
    Packaged { found: || chromium().is_some(), package: "chromium", why: "page tests" },
    Packaged { found: || shell::which("gcc").is_some(), package: "gcc", why: "conformance" },
    Packaged {
        found: || Path::new("/usr/include/stdio.h").exists(),
        package: "libc6-dev",
        why: "conformance",
    },
    Packaged {
        found: || shell::which("riscv64-linux-gnu-gcc").is_some(),
        package: "gcc-riscv64-linux-gnu",
        why: "programs from another compiler",
    },
    Packaged {
        found: || Path::new("/usr/riscv64-linux-gnu/lib/libc.a").exists(),
        package: "libc6-dev-riscv64-cross",
        why: "programs from another compiler",
    },
    Packaged {
        found: || shell::which("qemu-riscv64").is_some(),
        package: "qemu-user",
        why: "a second opinion on the CPU",
    },
    Packaged { found: || shell::which("make").is_some(), package: "make", why: "vitrine cc" },
    Packaged {
        found: || shell::which("gdb-multiarch").is_some(),
        package: "gdb-multiarch",
        why: "what vitrine cc -g writes",
    },
];

/// Everything at once.
pub(crate) fn setup() -> Result<()> {
    for_site()?;
    for_page_tests()?;
    for_tests()
}

/// What building the page needs.
pub(crate) fn for_site() -> Result<()> {
    node()?;
    rust_target()?;
    npm_packages("web/editor")?;
    cargo_tool("trunk", &format!("trunk {TRUNK}"), "trunk", TRUNK)?;
    let version = locked_version("wasm-bindgen")?;
    cargo_tool("wasm-bindgen", &format!("wasm-bindgen {version}"), "wasm-bindgen-cli", &version)
}

/// What the page tests need beyond the page.
pub(crate) fn for_page_tests() -> Result<()> {
    node()?;
    npm_packages("e2e")
}

/// What the tests need from the system. Only Debian's names are known; elsewhere the list is shown.
pub(crate) fn for_tests() -> Result<()> {
    let missing: Vec<&Packaged> = PACKAGED.iter().filter(|item| !(item.found)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages = missing.iter().map(|item| item.package).collect::<Vec<_>>().join(" ");
    let install = format!("apt-get install -y --no-install-recommends {packages}");
    if shell::which("apt-get").is_none() || shell::probe("id -u").as_deref() != Some("0") {
        let reasons: Vec<String> =
            missing.iter().map(|item| format!("  {} ({})", item.package, item.why)).collect();
        return Err(format!(
            "missing from the system:\n{}\ninstall them on Debian or Ubuntu with\n  sudo {install}",
            reasons.join("\n")
        ));
    }
    shell::run("apt-get update")?;
    shell::finish(shell::command(&install).env("DEBIAN_FRONTEND", "noninteractive"))?;
    match missing.iter().find(|item| !(item.found)()) {
        Some(item) => {
            Err(format!("{} is installed, but what it should bring is not there", item.package))
        }
        None => Ok(()),
    }
}

/// The browser for page tests; `CHROMIUM` overrides.
pub(crate) fn chromium() -> Option<std::path::PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(Into::into);
    named.or_else(|| {
        ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| shell::which(name))
    })
}

fn node() -> Result<()> {
    let version = shell::probe("node --version").unwrap_or_default();
    let major: Option<u32> =
        version.trim_start_matches('v').split('.').next().and_then(|word| word.parse().ok());
    match major {
        Some(major) if major >= NODE_AT_LEAST && shell::probe("npm --version").is_some() => Ok(()),
        Some(_) if !version.is_empty() => Err(format!(
            "Node {version} with npm is here, {NODE_AT_LEAST} or newer is needed: https://nodejs.org/"
        )),
        _ => Err(format!("Node {NODE_AT_LEAST} or newer with npm is needed: https://nodejs.org/")),
    }
}

fn rust_target() -> Result<()> {
    let sysroot = shell::probe("rustc --print sysroot")
        .ok_or("rustc cannot be started: https://rustup.rs/")?;
    if Path::new(&sysroot).join("lib/rustlib").join(WASM).join("lib").is_dir() {
        return Ok(());
    }
    shell::run(&format!("rustup target add {WASM}"))
}

/// `npm ci`, if what is installed is not what the lock file says.
fn npm_packages(folder: &str) -> Result<()> {
    let lock = shell::read(format!("{folder}/package-lock.json"))?;
    let stamp = format!("{folder}/node_modules/.vitrine-lock");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    shell::run_in(folder, "npm ci --no-audit --no-fund")?;
    fs::write(&stamp, lock).map_err(|error| format!("{stamp}: {error}"))
}

fn cargo_tool(program: &str, wanted: &str, package: &str, version: &str) -> Result<()> {
    let found = || shell::probe(&format!("{program} --version"));
    if found().as_deref() == Some(wanted) {
        return Ok(());
    }
    // Somebody's own, other version is theirs.
    let root = if found().is_some() { format!("--root {TOOLS}") } else { String::new() };
    // The packages' own profiles optimise the tool for ten minutes; it runs for seconds. The tools get a target folder
    // of their own, as they must not be rebuilt whenever the workspace's settings change.
    let install = |locked: &str| {
        let line = format!("cargo install {package} --version {version} {root} {locked}");
        shell::finish(
            shell::command(&line)
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
                .env("CARGO_TARGET_DIR", format!("{TOOLS}/target")),
        )
    };
    // A registry mirror that lags behind may lack a version that the tool's own lock file names.
    install("--locked").or_else(|_| install(""))?;
    match found() {
        Some(version) if version == wanted => Ok(()),
        other => Err(format!(
            "installed {package}, but `{program} --version` says {other:?}, not {wanted:?}"
        )),
    }
}

/// The version of a package in Cargo.lock.
fn locked_version(package: &str) -> Result<String> {
    let lock = shell::read("Cargo.lock")?;
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines
        .nth(1)
        .and_then(|line| line.strip_prefix("version = \""))
        .and_then(|rest| rest.strip_suffix('"'));
    version.map(str::to_owned).ok_or_else(|| format!("Cargo.lock does not name {package}"))
}
