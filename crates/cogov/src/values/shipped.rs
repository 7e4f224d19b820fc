//! What comes with the library as data: JSON files in a directory beside `src`.

/// The names of the files of such a directory, and the text of each.
macro_rules! shipped {
    ($directory:literal: $($name:literal),+ $(,)?) => {
        /// In the order in which they are listed.
        const NAMES: &[&str] = &[$($name),+];

        fn text(name: &str) -> Option<&'static str> {
            match name {
                $($name => Some(include_str!(concat!(
                    "../../", $directory, "/", $name, ".json"
                ))),)+
                _ => None,
            }
        }
    };
}

pub(crate) use shipped;
