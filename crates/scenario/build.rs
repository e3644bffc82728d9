//! Turns the lessons into one JSON text, so that the page carries no TOML and no Markdown parser.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use serde::Serialize;

#[allow(dead_code, unreachable_pub, reason = "the crate uses the rest of this shared file")]
#[path = "src/lesson_file.rs"]
mod lesson_file;

#[allow(dead_code, unreachable_pub, reason = "the crate uses the rest of this shared file")]
#[path = "src/scheduling.rs"]
mod scheduling;

use lesson_file::LessonFile;

#[derive(Serialize)]
struct Section {
    id: String,
    heading: String,
    html: String,
}

#[derive(Serialize)]
struct Whole {
    file: LessonFile,
    sources: BTreeMap<String, String>,
    en: Vec<Section>,
    zh: Vec<Section>,
}

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lessons");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut lessons: Vec<Whole> = fs::read_dir(&folder)
        .expect("the folder lessons")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.is_dir())
        .map(|path| lesson(&path))
        .collect();
    lessons.sort_by_key(|whole| (whole.file.concept.clone(), whole.file.order));
    let json = serde_json::to_string(&lessons).expect("plain structs are JSON");
    let out = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("lessons.json"), json).expect("OUT_DIR is writable");
}

fn lesson(folder: &Path) -> Whole {
    let read = |name: &str| {
        let path = folder.join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let file: LessonFile = toml::from_str(&read("lesson.toml"))
        .unwrap_or_else(|error| panic!("{}/lesson.toml: {error}", folder.display()));
    assert!(folder.ends_with(&file.id), "{}: id is {}", folder.display(), file.id);
    let names = file.variants.iter().flat_map(|variant| variant.files.clone());
    let sources = names.map(|name| (name.clone(), read(&name))).collect();
    let (en, zh) = (sections(&read("en.md")), sections(&read("zh.md")));
    let ids = |sections: &[Section]| sections.iter().map(|s| s.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&en), ids(&zh), "{}: en.md and zh.md differ in sections", file.id);
    for step in &file.steps {
        assert!(ids(&en).contains(&step.id), "{}: step {} has no section", file.id, step.id);
    }
    Whole { file, sources, en, zh }
}

/// The introduction (with an empty id) and the sections that headings begin.
fn sections(markdown: &str) -> Vec<Section> {
    let mut sections =
        vec![Section { id: String::new(), heading: String::new(), html: String::new() }];
    let mut body: Vec<Event> = Vec::new();
    let mut in_heading = false;
    // A line break between two Chinese characters is no space.
    let mut after_wide = false;
    let mut held_break = false;
    for event in Parser::new_ext(markdown, Options::ENABLE_HEADING_ATTRIBUTES) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H2, id, .. }) => {
                let last = sections.last_mut().expect("the introduction");
                html::push_html(&mut last.html, body.drain(..));
                let id = id.expect("each heading has an id").to_string();
                sections.push(Section { id, heading: String::new(), html: String::new() });
                in_heading = true;
            }
            Event::End(TagEnd::Heading(HeadingLevel::H2)) => in_heading = false,
            Event::Text(text) | Event::Code(text) if in_heading => {
                sections.last_mut().expect("a heading").heading.push_str(&text);
            }
            Event::Html(_) | Event::InlineHtml(_) => panic!("no raw HTML in lessons"),
            Event::SoftBreak if after_wide => held_break = true,
            other if !in_heading => {
                let text = if let Event::Text(text) = &other { Some(text.as_ref()) } else { None };
                let wide = |c: Option<char>| c.is_some_and(|c| c >= '\u{2e80}');
                if std::mem::take(&mut held_break) && !wide(text.and_then(|t| t.chars().next())) {
                    body.push(Event::SoftBreak);
                }
                after_wide = wide(text.and_then(|t| t.chars().last()));
                body.push(other);
            }
            _ => {}
        }
    }
    let last = sections.last_mut().expect("the introduction");
    html::push_html(&mut last.html, body.drain(..));
    sections
}
