//! The JSON Schema of the JSON forms, made from the Rust types.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::transform_subschemas;
use serde_json::{Map, Value};

use crate::charter::Document;
use crate::values::bounds;

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
    // Charters are described as they are written: there a field that may be left out is optional,
    // and every other one is required.
    let generator =
        SchemaSettings::draft2020_12().for_serialize().with_transform(settle).into_generator();
    let mut schema = generator.into_root_schema_for::<Document>();
    schema.insert("$id".to_owned(), "urn:cogov:charter:1".into());
    schema.insert("title".to_owned(), "Charter".into());
    schema.insert(
        "description".to_owned(),
        "A charter of consultative governance (format cogov/1): who may, must and is entitled to \
         do what, by which procedure and decision rule."
            .into(),
    );
    let mut schema = schema.to_value();
    // Other crates of a build can make maps keep the order of insertion; this order is always one.
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
