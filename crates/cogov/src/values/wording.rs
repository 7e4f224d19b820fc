//! The words of a text, as they are kept: in one wording, or by language.

use std::cmp::Ordering;

use crate::values::language_tag::Tag;

/// The words of a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Wording {
    One(Box<str>),
    /// English and Chinese, one after the other in one block, since most texts have these two.
    Both {
        words: Box<str>,
        /// The bytes of the English.
        english: u32,
    },
    /// Any other languages, sorted by tag, at least one.
    ByLanguage(Box<[(Tag, Box<str>)]>),
}

impl Wording {
    pub(super) fn both(en: &str, zh: &str) -> Self {
        let mut words = String::with_capacity(en.len().saturating_add(zh.len()));
        words.push_str(en);
        words.push_str(zh);
        // A text is far shorter than what a word of 32 bits can count.
        Self::Both {
            words: words.into_boxed_str(),
            english: u32::try_from(en.len()).unwrap_or(u32::MAX),
        }
    }

    /// The wordings in all languages, in whatever order.
    pub(super) fn by_language(mut wordings: Vec<(Tag, Box<str>)>) -> Self {
        wordings.sort();
        match wordings.as_slice() {
            [(en, english), (zh, chinese)] if en == "en" && zh == "zh" => {
                Self::both(english, chinese)
            }
            _ => Self::ByLanguage(wordings.into_boxed_slice()),
        }
    }

    /// The tags of its languages and the words in each, sorted by tag; none, if it has one wording
    /// for everybody.
    pub(super) fn languages(&self) -> impl Iterator<Item = (&str, &str)> {
        let (both, others) = match self {
            Self::One(_) => (None, &[][..]),
            Self::Both { words, english } => {
                let (en, zh) = words.split_at_checked(*english as usize).unwrap_or((words, ""));
                (Some([("en", en), ("zh", zh)]), &[][..])
            }
            Self::ByLanguage(wordings) => (None, &**wordings),
        };
        let others = others.iter().map(|(tag, words)| (tag.as_ref(), words.as_ref()));
        both.into_iter().flatten().chain(others)
    }
}

/// Those for everybody first.
impl Ord for Wording {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::One(one), Self::One(other)) => one.cmp(other),
            // One for everybody has no languages, any other has some.
            _ => self.languages().cmp(other.languages()),
        }
    }
}

impl PartialOrd for Wording {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
