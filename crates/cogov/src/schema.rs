//! The JSON Schema of the JSON forms, made from the Rust types.

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::transform::transform_subschemas;
use schemars::{Schema, json_schema};
use serde_json::{Map, Value, json};

use crate::act::{ActKind, Participant};
use crate::charter::Document;
use crate::position::Holder;
use crate::register::RegisterActKind;
use crate::time::Instant;
use crate::values::bounds;
use crate::values::digest::Digest;
use crate::values::key::PersonKey;

/// The JSON Schema (draft 2020-12) of a charter, as [`Charter::from_json`](crate::Charter::from_json)
/// reads it.
///
/// It is made from the same types that read a charter, and describes its shape: fields, words,
/// numbers, keys. What a schema cannot say (references, cycles, totality, liveness) only loading
/// proves. The same version of the library always gives the same text.
///
/// ```
/// let schema = cogov::schema::charter();
/// assert_eq!(schema["properties"]["format"]["const"], "cogov/1");
/// assert_eq!(schema["additionalProperties"], false);
/// ```
#[must_use]
pub fn charter() -> Value {
    let mut schema = generator().into_root_schema_for::<Document>();
    head(
        &mut schema,
        "charter",
        "Charter",
        "A charter of consultative governance (format cogov/1): who may, must and is entitled to \
         do what, by which procedure and decision rule.",
    );
    ordered(schema)
}

/// The JSON Schema (draft 2020-12) of an entry, as [`Entry::from_json`](crate::act::Entry::from_json)
/// reads it, with a branch for each kind of act.
///
/// In a record an entry has one more member, `prev`: see `docs/record-format.md`.
///
/// ```
/// use cogov::act::ActKind;
///
/// let schema = cogov::schema::entry();
/// assert_eq!(schema["oneOf"].as_array().unwrap().len(), ActKind::ALL.len());
/// let branch = schema["$defs"]["support"].as_object().unwrap();
/// assert_eq!(branch["properties"]["act"]["const"], "support");
/// assert_eq!(branch["properties"]["target"]["required"][0], "appeal");
/// ```
#[must_use]
pub fn entry() -> Value {
    entries::<ActKind>(
        "entry",
        "Entry",
        "An entry of a record of consultative governance: who did what in a case, and when. In a \
         record each entry has one more member, the digest of the line before.",
    )
}

/// The JSON Schema (draft 2020-12) of an entry of a register of members, as
/// [`RegisterEntry::from_json`](crate::act::Envelope::from_json) reads it.
///
/// ```
/// use cogov::register::RegisterActKind;
///
/// let schema = cogov::schema::register_entry();
/// assert_eq!(schema["oneOf"].as_array().unwrap().len(), RegisterActKind::ALL.len());
/// assert_eq!(schema["$defs"]["register-elect"]["properties"]["target"]["required"][0], "seat");
/// ```
#[must_use]
pub fn register_entry() -> Value {
    entries::<RegisterActKind>(
        "register-entry",
        "Register entry",
        "An entry of a register of members: who did what, and when. In a record each entry has one \
         more member, the digest of the line before.",
    )
}

/// The JSON Schema (draft 2020-12) of what comes with an act of a case, the `with` of its entry; nothing,
/// where nothing does.
///
/// The fields one by one, for a form, has [`ActKind::fields`]; with what a case knows to be put there,
/// [`Case::asked`](crate::case::Case::asked).
///
/// ```
/// use cogov::act::ActKind;
///
/// let vote = cogov::schema::payload(ActKind::Vote).unwrap();
/// assert_eq!(vote["$id"], "urn:cogov:vote:1");
/// let vote = &vote["$defs"]["Vote"];
/// assert_eq!(vote["required"], serde_json::json!(["choice"]));
/// assert_eq!(cogov::schema::payload(ActKind::Support), None);
/// ```
#[must_use]
pub fn payload(kind: ActKind) -> Option<Value> {
    coming_with(kind)
}

/// The JSON Schema (draft 2020-12) of what comes with an act of a register.
///
/// ```
/// use cogov::register::RegisterActKind;
///
/// let elect = cogov::schema::register_payload(RegisterActKind::Elect).unwrap();
/// assert_eq!(elect["$id"], "urn:cogov:register-elect:1");
/// ```
#[must_use]
pub fn register_payload(kind: RegisterActKind) -> Option<Value> {
    coming_with(kind)
}

fn coming_with<K: Row>(kind: K) -> Option<Value> {
    let mut generator = generator();
    let (mut schema, _) = kind.payload(&mut generator)?;
    head(&mut schema, &format!("{}{}", K::FAMILY, kind.word()), kind.word(), &kind.description());
    if let Some(dialect) = generator.settings().meta_schema.as_deref() {
        schema.insert("$schema".to_owned(), dialect.into());
    }
    let defs = generator.take_definitions(true);
    schema.insert("$defs".to_owned(), Value::Object(defs));
    settle(&mut schema);
    Some(ordered(schema))
}

/// A row of an act table, as a schema says it.
pub(crate) trait Row: Copy + 'static {
    /// Every row.
    const ALL: &'static [Self];

    /// What stands before the word in names of schemas: a register has acts that a case has, too.
    const FAMILY: &'static str;

    /// Whether an entry can show a receipt.
    const SHOWS: bool;

    /// The word of the act.
    fn word(self) -> &'static str;

    /// The act, and what it does.
    fn description(self) -> String;

    /// What comes with an act of this kind, and whether that may be left out.
    fn payload(self, generator: &mut SchemaGenerator) -> Option<(Schema, bool)>;

    /// The schema of what an act of this kind is about.
    fn target_schema(self, generator: &mut SchemaGenerator) -> Option<(&'static str, Schema)>;
}

/// The schema of entries, with a branch for each kind of act.
fn entries<K: Row>(name: &str, title: &str, description: &str) -> Value {
    let mut generator = generator();
    let shared = [
        ("seq", generator.subschema_for::<u64>(), "Its number in the record, from 1."),
        ("at", generator.subschema_for::<Instant>(), "When it was recorded."),
        ("on", generator.subschema_for::<Instant>(), "When it happened, where that is said apart."),
        ("by", generator.subschema_for::<Holder>(), "As whom somebody acted."),
        ("hand", generator.subschema_for::<PersonKey>(), "Which person acted."),
        ("signed", generator.subschema_for::<Vec<Participant>>(), "Who signed."),
    ];
    let shows = K::SHOWS.then(|| {
        let of = generator.subschema_for::<Digest>();
        ("shows", of, "The value of a receipt that whoever acts shows.")
    });
    let shared: Map<String, Value> = shared
        .into_iter()
        .chain(shows)
        .map(|(name, mut schema, description)| {
            schema.insert("description".to_owned(), description.into());
            (name.to_owned(), schema.to_value())
        })
        .collect();
    let name_of = |kind: &K| format!("{}{}", K::FAMILY, kind.word());
    let branches: Vec<(String, Schema)> =
        K::ALL.iter().map(|kind| (name_of(kind), branch(*kind, &shared, &mut generator))).collect();
    let references = branches.iter().map(|(kind, _)| json!({ "$ref": format!("#/$defs/{kind}") }));
    let mut schema = json_schema!({ "oneOf": references.collect::<Vec<Value>>() });
    head(&mut schema, name, title, description);
    if let Some(dialect) = generator.settings().meta_schema.as_deref() {
        schema.insert("$schema".to_owned(), dialect.into());
    }
    // The types are called by words that begin with capitals, the acts by those in JSON.
    let mut defs = generator.take_definitions(true);
    defs.extend(branches.into_iter().map(|(kind, branch)| (kind, branch.to_value())));
    schema.insert("$defs".to_owned(), Value::Object(defs));
    settle(&mut schema);
    ordered(schema)
}

/// What an entry is whose act is of a kind.
fn branch<K: Row>(kind: K, shared: &Map<String, Value>, generator: &mut SchemaGenerator) -> Schema {
    let mut properties = shared.clone();
    let mut required = vec!["seq", "at", "by", "act"];
    properties.insert("act".to_owned(), json!({ "const": kind.word() }));
    if let Some((name, of)) = kind.target_schema(generator) {
        let target = json!({
            "description": "What the act is about.",
            "type": "object",
            "properties": { name: of },
            "required": [name],
            "additionalProperties": false
        });
        properties.insert("target".to_owned(), target);
        required.push("target");
    }
    if let Some((with, can_be_left_out)) = kind.payload(generator) {
        properties.insert("with".to_owned(), with.to_value());
        if !can_be_left_out {
            required.push("with");
        }
    }
    json_schema!({
        "description": kind.description(),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false
    })
}

/// What makes the schemas of types.
fn generator() -> SchemaGenerator {
    // Values are described as they are written: there a field that may be left out is optional,
    // and every other one is required.
    SchemaSettings::draft2020_12().for_serialize().with_transform(settle).into_generator()
}

/// Names a schema, and says what it is about.
fn head(schema: &mut Schema, name: &str, title: &str, description: &str) {
    schema.insert("$id".to_owned(), format!("urn:cogov:{name}:1").into());
    schema.insert("title".to_owned(), title.into());
    schema.insert("description".to_owned(), description.into());
}

/// A schema with one order of its members: other crates of a build can make maps keep the order of
/// insertion.
fn ordered(schema: Schema) -> Value {
    let mut schema = schema.to_value();
    schema.sort_all_objects();
    schema
}

/// Makes a derived schema say what the readers do: no null, integers that every language can
/// hold, and descriptions without what is meant for readers of Rust.
fn settle(schema: &mut Schema) {
    transform_subschemas(&mut settle, schema);
    if let Some(object) = schema.as_object_mut() {
        refuse_null(object);
        bound_integers(object);
        plain_description(object);
    }
}

/// A field that may be left out is left out, never null.
fn refuse_null(object: &mut Map<String, Value>) {
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|name| name != "null");
        if let [one] = types.as_slice() {
            let one = one.clone();
            object.insert("type".to_owned(), one);
        }
    }
    let is_null = |choice: &Value| choice.get("type").is_some_and(|name| name == "null");
    if let Some(Value::Array(choices)) = object.get_mut("anyOf") {
        choices.retain(|choice| !is_null(choice));
        if let [Value::Object(one)] = choices.as_slice() {
            let one = one.clone();
            object.remove("anyOf");
            for (name, value) in one {
                // The description at hand is that of the field, which says more.
                object.entry(name).or_insert(value);
            }
        }
    }
}

fn bound_integers(object: &mut Map<String, Value>) {
    let sized = |format: &Value| format.as_str().is_some_and(|name| name.contains("int"));
    if object.get("type").is_some_and(|name| name == "integer")
        && object.get("format").is_some_and(sized)
    {
        object.remove("format");
        object.entry("maximum").or_insert_with(|| bounds::INTEGER.largest().into());
    }
}

/// The first paragraph, on one line, without the marks of links and code.
fn plain_description(object: &mut Map<String, Value>) {
    if let Some(Value::String(text)) = object.get_mut("description") {
        let paragraph = text.split("\n\n").next().unwrap_or_default();
        *text = paragraph.replace('\n', " ").replace("[`", "").replace("`]", "").replace('`', "");
    }
}
