//! Links: a scenario and a view of it in a URL fragment, `#v1.<base64url(zlib(JSON))>`.
//!
//! zlib's checksum tells a cut link from a whole one. A link made by a newer version, a damaged
//! one and one that is too large are told apart, and none is ever answered by another scenario.

use data_encoding::BASE64URL_NOPAD;
use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;
use serde::{Deserialize, Serialize};
use vitrine_inspect::Lang;

use crate::scenario::{Scenario, is_zero};

/// What a link shows of the run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct View {
    /// The step.
    #[serde(skip_serializing_if = "is_zero")]
    pub step: u64,
    /// The parts of the kernel that are shown large; empty is the lesson's own choice.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub lens: String,
    /// The grain of a step, by its English name; empty is the default.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub grain: String,
    /// What is selected, such as `thread:101`; empty is nothing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub selected: String,
}

/// Why a text is not a link that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// Not a Vitrine link at all.
    NotALink,
    /// Made by a version that came later: its number.
    TooNew(u32),
    /// Cut or changed on its way; what exactly does not fit.
    Damaged(String),
    /// More than a link may hold.
    TooLarge,
}

impl LinkError {
    /// The error in words, with what the reader can do.
    pub fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (LinkError::NotALink, Lang::En) => {
                "This is not a Vitrine link: it should begin with “#v1.”.".into()
            }
            (LinkError::NotALink, Lang::Zh) => "这不是 Vitrine 链接：它应以“#v1.”开头。".into(),
            (LinkError::TooNew(version), Lang::En) => format!(
                "This link was made by a newer Vitrine (format v{version}). Reload the page to get the newest version."
            ),
            (LinkError::TooNew(version), Lang::Zh) => {
                format!(
                    "此链接由更新版本的 Vitrine 生成（格式 v{version}）。请刷新页面以获取最新版本。"
                )
            }
            (LinkError::Damaged(what), Lang::En) => format!(
                "This link is damaged: a part was cut off or changed on the way ({what}). Ask for it again, whole."
            ),
            (LinkError::Damaged(what), Lang::Zh) => {
                format!(
                    "此链接已损坏：传递途中有一部分被截断或改动（{what}）。请重新索取完整的链接。"
                )
            }
            (LinkError::TooLarge, Lang::En) => {
                "This link holds more than a link may (1 MiB unpacked).".into()
            }
            (LinkError::TooLarge, Lang::Zh) => "此链接的内容超出上限（解压后 1 MiB）。".into(),
        }
    }
}

/// The newest format that this version writes and reads.
const VERSION: u32 = 1;
/// Bytes that a link may unpack to.
const MAX_UNPACKED: usize = 1 << 20;
/// zlib's effort, 0 … 10.
const LEVEL: u8 = 10;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PayloadV1 {
    #[serde(rename = "s")]
    scenario: Scenario,
    #[serde(rename = "v", default, skip_serializing_if = "is_plain")]
    view: View,
}

/// The fragment, `#` included, that opens this scenario in this view.
pub fn encode_link(scenario: &Scenario, view: &View) -> String {
    let payload = PayloadV1 { scenario: scenario.clone(), view: view.clone() };
    let json = serde_json::to_vec(&payload).expect("plain structs are JSON");
    format!("#v{VERSION}.{}", BASE64URL_NOPAD.encode(&compress_to_vec_zlib(&json, LEVEL)))
}

/// Reads a fragment (or a whole URL that ends with one).
pub fn decode_link(text: &str) -> Result<(Scenario, View), LinkError> {
    let fragment = text.trim();
    let fragment = fragment.rsplit_once('#').map_or(fragment, |(_, after)| after);
    let versioned = fragment.strip_prefix('v').ok_or(LinkError::NotALink)?;
    let (version, payload) = versioned.split_once('.').ok_or(LinkError::NotALink)?;
    match version.parse::<u32>() {
        Ok(VERSION) => {}
        Ok(newer) if newer > VERSION => return Err(LinkError::TooNew(newer)),
        _ => return Err(LinkError::NotALink),
    }
    let damaged = |what: &str| LinkError::Damaged(what.into());
    let packed = BASE64URL_NOPAD.decode(payload.as_bytes()).map_err(|_| damaged("base64url"))?;
    let json =
        decompress_to_vec_zlib_with_limit(&packed, MAX_UNPACKED).map_err(|error| {
            match error.status {
                miniz_oxide::inflate::TINFLStatus::HasMoreOutput => LinkError::TooLarge,
                _ => damaged("zlib"),
            }
        })?;
    // As text, like the lessons: one JSON reader in the page instead of two.
    let json = String::from_utf8(json).map_err(|_| damaged("UTF-8"))?;
    let payload: PayloadV1 =
        serde_json::from_str(&json).map_err(|error| LinkError::Damaged(error.to_string()))?;
    Ok((payload.scenario, payload.view))
}

fn is_plain(view: &View) -> bool {
    *view == View::default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Program;
    use proptest::prelude::*;

    fn example() -> (Scenario, View) {
        let program = Program::C(vec![("main.c".into(), "int main(void) { return 3; }\n".into())]);
        let scenario = Scenario { program, cpus: 2, seed: 7, ..Scenario::default() };
        (scenario, View { step: 1284, selected: "thread:101".into(), ..View::default() })
    }

    #[test]
    fn a_link_brings_back_scenario_and_view() {
        let (scenario, view) = example();
        let link = encode_link(&scenario, &view);
        assert_eq!(decode_link(&link), Ok((scenario.clone(), view.clone())));
        let url = format!("https://example.org/course/{link}");
        assert_eq!(decode_link(&url), Ok((scenario, view)));
    }

    #[test]
    fn every_cut_link_says_that_it_is_damaged() {
        let (scenario, view) = example();
        let link = encode_link(&scenario, &view);
        for end in 4..link.len() {
            let cut = decode_link(&link[..end]);
            assert!(matches!(cut, Err(LinkError::Damaged(_))), "{end}: {cut:?}");
        }
    }

    #[test]
    fn other_texts_and_newer_links_are_told_apart() {
        assert_eq!(decode_link("#v2.abc"), Err(LinkError::TooNew(2)));
        assert_eq!(decode_link("#pipe"), Err(LinkError::NotALink));
        assert_eq!(decode_link(""), Err(LinkError::NotALink));
    }

    /// Links that were given out must open for ever.
    #[test]
    fn the_corpus_of_old_links_opens() {
        let corpus = include_str!("../links.txt");
        assert!(corpus.lines().count() >= 2);
        for line in corpus.lines() {
            assert!(decode_link(line).is_ok(), "{line}");
        }
    }

    proptest! {
        #[test]
        fn a_changed_letter_never_opens_another_scenario(at in 4usize..60, letter in "[A-Za-z0-9_-]") {
            let (scenario, view) = example();
            let mut link = encode_link(&scenario, &view);
            let at = at.min(link.len() - 1);
            link.replace_range(at..=at, &letter);
            if let Ok(opened) = decode_link(&link) {
                prop_assert_eq!(opened, (scenario, view));
            }
        }
    }
}
