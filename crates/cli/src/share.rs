//! `vitrine share` and `vitrine open`: moments as links.

use std::io::Read;

use vitrine_inspect::describe;
use vitrine_scenario::{View, decode_link, encode_link};

use crate::arguments::{Failure, RunOptions};
use crate::language::of_views;
use crate::program::{failure, scenario};

/// Links that are longer break in some mail programs and chats.
pub(crate) const COMFORTABLE: usize = 2_000;

/// Prints a link to a step of the program's run.
pub(crate) fn share(options: &RunOptions, step: u64) -> Result<u8, Failure> {
    let scenario = scenario(options)?;
    let mut session =
        vitrine_toolchain::open(&scenario).map_err(|error| failure(error, &scenario))?;
    session.seek(step);
    if session.at() < step {
        eprintln!("vitrine: the run ends at step {}; the link goes there", session.at());
    }
    let view = View { step: session.at(), ..View::default() };
    let link = encode_link(&scenario, &view);
    if link.len() > COMFORTABLE {
        eprintln!("vitrine: the link has {} characters; some programs cut it", link.len());
    }
    println!("{link}");
    Ok(0)
}

/// Prints the text views at a link's step.
pub(crate) fn open(link: &str) -> Result<u8, Failure> {
    let mut piped = String::new();
    if link == "-" {
        // A link that holds an executable may be longer than an argument can be.
        std::io::stdin().read_to_string(&mut piped).map_err(|e| Failure::load(e.to_string()))?;
    }
    let link = if link == "-" { piped.trim() } else { link };
    let (scenario, view) =
        decode_link(link).map_err(|error| Failure::load(error.text(of_views())))?;
    let mut session =
        vitrine_toolchain::open(&scenario).map_err(|error| failure(error, &scenario))?;
    session.seek(view.step);
    print!("{}", describe(&session.moment(of_views())));
    // One number for the whole state: equal here and in the page, or one of them is wrong.
    println!("digest {:016x}", session.digest());
    Ok(0)
}
