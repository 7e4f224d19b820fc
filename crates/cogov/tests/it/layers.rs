//! The modules of the library, from the ground up: each takes only from those below it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// From the ground up. Modules of one layer may take from each other: the ground, where values are
/// read and say what is wrong with them; a charter and its audit; and the two kinds of record.
const LAYERS: &[&[&str]] = &[
    &["json", "problem", "values"],
    &["time"],
    &["place"],
    &["party"],
    &["position"],
    &["intake"],
    &["decision"],
    &["triage"],
    &["procedure"],
    &["conduct"],
    &["audit", "charter"],
    &["act"],
    &["case"],
    &["record", "register"],
    &["schema"],
];

fn files(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The modules that a text of Rust names as `crate::…`, outside of comments.
fn named(text: &str) -> BTreeSet<String> {
    let code = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    let code: Vec<&str> = code.collect();
    let code = code.join("\n");
    let rests = code.split("crate::").skip(1);
    let name = |rest: &str| {
        rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().map(str::to_owned)
    };
    rests
        .filter_map(name)
        .filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))
        .collect()
}

/// For each module the modules that it names, and in which file.
fn taken() -> BTreeMap<String, BTreeMap<String, String>> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&source, &mut found);
    let mut taken: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for path in found {
        let within = path.strip_prefix(&source).expect("a file of the sources");
        let first = within.components().next().expect("a name").as_os_str();
        let module = first.to_str().expect("a name").trim_end_matches(".rs").to_owned();
        if module == "lib" {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a text");
        let of = taken.entry(module.clone()).or_default();
        for name in named(&text).into_iter().filter(|name| *name != module) {
            of.entry(name).or_insert_with(|| within.display().to_string());
        }
    }
    taken
}

#[test]
fn every_module_takes_only_from_those_below_it() {
    let layer = |module: &str| LAYERS.iter().position(|layer| layer.contains(&module));
    let mut upward = Vec::new();
    for (module, names) in taken() {
        let own = layer(&module).unwrap_or_else(|| panic!("`{module}` is in no layer"));
        for (name, file) in names {
            // A method of the tables of acts is for whoever makes the schema from them.
            if name == "schema" && module == "act" {
                continue;
            }
            if layer(&name).is_none_or(|taken| taken > own) {
                upward.push(format!("{file} takes from {name}"));
            }
        }
    }
    assert!(upward.is_empty(), "{upward:#?}");
}

#[test]
fn the_sources_were_looked_at() {
    let taken = taken();
    let listed: BTreeSet<&str> = LAYERS.iter().copied().flatten().copied().collect();
    assert!(taken.keys().map(String::as_str).eq(listed), "a layer for each module, and no other");
    for (module, name) in
        [("conduct", "position"), ("case", "act"), ("values", "json"), ("position", "party")]
    {
        assert!(taken[module].contains_key(name), "{module} takes from {name}");
    }
    let text =
        "use crate::time::Date; // not crate::audit\nlet x = crate::json::read(crate::Found);";
    assert_eq!(named(text), BTreeSet::from(["json".to_owned(), "time".to_owned()]));
}
