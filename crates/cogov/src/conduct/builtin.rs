//! Conduct policies in use, as data.

use crate::conduct::definition::ConductPolicy;

/// Name and JSON, by name.
const BUILTINS: [(&str, &str); 5] = [
    ("jinan-2015", include_str!("builtin/jinan-2015.json")),
    ("shandong", include_str!("builtin/shandong.json")),
    ("tongcheng-2019", include_str!("builtin/tongcheng-2019.json")),
    ("xuanwei", include_str!("builtin/xuanwei.json")),
    ("yongchun", include_str!("builtin/yongchun.json")),
];

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
        let (_, json) = BUILTINS.iter().find(|(known, _)| *known == name)?;
        Self::from_json(json).ok()
    }

    /// The names of the policies in use that are built in, in alphabetical order.
    ///
    /// ```
    /// use cogov::ConductPolicy;
    ///
    /// assert!(ConductPolicy::builtins().any(|name| name == "tongcheng-2019"));
    /// assert!(ConductPolicy::builtins().all(|name| ConductPolicy::builtin(name).is_some()));
    /// ```
    pub fn builtins() -> impl Iterator<Item = &'static str> {
        BUILTINS.iter().map(|(name, _)| *name)
    }
}
