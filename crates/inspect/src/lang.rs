//! The languages of sentences.

/// A language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
}

/// One text in both languages, so that neither can be forgotten: `say!(lang, "{a} …", "{a} …")`.
macro_rules! say {
    ($lang:expr, $en:literal, $zh:literal $(, $arg:expr)* $(,)?) => {
        match $lang {
            $crate::Lang::En => alloc::format!($en $(, $arg)*),
            $crate::Lang::Zh => alloc::format!($zh $(, $arg)*),
        }
    };
}
pub(crate) use say;
