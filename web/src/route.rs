//! What the address asks for: `#` is the gallery, `#lesson/pipe/1` a lesson's variant, `#code` a program of one's own,
//! everything else a link. A link that cannot be read is answered by a message, never by another scenario.

use crate::session::{LinkError, Scenario, View, decode_link, lesson};
use crate::{page, starter};

/// What is to be opened.
pub(crate) enum Wanted {
    /// The cards.
    Gallery,
    /// A run and its view.
    Run(Box<(Scenario, View)>),
    /// Nothing that can be opened.
    Bad(LinkError),
}

/// Reads the fragment of an address.
pub(crate) fn wanted(fragment: &str) -> Wanted {
    let text = fragment.trim_start_matches('#');
    if text.is_empty() {
        return Wanted::Gallery;
    }
    if text == "code" {
        return Wanted::Run(Box::new((starter::scenario(), View::default())));
    }
    if let Some(path) = text.strip_prefix("lesson/") {
        let (id, variant) = path.split_once('/').unwrap_or((path, "0"));
        let found = lesson(id).zip(variant.parse::<usize>().ok());
        return match found.filter(|(lesson, variant)| *variant < lesson.variants().len()) {
            Some((lesson, variant)) => {
                Wanted::Run(Box::new((lesson.scenario(variant), View::default())))
            }
            None => Wanted::Bad(LinkError::NotALink),
        };
    }
    match decode_link(fragment) {
        Ok(opened) => Wanted::Run(Box::new(opened)),
        Err(error) => Wanted::Bad(error),
    }
}

/// What the page's address asks for now; `?step=` and `?lens=` of an embedding page win over the link's own.
pub(crate) fn wanted_now() -> Wanted {
    let mut wanted = wanted(&page::fragment());
    if let Wanted::Run(run) = &mut wanted {
        if let Some(step) = page::parameter("step").and_then(|step| step.parse().ok()) {
            run.1.step = step;
        }
        if let Some(lens) = page::parameter("lens") {
            run.1.lens = lens;
        }
    }
    wanted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_open_what_they_name_and_nothing_else() {
        assert!(matches!(wanted(""), Wanted::Gallery));
        assert!(matches!(wanted("#"), Wanted::Gallery));
        assert!(matches!(wanted("#code"), Wanted::Run(_)));
        assert!(matches!(wanted("#lesson/pipe"), Wanted::Run(_)));
        assert!(matches!(wanted("#lesson/pipe/1"), Wanted::Run(_)));
        for bad in ["#lesson/pipe/99", "#lesson/none", "#pipe", "#v1.AAAA"] {
            assert!(matches!(wanted(bad), Wanted::Bad(_)), "{bad}");
        }
    }
}
