//! `vitrine cc`: the compiler as a makefile calls gcc. Headers and C library are inside the program.

mod compile;
mod dependencies;
mod link;
mod messages;
mod options;
mod response;
mod warnings;

use std::ffi::OsString;

use options::{CcOptions, Request, Stage};

/// Runs the driver; the exit status is 1 for any error, as gcc's.
pub(crate) fn cc(arguments: Vec<OsString>) -> u8 {
    let request = match options::parse(arguments) {
        Ok(request) => request,
        Err(message) => {
            messages::error(&message);
            return 1;
        }
    };
    let done = match request {
        Request::Print(text) => {
            println!("{text}");
            Ok(())
        }
        Request::Build(options) => build(&options),
    };
    match done {
        Ok(()) => 0,
        Err(Failed::Silent) => 1,
        Err(Failed::Told(message)) => {
            messages::error(&message);
            1
        }
    }
}

/// Why nothing came of it.
pub(crate) enum Failed {
    /// Messages were printed already.
    Silent,
    /// Still to be said.
    Told(String),
}

impl From<String> for Failed {
    fn from(message: String) -> Self {
        Failed::Told(message)
    }
}

impl From<vitrine_cc::files::FileError> for Failed {
    fn from(error: vitrine_cc::files::FileError) -> Self {
        Failed::Told(error.to_string())
    }
}

fn build(options: &CcOptions) -> Result<(), Failed> {
    let units = compile::all(options)?;
    match options.stage {
        Stage::Link => link::program(options, units),
        Stage::Preprocess | Stage::Assembly | Stage::Object | Stage::Check => Ok(()),
    }
}
