//! `@file` on the command line: the words in the file take its place, as in gcc ("Options Controlling the Kind of Output").

use std::fs;

/// Files that name themselves are read so many times in all, as in binutils.
const MOST_FILES: usize = 2000;

/// The command line with what the files hold; a file that cannot be read stays as the word that it is.
pub(super) fn expanded(words: Vec<String>) -> Result<Vec<String>, String> {
    let mut left: Vec<String> = words.into_iter().rev().collect();
    let mut out = Vec::new();
    let mut files = 0;
    while let Some(word) = left.pop() {
        let content = word.strip_prefix('@').and_then(|path| fs::read(path).ok());
        let Some(content) = content else {
            out.push(word);
            continue;
        };
        files += 1;
        if files > MOST_FILES {
            return Err("too many @-files encountered".to_owned());
        }
        left.extend(split(&String::from_utf8_lossy(&content)).into_iter().rev());
    }
    Ok(out)
}

/// Words between blanks; quotes keep blanks, a backslash takes the next character as it is.
fn split(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, quote) {
            ('\\', _) => word.get_or_insert_default().extend(chars.next()),
            (c, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (c, None) if c.is_ascii_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn words_are_read_as_gcc_reads_them() {
        let text = "-DA=1  'two words' \"it's\" a\\ b\n-I\\\\x ''\n";
        assert_eq!(split(text), ["-DA=1", "two words", "it's", "a b", "-I\\x", ""]);
    }
}
