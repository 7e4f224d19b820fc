//! Conduct policies in use, as data.

use crate::conduct::definition::ConductPolicy;
use crate::values::shipped::shipped;

shipped! { "conduct":
    "jinan-2015",
    "shandong",
    "tongcheng-2019",
    "xuanwei",
    "yongchun",
}

impl ConductPolicy {
    /// A policy in use somewhere, by its name; [`ConductPolicy::builtins`] lists them.
    ///
    /// Only what its source says is in it. Anqing 2018 is not among them, because only part of
    /// its table is at hand; Yanbian's rule on joint proposals is
    /// [`Sharing::FirstOnly`](crate::conduct::Sharing::FirstOnly).
    ///
    /// ```
    /// use cogov::ConductPolicy;
    ///
    /// let tongcheng = ConductPolicy::builtin("tongcheng-2019").unwrap();
    /// assert_eq!(tongcheng.points().given().unwrap().items().len(), 13);
    /// assert_eq!(ConductPolicy::builtin("anqing-2018"), None);
    /// ```
    #[must_use]
    pub fn builtin(name: &str) -> Option<Self> {
        Self::from_json(text(name)?).ok()
    }

    /// The names of the policies in use that are built in, in alphabetical order.
    ///
    /// ```
    /// use cogov::ConductPolicy;
    ///
    /// assert!(ConductPolicy::builtins().any(|name| name == "tongcheng-2019"));
    /// assert!(ConductPolicy::builtins().all(|name| ConductPolicy::builtin(name).is_some()));
    /// ```
    pub fn builtins() -> impl ExactSizeIterator<Item = &'static str> {
        NAMES.iter().copied()
    }

    /// The JSON text of a built-in policy, as it was written.
    ///
    /// ```
    /// use cogov::ConductPolicy;
    ///
    /// let text = ConductPolicy::builtin_text("xuanwei").unwrap();
    /// assert_eq!(ConductPolicy::from_json(text)?, ConductPolicy::builtin("xuanwei").unwrap());
    /// # Ok::<(), cogov::Invalid>(())
    /// ```
    #[must_use]
    pub fn builtin_text(name: &str) -> Option<&'static str> {
        text(name)
    }
}
