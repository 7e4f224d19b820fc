//! A name means one thing: types that two modules export, and parts of the published schemas.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

/// The public types that a text of Rust declares, those inside of macros included.
fn declared(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter_map(|line| {
        let rest = line.trim_start().strip_prefix("pub ")?;
        let kinds = ["enum ", "struct ", "trait ", "type ", "union "];
        let rest = kinds.iter().find_map(|kind| rest.strip_prefix(kind))?;
        let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()?;
        (!name.is_empty()).then_some(name)
    })
}

fn sources(directory: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(directory).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// A reader of `use` lines, of the docs and of the bindings to come meets the name without its module.
#[test]
fn no_two_public_types_have_one_name() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    files.sort();
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a file of the sources");
        for name in declared(&text) {
            places.entry(name.to_owned()).or_default().push(file.display().to_string());
        }
    }
    assert!(places.len() > 200 && places.contains_key("Charter"), "the types were found");
    places.retain(|_, files| files.len() > 1);
    assert!(places.is_empty(), "{places:#?}");
}

/// Who makes types from several of the schemas would get one of them for both.
#[test]
fn what_two_schemas_call_by_one_name_is_the_same_in_both() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema");
    let mut first: BTreeMap<String, (String, Value)> = BTreeMap::new();
    let mut files: Vec<_> = std::fs::read_dir(directory)
        .expect("the schemas")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    assert!(files.len() > 2, "the schemas were found");
    let mut shared = 0;
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a schema");
        let schema: Value = serde_json::from_str(&text).expect("JSON");
        let Some(defs) = schema["$defs"].as_object() else { continue };
        for (name, definition) in defs {
            let here = file.display().to_string();
            match first.get(name) {
                None => drop(first.insert(name.clone(), (here, definition.clone()))),
                Some((there, same)) => {
                    assert_eq!(same, definition, "{name} in {there} and in {here}");
                    shared += 1;
                }
            }
        }
    }
    assert!(shared > 10, "some are in several schemas");
}
