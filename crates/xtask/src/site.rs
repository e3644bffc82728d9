//! The static site: the editor's bundle by esbuild, the lessons' programs by our own compiler, everything else by trunk,
//! into `dist/`.

use std::path::Path;

use crate::{Result, check, shell, tools};

/// Where the site is left.
pub(crate) const DIST: &str = "dist";

/// Builds the site from scratch or from what changed.
pub(crate) fn build() -> Result<()> {
    tools::for_site()?;
    shell::run_in("web/editor", "npm run --silent build")?;
    precompile()?;
    // trunk reads NO_COLOR as a bool and stops at the "1" that others set.
    shell::finish(shell::command("trunk build --release").env_remove("NO_COLOR"))?;
    if !Path::new(DIST).join("sw.js").exists() {
        return Err("trunk left no dist/sw.js: did its hook run?".to_owned());
    }
    eprintln!("{DIST}/ is complete: copy it to any folder of any static host.");
    Ok(())
}

/// The page opens lessons from these files, so that reading them needs no compiler.
fn precompile() -> Result<()> {
    let profile = check::PROFILE;
    shell::run(&format!(
        "cargo run --locked --profile {profile} -p vitrine-toolchain --bin precompile -- web/vendor/lessons"
    ))
}
