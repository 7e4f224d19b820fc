//! Decision rules as a charter states them.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::json::{Decode, Node, Reader};
use crate::problem::{Arg, ProblemCode};
use crate::time::Validity;
use crate::values::choice::choice;
use crate::values::fraction::Fraction;
use crate::values::key::RuleKey;
use crate::values::record::record;
use crate::values::text::Text;

choice! {
    /// What is counted.
    pub enum Measure {
        /// People, or units that count as one head.
        Heads = "heads", "heads", "人数";
        /// Weights, such as exclusive area in 0.01 m².
        Weight = "weight", "weight", "权重（面积）";
        /// Households.
        Households = "households", "households", "户数";
    }
}

choice! {
    /// Of which whole a share is taken.
    pub enum Base {
        /// All who are entitled to vote.
        Entitled = "entitled", "entitled", "有表决权者";
        /// All who should attend (应到).
        ShouldAttend = "should_attend", "who should attend", "应到者";
        /// All who are present (实到).
        Present = "present", "present", "实到者";
        /// All who returned a ballot, abstentions and invalid ones included.
        Participating = "participating", "participating", "参与表决者";
        /// All who voted yes or no.
        Cast = "cast", "voting yes or no", "投赞成或反对票者";
        /// All who returned a valid ballot, abstentions included.
        Valid = "valid", "returning a valid ballot", "投有效票者";
    }
}

choice! {
    /// Whose share a quorum asks for.
    pub enum Turnout {
        /// Those present at the session.
        Present = "present", "present", "实到";
        /// Those who returned a ballot.
        Participating = "participating", "participating", "参与表决";
    }
}

/// A share that has to be reached, or passed.
///
/// "以上" includes the number (Civil Code art. 1259): [`Threshold::AtLeast`]; "超过" and "过半数"
/// do not: [`Threshold::MoreThan`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Threshold {
    /// The share is reached by being equal to it.
    AtLeast(Fraction),
    /// The share has to be passed.
    MoreThan(Fraction),
}

/// What a quorum asks for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Quorum {
    /// All of these.
    All(Vec<Quorum>),
    /// At least one of these.
    Any(Vec<Quorum>),
    /// Enough of a whole takes part: `{"measure": …, "count": …, "base": …, "at_least": …}`.
    Share {
        /// What is counted.
        measure: Measure,
        /// Who counts as taking part.
        count: Turnout,
        /// Of which whole.
        base: Base,
        /// How much of it.
        threshold: Threshold,
    },
}

/// What an approval asks for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Approval {
    /// All of these.
    All(Vec<Approval>),
    /// At least one of these.
    Any(Vec<Approval>),
    /// Enough of a whole says yes: `{"measure": …, "base": …, "more_than": …}`.
    Share {
        /// What is counted.
        measure: Measure,
        /// Of which whole.
        base: Base,
        /// How much of it.
        threshold: Threshold,
    },
    /// Nobody sustains an objection: `"consensus"`.
    Consensus,
    /// All who have an interest say yes: `"unanimity_of_interested"`.
    UnanimityOfInterested,
}

record! {
    /// A decision rule: when a vote counts, and when it carries.
    pub struct Rule("a decision rule") {
        required {
            /// The key by which the charter refers to it.
            key: RuleKey,
            /// Its name.
            name: Text,
            /// When a vote carries.
            approval: Approval,
        }
        option {
            /// The days on which it is in force; always, if left out.
            valid, with_valid: Validity,
            /// The law or bylaw that says so.
            source, with_source: Text,
        }
        stated {
            /// How many have to take part for anything to be decided.
            quorum, with_quorum: Quorum,
        }
    }
}

fn threshold(map: &mut impl SerializeMap, threshold: Threshold) {
    // The caller's map reports the error of its own entry; these cannot fail on their own.
    let _ = match threshold {
        Threshold::AtLeast(share) => map.serialize_entry("at_least", &share),
        Threshold::MoreThan(share) => map.serialize_entry("more_than", &share),
    };
}

fn several<S: Serializer, T: Serialize>(
    serializer: S,
    name: &str,
    clauses: &[T],
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(name, clauses)?;
    map.end()
}

impl Serialize for Quorum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::All(clauses) => several(serializer, "all", clauses),
            Self::Any(clauses) => several(serializer, "any", clauses),
            Self::Share { measure, count, base, threshold: limit } => {
                let mut map = serializer.serialize_map(Some(4))?;
                map.serialize_entry("measure", measure)?;
                map.serialize_entry("count", count)?;
                map.serialize_entry("base", base)?;
                threshold(&mut map, *limit);
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
            Self::Share { measure, base, threshold: limit } => {
                let mut map = serializer.serialize_map(Some(3))?;
                map.serialize_entry("measure", measure)?;
                map.serialize_entry("base", base)?;
                threshold(&mut map, *limit);
                map.end()
            }
            Self::Consensus => serializer.serialize_str("consensus"),
            Self::UnanimityOfInterested => serializer.serialize_str("unanimity_of_interested"),
        }
    }
}

/// Reads `at_least` or `more_than`, exactly one of them, and a share that means something.
fn read_threshold(members: crate::json::Members<'_, '_>, reader: &mut Reader) -> Option<Threshold> {
    let at_least: Option<Fraction> = reader.field(members, "at_least")?;
    let more_than: Option<Fraction> = reader.field(members, "more_than")?;
    let (name, limit, share) = match (at_least, more_than) {
        (Some(share), None) => ("at_least", Threshold::AtLeast(share), share),
        (None, Some(share)) => ("more_than", Threshold::MoreThan(share), share),
        (None, None) => {
            reader.within_known("at_least", |reader| {
                reader.report(ProblemCode::MissingField, Vec::new());
            });
            return None;
        }
        (Some(_), Some(_)) => {
            reader.within_known("more_than", |reader| {
                reader.report(
                    ProblemCode::MisplacedField,
                    vec![Arg::bilingual(
                        "reason",
                        "a threshold is either `at_least` or `more_than`",
                        "门槛只能是 at_least 或 more_than 之一",
                    )],
                );
            });
            return None;
        }
    };
    let whole = share.numerator().cmp(&share.denominator());
    let impossible = match limit {
        Threshold::AtLeast(_) => whole.is_gt(),
        Threshold::MoreThan(_) => whole.is_ge(),
    };
    let idle = matches!(limit, Threshold::AtLeast(_)) && share.numerator() == 0;
    if impossible || idle {
        let code = if idle { ProblemCode::IdleThreshold } else { ProblemCode::ImpossibleThreshold };
        reader.within_known(name, |reader| {
            reader.report(code, vec![Arg::plain("threshold", share)]);
        });
        return None;
    }
    Some(limit)
}

/// Reads `{"all": […]}` or `{"any": […]}`, if the object is one of these.
fn read_several<T: Decode>(node: &Node<'_>, reader: &mut Reader) -> Option<Option<(bool, Vec<T>)>> {
    for (name, all) in [("all", true), ("any", false)] {
        if node.member(name).is_some() {
            let members = reader.object(node, &[name], "clauses")?;
            let clauses: Vec<T> = reader.field(members, name)?;
            if clauses.is_empty() {
                reader.within_known(name, |reader| {
                    reader.report(ProblemCode::EmptyList, Vec::new());
                });
                return None;
            }
            return Some(Some((all, clauses)));
        }
    }
    Some(None)
}

impl Decode for Quorum {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        match read_several(node, reader)? {
            Some((true, clauses)) => return Some(Self::All(clauses)),
            Some((false, clauses)) => return Some(Self::Any(clauses)),
            None => {}
        }
        let members = reader.object(
            node,
            &["measure", "count", "base", "at_least", "more_than", "all", "any"],
            "a quorum: {\"measure\": …, \"count\": …, \"base\": …, \"at_least\": …}",
        )?;
        let measure = reader.field(members, "measure");
        let count = reader.field(members, "count");
        let base = reader.field(members, "base");
        let threshold = read_threshold(members, reader);
        Some(Self::Share { measure: measure?, count: count?, base: base?, threshold: threshold? })
    }
}

impl Decode for Approval {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        if let Node::String(word) = node {
            return match word.as_ref() {
                "consensus" => Some(Self::Consensus),
                "unanimity_of_interested" => Some(Self::UnanimityOfInterested),
                other => {
                    reader
                        .unknown_value(other, ["consensus", "unanimity_of_interested"].into_iter());
                    None
                }
            };
        }
        match read_several(node, reader)? {
            Some((true, clauses)) => return Some(Self::All(clauses)),
            Some((false, clauses)) => return Some(Self::Any(clauses)),
            None => {}
        }
        let members = reader.object(
            node,
            &["measure", "base", "at_least", "more_than", "all", "any"],
            "an approval: {\"measure\": …, \"base\": …, \"more_than\": …} or \"consensus\"",
        )?;
        let measure = reader.field(members, "measure");
        let base = reader.field(members, "base");
        let threshold = read_threshold(members, reader);
        Some(Self::Share { measure: measure?, base: base?, threshold: threshold? })
    }
}

#[cfg(feature = "schema")]
mod schema {
    use super::{Approval, Base, Fraction, Measure, Quorum, Turnout};
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    fn share(generator: &mut SchemaGenerator, with_count: bool) -> Schema {
        let measure = generator.subschema_for::<Measure>();
        let base = generator.subschema_for::<Base>();
        let count = generator.subschema_for::<Turnout>();
        let fraction = generator.subschema_for::<Fraction>();
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
            "properties": { name: { "type": "array", "items": clause, "minItems": 1 } },
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
