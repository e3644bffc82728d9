//! A program that can be booted, and what crosses between the page and the compiler's module.
//!
//! The compiler is not here: whoever has it makes a [`Built`]; the page receives an [`Answer`] as bytes. Their format is
//! postcard and belongs to one build of the site, whose files are only used together.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use vitrine_debug_info::DebugInfo;

use crate::lesson_file::Text;
use crate::lessons::lesson;
use crate::rules::workload;
use crate::scenario::Program;

/// A program that can be booted.
#[derive(Clone, Debug, PartialEq)]
pub struct Built {
    /// The executable.
    pub elf: Arc<[u8]>,
    /// Its path in the machine.
    pub path: String,
    /// Where its code and variables come from; none for foreign executables.
    pub debug: Option<DebugInfo>,
}

/// What the compiler says about a program, in both languages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// No program comes of it; otherwise a warning.
    pub error: bool,
    /// File; empty when no file is to blame.
    pub file: String,
    /// Line, from 1; 0 without a file.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Characters to underline.
    pub length: u32,
    /// What is wrong.
    pub text: Text,
    /// What a learner can do about it.
    pub help: Option<Text>,
}

/// What comes of C files: a program, unless an error is among the problems.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The program.
    pub program: Option<Built>,
    /// Errors and warnings, in order of place.
    pub problems: Vec<Problem>,
}

/// [`Answer`] as it crosses.
#[derive(Serialize, Deserialize)]
struct Packet {
    elf: Vec<u8>,
    path: String,
    debug: Option<DebugInfo>,
    problems: Vec<Problem>,
}

impl Answer {
    /// The answer as bytes.
    pub fn encode(&self) -> Vec<u8> {
        let program = self.program.as_ref();
        let packet = Packet {
            elf: program.map(|built| built.elf.to_vec()).unwrap_or_default(),
            path: program.map(|built| built.path.clone()).unwrap_or_default(),
            debug: program.and_then(|built| built.debug.clone()),
            problems: self.problems.clone(),
        };
        postcard::to_allocvec(&packet).expect("plain structs are postcard")
    }

    /// Reads what [`Answer::encode`] of the same build wrote; the reason if it is something else.
    pub fn decode(bytes: &[u8]) -> Result<Answer, String> {
        let packet: Packet = postcard::from_bytes(bytes).map_err(|error| error.to_string())?;
        let built = Built { elf: packet.elf.into(), path: packet.path, debug: packet.debug };
        let program = (!built.elf.is_empty()).then_some(built);
        Ok(Answer { program, problems: packet.problems })
    }
}

impl Built {
    /// The executable that a scenario brings along, when it is not to be compiled; an empty one for a workload.
    pub fn foreign(program: &Program) -> Result<Built, String> {
        if program.is_workload() {
            let path = "./workload".to_owned();
            return Ok(Built { elf: [].into(), path, debug: None });
        }
        let (name, base64) = match program {
            Program::Elf(name, base64) => (name, base64),
            Program::Lesson(id, variant) => return Err(format!("{id}/{variant}")),
            Program::C(_) | Program::Workload(_) => return Err("C".to_owned()),
        };
        let bytes = data_encoding::BASE64
            .decode(base64.as_bytes())
            .map_err(|error| format!("{name}: {error}"))?;
        Ok(Built { elf: bytes.into(), path: format!("./{name}"), debug: None })
    }
}

impl Program {
    /// The C files that it is compiled from; none for an executable or for a lesson that does not exist.
    pub fn sources(&self) -> Option<Vec<(String, String)>> {
        match self {
            Program::C(files) => Some(files.clone()),
            Program::Lesson(..) if self.is_workload() => None,
            Program::Lesson(id, variant) => lesson(id)?.files_of(*variant),
            Program::Elf(..) | Program::Workload(_) => None,
        }
    }

    /// Whether it is a table of jobs, to which nothing has to be compiled or fetched.
    pub fn is_workload(&self) -> bool {
        workload(self).is_some()
    }
}

/// C files as they cross to the compiler.
pub fn encode_sources(files: &[(String, String)]) -> Vec<u8> {
    postcard::to_allocvec(files).expect("texts are postcard")
}

/// Reads what [`encode_sources`] of the same build wrote.
pub fn decode_sources(bytes: &[u8]) -> Result<Vec<(String, String)>, String> {
    postcard::from_bytes(bytes).map_err(|error| error.to_string())
}

/// The file that holds a lesson's compiled variant, beside the page in `vendor/lessons/`.
pub fn precompiled_name(id: &str, variant: usize) -> String {
    format!("{id}-{variant}.bin")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_survives_the_crossing_and_damage_is_noticed() {
        let text = Text { en: "unknown name".into(), zh: "未知的名字".into() };
        let problem = Problem {
            error: false,
            file: "a.c".into(),
            line: 3,
            column: 7,
            length: 2,
            text: text.clone(),
            help: Some(text),
        };
        let built = Built { elf: vec![1, 2, 3].into(), path: "./a".into(), debug: None };
        let warned = Answer { program: Some(built), problems: vec![problem.clone()] };
        let refused = Answer { program: None, problems: vec![Problem { error: true, ..problem }] };
        for answer in [warned, refused] {
            let bytes = answer.encode();
            assert_eq!(Answer::decode(&bytes), Ok(answer));
            assert!(Answer::decode(&bytes[..bytes.len() / 2]).is_err());
        }
    }

    #[test]
    fn sources_survive_the_crossing() {
        let files = vec![("管道.c".to_owned(), "int main(void);\n".to_owned())];
        assert_eq!(decode_sources(&encode_sources(&files)), Ok(files));
    }
}
