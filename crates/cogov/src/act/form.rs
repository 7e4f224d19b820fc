//! The JSON form of what an act is about and brings along.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::json::{Decode, Kind, Node, Reader};
use crate::problem::{Arg, ProblemCode};

/// What an act is about, as it is written: `{"step": …}`.
pub(crate) struct About<'t, T> {
    pub(crate) name: &'static str,
    pub(crate) value: &'t T,
}

impl<T: Serialize> Serialize for About<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.name, self.value)?;
        map.end()
    }
}

/// The members of an entry that say what its act is about, and what comes with it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parts<'n> {
    pub(crate) target: Option<Node<'n>>,
    pub(crate) with: Option<Node<'n>>,
}

/// Reads what an act is about: an object with one member of this name.
pub(crate) fn read_target<T: Decode>(
    parts: Parts<'_>,
    name: &'static str,
    reader: &mut Reader,
) -> Option<T> {
    let Some(target) = &parts.target else {
        let shape = format!("{{\"{name}\": …}}");
        reader.missing_as("target", &shape, &shape);
        return None;
    };
    reader.within_known("target", |reader| {
        let expected = Kind::new("what the act is about: {\"…\": …}", "行为对象：{\"…\": …}");
        let members = reader.object(target, &[name], expected)?;
        reader.field(members, name)
    })
}

/// Reads what comes with an act.
pub(crate) fn read_with<T: Decode>(parts: Parts<'_>, reader: &mut Reader) -> Option<T> {
    reader.at_field("with", parts.with.as_ref())
}

/// Reads what may come with an act.
pub(crate) fn read_with_or_default<T: Decode + Default>(
    parts: Parts<'_>,
    reader: &mut Reader,
) -> Option<T> {
    reader.at_field::<Option<T>>("with", parts.with.as_ref()).map(Option::unwrap_or_default)
}

/// Reports a member that an act of this kind does not have.
pub(crate) fn refuse(
    member: Option<Node<'_>>,
    name: &'static str,
    word: &str,
    reader: &mut Reader,
) -> Option<()> {
    if member.is_none() {
        return Some(());
    }
    reader.within_known(name, |reader| {
        reader.report(
            ProblemCode::MisplacedField,
            vec![Arg::bilingual(
                "reason",
                format!("the act \"{word}\" has none"),
                format!("行为“{word}”没有此项"),
            )],
        );
    });
    None
}
