//! The built-in lessons.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;
use vitrine_inspect::Lang;

use crate::lesson_file::{LessonFile, Rule, StepFile, Text, VariantFile};
use crate::scenario::{Program, Scenario};
#[cfg(feature = "files")]
use crate::scheduling::{PolicyName, ProfileName, Tuning, Workload};

/// A built-in lesson: programs, places worth seeing and narration.
#[derive(Clone, Debug, Deserialize)]
pub struct Lesson {
    file: LessonFile,
    sources: BTreeMap<String, String>,
    en: Vec<Section>,
    zh: Vec<Section>,
}

/// A part of the narration.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Section {
    /// Its id; empty for the introduction. `myth` is the myth check.
    pub id: String,
    /// Its heading, as plain text.
    pub heading: String,
    /// Its text as HTML, with `{{counters.NAME}}` to be filled from the run.
    pub html: String,
}

/// All lessons in the gallery's order.
pub fn lessons() -> &'static [Lesson] {
    static LESSONS: OnceLock<Vec<Lesson>> = OnceLock::new();
    LESSONS.get_or_init(|| {
        let json = include_str!(concat!(env!("OUT_DIR"), "/lessons.json"));
        serde_json::from_str(json).expect("build.rs wrote it")
    })
}

/// The lesson with this id.
pub fn lesson(id: &str) -> Option<&'static Lesson> {
    lessons().iter().find(|lesson| lesson.file.id == id)
}

impl Text {
    /// The text in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
}

impl Lesson {
    /// Its id, for ever.
    pub fn id(&self) -> &str {
        &self.file.id
    }

    /// Letter of the concept, `A` … `I`.
    pub fn concept(&self) -> &str {
        &self.file.concept
    }

    /// What the stage shows large.
    pub fn lens(&self) -> &str {
        &self.file.lens
    }

    /// Title.
    pub fn title(&self) -> &Text {
        &self.file.title
    }

    /// One or two sentences for the gallery.
    pub fn summary(&self) -> &Text {
        &self.file.summary
    }

    /// The ways to run it.
    pub fn variants(&self) -> &[VariantFile] {
        &self.file.variants
    }

    /// Where it opens.
    pub fn start(&self) -> &Rule {
        &self.file.start
    }

    /// Places worth seeing in this variant.
    pub fn steps(&self, variant: usize) -> impl Iterator<Item = &StepFile> {
        self.file.steps.iter().filter(move |step| step.variant.is_none_or(|only| only == variant))
    }

    /// The narration: introduction first.
    pub fn narration(&self, lang: Lang) -> &[Section] {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }

    /// The C files of a variant: name and text.
    pub fn files_of(&self, variant: usize) -> Option<Vec<(String, String)>> {
        let names = &self.file.variants.get(variant)?.files;
        names.iter().map(|name| Some((name.clone(), self.sources.get(name)?.clone()))).collect()
    }

    /// The scenario that a variant runs.
    pub fn scenario(&self, variant: usize) -> Scenario {
        let program = Program::Lesson(self.file.id.clone(), variant);
        match self.file.variants.get(variant) {
            Some(of) => scenario_of(&self.file, of, program),
            None => Scenario { program, ..Scenario::default() },
        }
    }
}

fn scenario_of(file: &LessonFile, variant: &VariantFile, program: Program) -> Scenario {
    Scenario {
        program,
        cpus: variant.cpus,
        slice_us: file.slice_us,
        policy: variant.policy,
        profile: variant.profile,
        tuning: variant.tuning.clone(),
        realtime: variant.realtime,
        tty: file.tty,
        stdin: variant.stdin.clone(),
        args: variant.args.clone(),
        ..Scenario::default()
    }
}

/// Reads a scenario file: a `lesson.toml`, whose first variant runs, or a plain scenario with
/// `files` or `workload` in place of a program. `read` brings the text of a C file that it names.
#[cfg(feature = "files")]
pub fn from_file(
    text: &str,
    read: &dyn Fn(&str) -> Result<String, String>,
) -> Result<Scenario, String> {
    let sources = |names: &[String]| {
        names.iter().map(|name| Ok((name.clone(), read(name)?))).collect::<Result<Vec<_>, String>>()
    };
    let table: toml::Table = toml::from_str(text).map_err(|error| error.to_string())?;
    if table.contains_key("variants") {
        let file: LessonFile = toml::from_str(text).map_err(|error| error.to_string())?;
        let variant = file.variants.first().ok_or("no variants")?;
        let program = match &variant.workload {
            Some(workload) => Program::Workload(workload.clone()),
            None => Program::C(sources(&variant.files)?),
        };
        return Ok(scenario_of(&file, variant, program));
    }
    let plain: PlainFile = toml::from_str(text).map_err(|error| error.to_string())?;
    let program = match (plain.workload, plain.files.is_empty()) {
        (Some(workload), true) => Program::Workload(workload),
        (None, false) => Program::C(sources(&plain.files)?),
        (Some(_), false) => return Err("either files or a workload".into()),
        (None, true) => return Err("neither files nor a workload".into()),
    };
    Ok(Scenario {
        program,
        cpus: plain.cpus.unwrap_or(1),
        slice_us: plain.slice_us,
        policy: plain.policy,
        profile: plain.profile,
        tuning: plain.tuning,
        realtime: plain.realtime,
        seed: plain.seed,
        tty: plain.tty,
        stdin: plain.stdin,
        args: plain.args,
        ..Scenario::default()
    })
}

/// Sets one key of a tuning, written as in a file: `boost = 100`, `slices = [4, 8]`.
#[cfg(feature = "files")]
pub fn tune(tuning: &mut Tuning, line: &str) -> Result<(), String> {
    let fail = |error: &dyn std::fmt::Display| format!("{line}: {error}");
    let one: toml::Table = toml::from_str(line).map_err(|error| fail(&error.message()))?;
    let mut all = toml::Table::try_from(&*tuning).map_err(|error| fail(&error))?;
    all.extend(one);
    *tuning = all.try_into().map_err(|error: toml::de::Error| fail(&error.message()))?;
    Ok(())
}

#[cfg(feature = "files")]
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlainFile {
    #[serde(default)]
    files: Vec<String>,
    workload: Option<Workload>,
    cpus: Option<u32>,
    slice_us: Option<u64>,
    #[serde(default)]
    policy: PolicyName,
    #[serde(default)]
    profile: ProfileName,
    #[serde(default)]
    tuning: Tuning,
    #[serde(default)]
    realtime: bool,
    #[serde(default)]
    seed: u64,
    #[serde(default)]
    tty: bool,
    #[serde(default)]
    stdin: String,
    #[serde(default)]
    args: Vec<String>,
}
