//! Reading single values by serde, with the checks of the JSON form.

use serde::de::{Deserializer, Error};

use crate::json::{Decode, RawTree, Reader};
use crate::problem::Invalid;

/// Reads a value from any format; what is wrong with it becomes an error of that format.
pub(crate) fn from_deserializer<'de, D: Deserializer<'de>, T: Decode>(
    deserializer: D,
) -> Result<T, D::Error> {
    let tree = RawTree::read(deserializer)?;
    let mut reader = Reader::default();
    let value = T::decode(&tree.root(), &mut reader);
    Invalid::unless_sound(value, reader.into_problems()).map_err(D::Error::custom)
}

/// Has serde read a type as the JSON form does.
macro_rules! deserialize {
    ($name:ident) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::json::from_deserializer(deserializer)
            }
        }
    };
}

/// Reads a type from a string, as its `FromStr` does: in the JSON form, and by serde. What stands after
/// `is` is the kind of field that it is, where acts have such fields.
macro_rules! read_as_text {
    ($name:ident) => {
        crate::json::read_as_text!($name is Other);
    };
    ($name:ident is $kind:ident $(($of:literal))?) => {
        crate::json::deserialize!($name);

        impl crate::json::Decode for $name {
            const KIND: crate::json::FieldKind = crate::json::FieldKind::$kind $(($of))?;

            fn decode(
                node: &crate::json::Node<'_>,
                reader: &mut crate::json::Reader,
            ) -> Option<Self> {
                let text = reader.string(node)?;
                reader.adopt(text.parse())
            }
        }
    };
}

pub(crate) use {deserialize, read_as_text};
