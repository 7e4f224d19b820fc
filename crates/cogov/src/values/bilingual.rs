//! The same words in every language of the library, as they are written to JSON.

use serde::Serialize;

use crate::values::lang::Lang;

/// `{"en": …, "zh": …}`.
#[derive(Serialize)]
pub(crate) struct Bilingual {
    en: String,
    zh: String,
}

impl Bilingual {
    /// What is said in each language.
    pub(crate) fn of(say: impl Fn(Lang) -> String) -> Self {
        Self { en: say(Lang::En), zh: say(Lang::Zh) }
    }
}
