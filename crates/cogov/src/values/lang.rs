//! The two languages in which the library itself speaks.

use std::fmt;

use crate::problem::Problem;

/// A language of the words that the library renders: English or Chinese.
///
/// ```
/// use cogov::{Function, Lang};
///
/// assert_eq!(Function::Supervise.label(Lang::En), "supervise");
/// assert_eq!(Function::Supervise.label(Lang::Zh), "监督");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese, simplified.
    Zh,
}

impl Lang {
    /// Every language, in the order in which they are listed.
    pub const ALL: [Self; 2] = [Self::En, Self::Zh];

    /// The language's tag (BCP 47): `en` or `zh`.
    ///
    /// ```
    /// assert_eq!(cogov::Lang::Zh.tag(), "zh");
    /// ```
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }

    /// The language with this tag, if the library speaks it.
    ///
    /// ```
    /// use cogov::Lang;
    /// assert_eq!(Lang::from_tag("zh-CN"), Some(Lang::Zh));
    /// assert_eq!(Lang::from_tag("fr"), None);
    /// ```
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        Self::ALL.into_iter().find(|lang| lang.tag().eq_ignore_ascii_case(primary))
    }

    /// One of two wordings, the one in this language.
    #[must_use]
    pub(crate) const fn pick<T: Copy>(self, en: T, zh: T) -> T {
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.tag())
    }
}

/// Reads a tag, as [`Lang::from_tag`] does; one of another language is an `unknown-value`.
impl std::str::FromStr for Lang {
    type Err = Problem;

    fn from_str(tag: &str) -> Result<Self, Problem> {
        let known = Self::ALL.iter().map(|lang| lang.tag());
        Self::from_tag(tag).ok_or_else(|| Problem::unknown_value(tag, known))
    }
}
