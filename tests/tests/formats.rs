//! Files that earlier versions wrote are read for ever: `fixtures/formats/<version>` has some of each
//! version, and what was in them. They are added to, and never changed.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cogov::Charter;
use cogov::record::{Record, RecordedCase, verify};
use cogov::register::RegisterRecord;
use serde::{Deserialize, Serialize};

/// What is in the files of a version.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// The digest of each charter.
    charters: BTreeMap<String, String>,
    records: BTreeMap<String, WrittenRecord>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRecord {
    head: String,
    entries: usize,
    /// How the case ended, of a record whose charters are among those here.
    #[serde(skip_serializing_if = "Option::is_none")]
    ending: Option<String>,
    /// What is refused today of what was accepted then, by the numbers of entries: rules get stricter.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    breaches: BTreeMap<u64, Vec<String>>,
}

fn files(directory: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

fn read(version: &Path) -> Written {
    let mut charters = Vec::new();
    for path in files(&version.join("charters")) {
        let charter = Charter::from_json(&fs::read_to_string(&path).unwrap());
        charters.push((name(&path), charter.unwrap_or_else(|error| panic!("{path:?}: {error}"))));
    }
    let known: Vec<Charter> = charters.iter().map(|(_, charter)| charter.clone()).collect();
    let records = files(&version.join("records"));
    let of_records = records.iter().map(|path| {
        let text = fs::read_to_string(path).unwrap();
        assert!(verify(&text, None).is_intact(), "{path:?}");
        let written = if text.starts_with(r#"{"charter"#) && text.contains("cogov-register/") {
            let record = RegisterRecord::from_jsonl(&text).unwrap().into_record();
            assert_eq!(record.to_jsonl(), text, "{path:?} is written as it was");
            WrittenRecord {
                head: record.head().to_string(),
                entries: record.entries().len(),
                ending: None,
                breaches: BTreeMap::new(),
            }
        } else {
            let record = Record::from_jsonl(&text).unwrap().into_record();
            assert_eq!(record.to_jsonl(), text, "{path:?} is written as it was");
            let observed = RecordedCase::audit(&known, &record).ok();
            let ended = observed.as_ref().and_then(|observed| observed.case().state().ended());
            let breaches = observed.as_ref().map_or(&[][..], |observed| observed.breaches());
            let breaches = breaches.iter().map(|breach| {
                let codes = breach.refusals().iter().map(|it| it.code().as_str().to_owned());
                (breach.entry(), codes.collect())
            });
            WrittenRecord {
                head: record.head().to_string(),
                entries: record.entries().len(),
                ending: ended.map(|ended| ended.ending().as_str().to_owned()),
                breaches: breaches.collect(),
            }
        };
        (name(path), written)
    });
    Written {
        records: of_records.collect(),
        charters: charters
            .iter()
            .map(|(file, it)| (file.clone(), it.digest().to_string()))
            .collect(),
    }
}

#[test]
fn files_of_every_version_so_far_are_read_as_they_were_meant() {
    let formats = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats");
    let versions = files(&formats);
    assert!(
        versions.iter().any(|version| version.ends_with(env!("CARGO_PKG_VERSION"))),
        "this version has none"
    );
    for version in versions {
        let written = fs::read_to_string(version.join("written.json")).unwrap();
        let written: Written = serde_json::from_str(&written).unwrap();
        let found = read(&version);
        assert_eq!(found, written, "{}", serde_json::to_string_pretty(&found).unwrap());
        assert!(found.records.values().any(|record| record.ending.is_some()), "none is replayed");
    }
}
