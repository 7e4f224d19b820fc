//! Texts that are no charter, made to take as much memory as possible before they are refused.

use cogov::values::bounds;

/// What fills a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Empty lists in a list.
    EmptyLists,
    /// Lists of one number in a list.
    Lists,
    /// Objects of one member in a list, its name and its value not as they stand in the text.
    Objects,
    /// Members of one object, their names and values not as they stand in the text.
    Members,
    /// Members of one object, each of another name: all of them are problems.
    Names,
}

impl Refused {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::EmptyLists, Self::Lists, Self::Objects, Self::Members, Self::Names];

    /// Its name in the figures.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::EmptyLists => "empty-lists",
            Self::Lists => "lists",
            Self::Objects => "objects",
            Self::Members => "members",
            Self::Names => "names",
        }
    }

    /// A text with as many values as are read at all, or with more.
    #[must_use]
    pub fn text(self, is_beyond: bool) -> String {
        let most = usize::try_from(bounds::DOCUMENT_VALUES.largest()).unwrap_or(usize::MAX);
        // The list or the object around all of them is a value, too.
        let values = most.saturating_sub(1).saturating_add(usize::from(is_beyond));
        let repeated = |value: &str, size: usize| vec![value; values / size].join(",");
        match self {
            Self::EmptyLists => format!("[{}]", repeated("[]", 1)),
            Self::Lists => format!("[{},0]", repeated("[0]", 2)),
            Self::Objects => format!(r#"[{},0]"#, repeated(r#"{"\n":"\n"}"#, 2)),
            Self::Members => format!("{{{}}}", repeated(r#""\n":"\n""#, 1)),
            Self::Names => {
                let members: Vec<String> =
                    (0..values).map(|name| format!(r#""\n{name:x}":"""#)).collect();
                format!("{{{}}}", members.join(","))
            }
        }
    }
}
