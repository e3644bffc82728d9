//! The language of messages and views: Chinese where the locale says so, English otherwise, as gcc's own
//! messages follow it (locale(7)).

use std::sync::OnceLock;

/// Whether the locale's language for messages is Chinese.
fn is_chinese() -> bool {
    static CHINESE: OnceLock<bool> = OnceLock::new();
    *CHINESE.get_or_init(|| {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
        let set = names.iter().filter_map(std::env::var_os).find(|value| !value.is_empty());
        set.is_some_and(|value| value.to_string_lossy().starts_with("zh"))
    })
}

/// For the views.
pub(crate) fn of_views() -> vitrine_inspect::Lang {
    if is_chinese() { vitrine_inspect::Lang::Zh } else { vitrine_inspect::Lang::En }
}

/// For the compiler.
pub(crate) fn of_compiler() -> vitrine_cc::Lang {
    if is_chinese() { vitrine_cc::Lang::Chinese } else { vitrine_cc::Lang::English }
}
