//! The charters that come with the library: five consultation systems from published sources.

use std::sync::OnceLock;

use crate::charter::loaded::Charter;
use crate::values::shipped::shipped;

shipped! { "charters":
    "county-cppcc-completed",
    "county-cppcc-found",
    "county-cppcc-recommended",
    "cuizhuyuan-completed",
    "cuizhuyuan-found",
    "cuizhuyuan-recommended",
    "entrusted-research-completed",
    "entrusted-research-found",
    "party-building-completed",
    "party-building-found",
    "party-building-recommended",
    "whole-process-completed",
    "whole-process-found",
    "whole-process-recommended",
}

impl Charter {
    /// A charter that comes with the library, by its name; nothing, if there is none.
    ///
    /// Each of five published consultation systems comes as `-found` (what the text describes),
    /// most as `-recommended` (and what the text recommends), and all as `-completed` (and what
    /// is needed to work).
    ///
    /// ```
    /// use cogov::Charter;
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// assert_eq!(charter.key().as_str(), "cuizhuyuan-found");
    /// assert!(Charter::builtin("atlantis").is_none());
    /// ```
    #[must_use]
    pub fn builtin(name: &str) -> Option<Self> {
        static LOADED: [OnceLock<Option<Charter>>; NAMES.len()] =
            [const { OnceLock::new() }; NAMES.len()];
        let text = text(name)?;
        let index = NAMES.iter().position(|known| *known == name)?;
        // That each of them loads is tested; a clone is cheap.
        LOADED.get(index)?.get_or_init(|| Self::from_json(text).ok()).clone()
    }

    /// The names of the charters that come with the library, in alphabetical order.
    ///
    /// ```
    /// use cogov::Charter;
    /// assert!(Charter::builtins().all(|name| Charter::builtin(name).is_some()));
    /// ```
    pub fn builtins() -> impl ExactSizeIterator<Item = &'static str> {
        NAMES.iter().copied()
    }

    /// The JSON text of a charter that comes with the library, as it was written.
    ///
    /// ```
    /// use cogov::Charter;
    ///
    /// let text = Charter::builtin_text("cuizhuyuan-found").unwrap();
    /// assert_eq!(Charter::from_json(text)?, Charter::builtin("cuizhuyuan-found").unwrap());
    /// assert_eq!(Charter::builtin_text("atlantis"), None);
    /// # Ok::<(), cogov::Invalid>(())
    /// ```
    #[must_use]
    pub fn builtin_text(name: &str) -> Option<&'static str> {
        text(name)
    }
}
