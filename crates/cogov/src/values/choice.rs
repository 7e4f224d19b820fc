//! Closed lists of words, each with an English and a Chinese label.

/// Defines an enum whose values are words in JSON. `FromStr`, `Display` and serde agree on the word;
/// the labels for people are asked for with a language. What stands after `in` is the public module
/// where the enum is found, which the example of `from_word` uses. What stands after `else` says what
/// to write instead of a word that means something elsewhere.
macro_rules! choice {
    (
        $(#[$doc:meta])*
        $vis:vis enum $name:ident $(in $module:ident)? $(; else $meant:path)? {
            $($(#[$value_doc:meta])* $value:ident = $word:literal, $en:literal, $zh:literal;)+
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name {
            $($(#[$value_doc])* $value,)+
        }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// The word in JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$value => $word,)+ }
            }

            /// The name for people.
            #[must_use]
            pub const fn label(self, lang: $crate::values::lang::Lang) -> &'static str {
                match self { $(Self::$value => lang.pick($en, $zh),)+ }
            }
        }

        $crate::values::choice::choice! { @from_word $name [$($module)?] [$($value = $word, $zh)+] }

        impl std::str::FromStr for $name {
            type Err = $crate::problem::Problem;

            /// Reads the word in JSON; one that there is not is an `unknown-value`.
            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Self::from_word(word).ok_or_else(|| {
                    let known = Self::ALL.iter().map(|value| value.as_str());
                    $crate::problem::Problem::unknown_value(word, known)
                })
            }
        }

        /// The word in JSON, which [`FromStr`](std::str::FromStr) reads; for people there is
        #[doc = concat!("[`", stringify!($name), "::label`].")]
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        $crate::json::deserialize!($name);

        impl $crate::json::Decode for $name {
            const KIND: $crate::json::FieldKind = $crate::json::FieldKind::Word(&[
                $($crate::json::ListedWord { word: $word, en: $en, zh: $zh }),+
            ]);

            fn decode(
                node: &$crate::json::Node<'_>,
                reader: &mut $crate::json::Reader,
            ) -> Option<Self> {
                let word = reader.word(node, &[$($word),+])?;
                let value = Self::from_word(word);
                $(
                    if let (None, Some(help)) = (value, $meant(word)) {
                        reader.report(
                            $crate::problem::ProblemCode::UnknownValue,
                            vec![$crate::problem::Arg::quoted("found", word), help],
                        );
                        return None;
                    }
                )?
                if value.is_none() {
                    reader.unknown_value(word, Self::ALL.iter().map(|value| value.as_str()));
                }
                value
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": [$($word),+] })
            }
        }
    };
    (@from_word $name:ident [$($module:ident)?] [$first:ident = $first_word:literal, $first_zh:literal $($value:ident = $word:literal, $zh:literal)*]) => {
        impl $name {
            /// The value of this word, if it is one.
            $(
                ///
                /// ```
                /// use cogov::Lang;
                #[doc = concat!("use cogov::", stringify!($module), "::", stringify!($name), ";")]
                ///
                #[doc = concat!("let found = ", stringify!($name), "::from_word(\"", $first_word, "\").unwrap();")]
                #[doc = concat!("assert_eq!(found, ", stringify!($name), "::", stringify!($first), ");")]
                #[doc = concat!("assert_eq!((found.as_str(), found.label(Lang::Zh)), (\"", $first_word, "\", \"", $first_zh, "\"));")]
                #[doc = concat!("assert_eq!(", stringify!($name), "::from_word(\"", stringify!($first), "\"), None, \"no word of the format\");")]
                /// ```
            )?
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word {
                    $first_word => Some(Self::$first),
                    $($word => Some(Self::$value),)*
                    _ => None,
                }
            }
        }
    };
}

pub(crate) use choice;
