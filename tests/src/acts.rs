//! The act tables with their words, as they are committed in `docs/acts.md` and `docs/register.md`.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use cogov::Lang;
use cogov::act::{ActKind, Stage};
use cogov::register::{RegisterActKind, RegisterPart};
use serde_json::{Map, Value};

/// A row of an act table, with its words.
struct Row {
    word: &'static str,
    part: &'static str,
    label: [&'static str; 2],
    requires: [String; 2],
    target: Option<(&'static str, [&'static str; 2])>,
    completes: Option<(&'static str, [&'static str; 2])>,
    effect: [&'static str; 2],
}

/// A part of the table: its word, and its name in both languages.
type Part = (&'static str, [&'static str; 2]);

/// In English and in Chinese.
fn both<T>(of: impl Fn(Lang) -> T) -> [T; 2] {
    [of(Lang::En), of(Lang::Zh)]
}

/// What a table says of each kind of act.
macro_rules! rows {
    ($kinds:ident, |$kind:ident| $completes:expr) => {
        $kinds::ALL
            .iter()
            .map(|&$kind| Row {
                word: $kind.as_str(),
                part: $kind.stage().as_str(),
                label: both(|lang| $kind.label(lang)),
                requires: [(Lang::En, ", or "), (Lang::Zh, "，或")].map(|(lang, or)| {
                    let said = $kind.requires().iter().map(|one| one.describe(lang));
                    said.collect::<Vec<_>>().join(or)
                }),
                target: $kind.target().map(|of| (of.as_str(), both(|lang| of.label(lang)))),
                completes: $completes,
                effect: both(|lang| $kind.effect(lang)),
            })
            .collect::<Vec<Row>>()
    };
}

/// The text of `docs/acts.md`.
#[must_use]
pub fn acts() -> String {
    let intro = "<!-- Made by `cargo xtask schema` from the act table in the code. Do not edit. -->\n\n\
         # Acts\n\n\
         What somebody can do in a case. An entry says who did it (`by`, and the person, `hand`), when it\n\
         was recorded (`at`) and, if that was another time, when it happened (`on`). Whoever appealed without a\n\
         name and has a receipt is named by nobody, and shows its next value (`shows`):\n\n\
         ```json\n\
         {\"seq\": 1, \"at\": \"2026-06-01T09:30:00+08:00\", \"by\": {\"party\": \"committee\"}, \"act\": \"accept\",\n \
         \"target\": {\"appeal\": \"01890a5d-ac96-774b-bcce-b302099a8057\"}, \"with\": {\"matter\": \"parking\"}}\n\
         ```\n\n\
         Of several things that an act requires, one is enough. Fields in bold have to be there. The shape\n\
         of every entry is in [schema/entry.schema.json](../schema/entry.schema.json), the form of a record\n\
         in [record-format.md](record-format.md).\n";
    let rows = rows!(ActKind, |kind| {
        kind.completes().map(|of| (of.as_str(), both(|lang| of.label(lang))))
    });
    let parts: Vec<Part> =
        Stage::ALL.iter().map(|part| (part.as_str(), both(|lang| part.label(lang)))).collect();
    page(intro, &parts, &rows, &cogov::schema::entry(), "")
}

/// The text of `docs/register.md`.
#[must_use]
pub fn register_acts() -> String {
    let intro = include_str!("register.md");
    let rows = rows!(RegisterActKind, |kind| None);
    let parts = RegisterPart::ALL.iter();
    let parts: Vec<Part> =
        parts.map(|part| (part.as_str(), both(|lang| part.label(lang)))).collect();
    page(intro, &parts, &rows, &cogov::schema::register_entry(), "register-")
}

/// The page of an act table; in its schema the words of the acts begin with the family.
fn page(intro: &str, parts: &[Part], rows: &[Row], schema: &Value, family: &str) -> String {
    let empty = Map::new();
    let defs =
        Defs { all: schema.get("$defs").and_then(Value::as_object).unwrap_or(&empty), family };
    let mut text = String::from(intro);
    let mut met = BTreeSet::new();
    for (part, [en, zh]) in parts {
        let _ = write!(text, "\n## {}, {zh}\n", capital(en));
        for row in rows.iter().filter(|row| row.part == *part) {
            act(&mut text, row, &defs, &mut met);
        }
    }
    text.push_str(
        "\n## What payloads are made of\n\n\
         A key is 1 to 64 characters of `a-z`, `0-9` and `-`, beginning with a letter; an identifier a UUID; a\n\
         digest a SHA-256, in 64 digits from `0-9a-f`; a date `YYYY-MM-DD`; an instant RFC 3339 with an offset.\n",
    );
    // What a part is made of can have parts of its own.
    let mut told = BTreeSet::new();
    while let Some(name) = met.difference(&told).next().cloned() {
        told.insert(name.clone());
        let Some(def) = defs.get(&name) else { continue };
        let mut more = BTreeSet::new();
        defs.fields(&mut String::new(), def, &mut more);
        met.extend(more);
    }
    for name in &told {
        if let Some(def) = defs.get(name) {
            part(&mut text, name, def, &defs);
        }
    }
    text
}

fn act(text: &mut String, row: &Row, defs: &Defs<'_>, met: &mut BTreeSet<String>) {
    let (word, [en, zh]) = (row.word, row.label);
    let _ = write!(text, "\n### `{word}`: {en}, {zh}\n\n");
    let [requires, requires_zh] = &row.requires;
    let _ = writeln!(text, "* Requires: {requires}");
    let _ = writeln!(text, "* 须具备：{requires_zh}");
    if let Some((target, [en, zh])) = row.target {
        let _ = writeln!(text, "* About: {en}, {zh} (`target`: `{{\"{target}\": …}}`)");
    }
    let branch = defs.get(&format!("{}{word}", defs.family));
    let with = branch.and_then(|branch| branch.pointer("/properties/with"));
    let with = with.and_then(|with| defs.resolve(with));
    if let Some((_, payload)) = with {
        let is_required = branch
            .and_then(|branch| branch.get("required")?.as_array())
            .is_some_and(|names| names.iter().any(|name| name == "with"));
        let may = if is_required { "" } else { ", can be left out" };
        let _ = writeln!(text, "* With (`with`{may}):");
        defs.fields(text, payload, met);
    }
    if let Some((completion, [en, zh])) = row.completes {
        let _ = writeln!(text, "* Completes a step as: `{completion}` ({en}, {zh})");
    }
    let [effect, effect_zh] = row.effect;
    let _ = writeln!(text, "* Effect: {effect}");
    let _ = writeln!(text, "* 效果：{effect_zh}");
}

/// A type that payloads have fields of.
fn part(text: &mut String, name: &str, def: &Value, defs: &Defs<'_>) {
    let _ = write!(text, "\n### {name}\n\n");
    if let Some(description) = def.get("description").and_then(Value::as_str) {
        let _ = write!(text, "{description}\n\n");
    }
    if let Some(words) = def.get("enum").and_then(Value::as_array) {
        let words: Vec<String> = words.iter().map(|word| format!("`{}`", plain(word))).collect();
        let _ = writeln!(text, "One of {}.", words.join(", "));
    } else if let Some(choices) = def.get("anyOf").and_then(Value::as_array) {
        for choice in choices {
            let _ = writeln!(text, "* {}", defs.shape(choice, &mut BTreeSet::new()));
        }
    } else {
        defs.fields(text, def, &mut BTreeSet::new());
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn capital(label: &str) -> String {
    let mut chars = label.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// "a step", "an appeal".
fn one(of: &str) -> String {
    let of = of.to_lowercase();
    let article = if of.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {of}")
}

/// The definitions of a schema.
struct Defs<'s> {
    all: &'s Map<String, Value>,
    family: &'s str,
}

impl<'s> Defs<'s> {
    fn get(&self, name: &str) -> Option<&'s Value> {
        self.all.get(name)
    }

    /// What a reference refers to.
    fn resolve(&self, value: &Value) -> Option<(String, &'s Value)> {
        let name = value.get("$ref")?.as_str()?.strip_prefix("#/$defs/")?;
        Some((name.to_owned(), self.get(name)?))
    }

    /// The fields of an object, a line each; what they are made of is noted.
    fn fields(&self, text: &mut String, object: &Value, met: &mut BTreeSet<String>) {
        let choices = object.get("anyOf").and_then(Value::as_array);
        for choice in choices.into_iter().flatten() {
            self.shape(choice, met);
        }
        let required = object.get("required").and_then(Value::as_array);
        let is_required =
            |name: &str| required.is_some_and(|names| names.iter().any(|known| known == name));
        let members = object.get("properties").and_then(Value::as_object);
        // Those that have to be there first, then by name.
        let mut members: Vec<(&String, &Value)> = members.into_iter().flatten().collect();
        members.sort_by_key(|(name, _)| (!is_required(name), *name));
        for (name, field) in members {
            let name_shown =
                if is_required(name) { format!("**`{name}`**") } else { format!("`{name}`") };
            let shape = self.shape(field, met);
            let said = field.get("description").and_then(Value::as_str).unwrap_or_default();
            let said = said.trim_end_matches('.');
            let _ = match said {
                "" => writeln!(text, "  * {name_shown}: {shape}"),
                _ => writeln!(text, "  * {name_shown}, {shape}: {said}"),
            };
        }
    }

    /// What a value looks like, in a few words.
    fn shape(&self, value: &Value, met: &mut BTreeSet<String>) -> String {
        if let Some((name, def)) = self.resolve(value) {
            let is_word = def.get("type").is_some_and(|of| of == "string");
            if is_word && def.get("enum").is_none() {
                return match (name.strip_suffix("Key"), name.strip_suffix("Id")) {
                    (Some(of), _) => format!("key of {}", one(of)),
                    (None, Some(of)) => format!("identifier of {}", one(of)),
                    (None, None) => name.to_lowercase(),
                };
            }
            let link = format!("[{name}](#{})", name.to_lowercase());
            met.insert(name);
            return link;
        }
        if let Some(only) = value.get("const") {
            return format!("`{}`", plain(only));
        }
        match value.get("type").and_then(Value::as_str) {
            Some("array") => {
                let items = value.get("items").map(|items| self.shape(items, met));
                format!("list of {}", items.unwrap_or_else(|| "anything".to_owned()))
            }
            Some("object") => {
                let members = value.get("properties").and_then(Value::as_object);
                let members: Vec<String> = members
                    .into_iter()
                    .flatten()
                    .map(|(name, value)| format!("`{name}`: {}", self.shape(value, met)))
                    .collect();
                if members.is_empty() {
                    "object".to_owned()
                } else {
                    format!("object with {}", members.join(", "))
                }
            }
            Some("boolean") => "true or false".to_owned(),
            Some(other) => other.to_owned(),
            None => value.get("enum").and_then(Value::as_array).map_or_else(
                || "value".to_owned(),
                |words| {
                    let words: Vec<String> =
                        words.iter().map(|word| format!("`{}`", plain(word))).collect();
                    words.join(" or ")
                },
            ),
        }
    }
}
