//! The JSON form of thresholds, quorums and approvals.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::decision::clause::{Approval, Clauses, Nested, Quorum};
use crate::decision::threshold::Threshold;
use crate::json::{Decode, FromOne, Kind, Members, Node, Reader};
use crate::values::bounds;
use crate::values::fraction::Fraction;

fn several<S: Serializer, T: Serialize>(
    serializer: S,
    name: &str,
    clauses: &Clauses<T>,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(name, clauses.as_slice())?;
    map.end()
}

impl Serialize for Quorum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All(clauses) => several(serializer, "all", clauses),
            Self::Any(clauses) => several(serializer, "any", clauses),
            Self::Share(share) => {
                let mut map = serializer.serialize_map(Some(4))?;
                map.serialize_entry("measure", &share.measure())?;
                map.serialize_entry("count", &share.count())?;
                map.serialize_entry("base", &share.base())?;
                map.serialize_entry(share.threshold().field(), &share.threshold().share())?;
                map.end()
            }
        }
    }
}

impl Serialize for Approval {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All(clauses) => several(serializer, "all", clauses),
            Self::Any(clauses) => several(serializer, "any", clauses),
            Self::Share(share) => {
                let mut map = serializer.serialize_map(Some(3))?;
                map.serialize_entry("measure", &share.measure())?;
                map.serialize_entry("base", &share.base())?;
                map.serialize_entry(share.threshold().field(), &share.threshold().share())?;
                map.end()
            }
            Self::Consensus => serializer.serialize_str("consensus"),
            Self::UnanimityOfInterested => serializer.serialize_str("unanimity_of_interested"),
        }
    }
}

/// Reads `at_least` or `more_than`, exactly one of them, and a share that means something.
pub(super) fn read_threshold(members: Members<'_>, reader: &mut Reader) -> Option<Threshold> {
    let FromOne(at_least) = reader.field::<FromOne<Option<Fraction>>>(members, "at_least")?;
    let more_than: Option<Fraction> = reader.field(members, "more_than")?;
    let (name, share) = match (at_least, more_than) {
        (Some(share), None) => ("at_least", share),
        (None, Some(share)) => ("more_than", share),
        (None, None) => {
            reader.missing_one_of("at_least", &["more_than"]);
            return None;
        }
        (Some(_), Some(_)) => {
            reader.has_one_of(members, &["at_least", "more_than"]);
            return None;
        }
    };
    reader.within_known(name, |reader| reader.adopt(Threshold::of(share, name == "at_least")))
}

/// Reads `{"all": […]}` or `{"any": […]}`, if the object is one of these.
fn read_several<T: Decode + Nested>(node: &Node<'_>, reader: &mut Reader) -> Option<Option<T>> {
    for (name, all) in [("all", true), ("any", false)] {
        let Some(list) = node.member(name) else {
            continue;
        };
        let members = reader.object(node, &["all", "any"], Kind::new("clauses", "条款"))?;
        if !reader.has_one_of(members, &["all", "any"]) {
            return None;
        }
        return reader.within_known(name, |reader| {
            let clauses = reader.list(&list, bounds::RULE_CLAUSES)?;
            reader.adopt(T::combine(all, clauses)).map(Some)
        });
    }
    Some(None)
}

/// Whether `all` or `any` was probably meant: then nothing of a single clause is missed.
fn is_misspelt_several(reader: &Reader) -> bool {
    ["all", "any"].iter().any(|name| reader.is_meant(name))
}

crate::json::deserialize!(Quorum);

impl Decode for Quorum {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        if let Some(clause) = read_several(node, reader)? {
            return Some(clause);
        }
        let members = reader.object(
            node,
            &["measure", "count", "base", "at_least", "more_than", "all", "any"],
            Kind::new(
                "a quorum: {\"measure\": …, \"count\": …, \"base\": …, \"at_least\": [1, 2]}, \
                 {\"all\": […]} or {\"any\": […]}",
                "法定人数：{\"measure\": …, \"count\": …, \"base\": …, \"at_least\": [1, 2]}、\
                 {\"all\": […]} 或 {\"any\": […]}",
            ),
        )?;
        if is_misspelt_several(reader) {
            return None;
        }
        let measure = reader.field(members, "measure");
        let count = reader.field(members, "count");
        let base = reader.field(members, "base");
        let threshold = read_threshold(members, reader);
        let share = Self::share(measure?, count?, base?, threshold?);
        reader.within_known("base", |reader| reader.adopt(share))
    }
}

crate::json::deserialize!(Approval);

impl Decode for Approval {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        if let Node::String(word) = node {
            return match *word {
                "consensus" => Some(Self::Consensus),
                "unanimity_of_interested" => Some(Self::UnanimityOfInterested),
                other => {
                    reader.unknown_word(
                        other,
                        &["consensus", "unanimity_of_interested"],
                        &[
                            "{\"measure\": …, \"base\": …, \"more_than\": [1, 2]}",
                            "{\"all\": […]}",
                            "{\"any\": […]}",
                        ],
                    );
                    None
                }
            };
        }
        if let Some(clause) = read_several(node, reader)? {
            return Some(clause);
        }
        let members = reader.object(
            node,
            &["measure", "base", "at_least", "more_than", "all", "any"],
            Kind::new(
                "an approval: {\"measure\": …, \"base\": …, \"more_than\": [1, 2]}, {\"all\": […]}, \
                 {\"any\": […]}, \"consensus\" or \"unanimity_of_interested\"",
                "通过条件：{\"measure\": …, \"base\": …, \"more_than\": [1, 2]}、{\"all\": […]}、\
                 {\"any\": […]}、\"consensus\" 或 \"unanimity_of_interested\"",
            ),
        )?;
        if is_misspelt_several(reader) {
            return None;
        }
        let measure = reader.field(members, "measure");
        let base = reader.field(members, "base");
        let threshold = read_threshold(members, reader);
        Some(Self::share(measure?, base?, threshold?))
    }
}

#[cfg(feature = "schema")]
mod schema {
    use super::{Approval, Fraction, Quorum};
    use crate::decision::definition::{Base, Measure, Turnout};
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    fn share(generator: &mut SchemaGenerator, with_count: bool) -> Schema {
        let measure = generator.subschema_for::<Measure>();
        let base = generator.subschema_for::<Base>();
        let count = generator.subschema_for::<Turnout>();
        let fraction = generator.subschema_for::<Fraction>();
        // Only what is known before anybody takes part can be the base of a quorum.
        let base = if with_count {
            json_schema!({ "enum": ["entitled", "should_attend", "present"] })
        } else {
            base
        };
        let mut schema = json_schema!({
            "type": "object",
            "properties": {
                "measure": measure, "base": base, "at_least": fraction, "more_than": fraction
            },
            "required": if with_count { vec!["measure", "count", "base"] } else { vec!["measure", "base"] },
            "oneOf": [{ "required": ["at_least"] }, { "required": ["more_than"] }],
            "additionalProperties": false
        });
        if with_count
            && let Some(properties) = schema.get_mut("properties").and_then(|p| p.as_object_mut())
        {
            properties.insert("count".to_owned(), count.into());
        }
        schema
    }

    fn several<T: JsonSchema>(generator: &mut SchemaGenerator, name: &str) -> Schema {
        let clause = generator.subschema_for::<T>();
        json_schema!({
            "type": "object",
            "properties": { name: { "type": "array", "items": clause, "minItems": 1, "maxItems": 63 } },
            "required": [name],
            "additionalProperties": false
        })
    }

    impl JsonSchema for Quorum {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Quorum".into()
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            let all = several::<Self>(generator, "all");
            let any = several::<Self>(generator, "any");
            let share = share(generator, true);
            json_schema!({ "description": "What a quorum asks for.", "anyOf": [all, any, share] })
        }
    }

    impl JsonSchema for Approval {
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Approval".into()
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            let all = several::<Self>(generator, "all");
            let any = several::<Self>(generator, "any");
            let share = share(generator, false);
            json_schema!({
                "description": "What an approval asks for.",
                "anyOf": [
                    { "enum": ["consensus", "unanimity_of_interested"] },
                    all, any, share
                ]
            })
        }
    }
}

#[cfg(test)]
mod tests;
