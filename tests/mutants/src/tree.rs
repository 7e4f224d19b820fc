//! The copy of the repository into which the mutants are woven.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::directory::{told, write};
use crate::listing::Mutant;
use crate::place::{self, Places};
use crate::weave::{Woven, weave};

/// The module that is put beside those of the library.
const SWITCH: &str = include_str!("switch.rs.txt");
/// What the module needs at the root of the library.
const ROOT: &str = "#![feature(core_intrinsics, const_eval_select)]\n";

/// Copies the files of a repository that are in its history or could be. What is there already stays
/// as it is, if it is the same.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let output = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(from)
        .output()
        .map_err(|error| format!("git: {error}"))?;
    if !output.status.success() {
        return Err(format!("git ls-files: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    for name in listed.split('\0').filter(|name| !name.is_empty()) {
        let (source, target) = (from.join(name), to.join(name));
        let Ok(contents) = fs::read(&source) else {
            // Deleted, and not yet out of the index.
            continue;
        };
        if fs::read(&target).is_ok_and(|before| before == contents) {
            continue;
        }
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(|error| told(parent, &error))?;
        }
        fs::write(&target, contents).map_err(|error| told(&target, &error))?;
    }
    Ok(())
}

/// The sources of a library with the places of its mutants.
#[derive(Debug)]
pub(crate) struct Sources {
    files: Vec<Source>,
    root: String,
    count: usize,
}

#[derive(Debug)]
struct Source {
    name: String,
    text: String,
    places: Places,
}

impl Sources {
    /// Reads, in the repository, all files that have mutants, and the root of the library.
    pub(crate) fn read(from: &Path, package: &Path, mutants: &[Mutant]) -> Result<Self, String> {
        let root = package.join("src/lib.rs").to_string_lossy().into_owned();
        let mut by_file: BTreeMap<&str, Vec<&Mutant>> =
            BTreeMap::from([(root.as_str(), Vec::new())]);
        for mutant in mutants {
            by_file.entry(&mutant.file).or_default().push(mutant);
        }
        let mut files = Vec::new();
        for (name, mutants) in by_file {
            let path = from.join(name);
            let text = fs::read_to_string(&path).map_err(|error| told(&path, &error))?;
            let places = place::find(&text, &mutants).map_err(|error| told(&path, &error))?;
            files.push(Source { name: name.to_owned(), text, places });
        }
        Ok(Self { files, root, count: mutants.len() })
    }

    /// A number that is another one for other sources. Of files without mutants it knows nothing.
    pub(crate) fn mark(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        for file in &self.files {
            (&file.name, &file.text).hash(&mut hasher);
        }
        hasher.finish()
    }

    /// The mutants that cannot be switched, with the reason.
    pub(crate) fn left_out(&self) -> impl Iterator<Item = (u32, &'static str)> {
        self.files.iter().flat_map(|file| file.places.left_out.iter().copied())
    }

    /// Leaves out mutants that do not compile.
    pub(crate) fn leave_out(&mut self, ids: &BTreeSet<u32>) {
        for place in self.files.iter_mut().flat_map(|file| &mut file.places.places) {
            place.leave_out(ids);
        }
    }

    /// Writes the files with their mutants, and the switch.
    pub(crate) fn weave_into(&self, tree: &Path) -> Result<BTreeMap<PathBuf, Woven>, String> {
        let mut written = BTreeMap::new();
        for file in &self.files {
            let is_root = file.name == self.root;
            let head = if is_root { ROOT } else { "" };
            let mut woven = weave(head, &file.text, &file.places.places);
            if is_root {
                woven.text.push_str("\n#[doc(hidden)]\nmod __mutants;\n");
                let words = self.count / 64 + 1;
                let switch = format!(
                    "{SWITCH}\n/// Room for a bit of each mutant.\nconst WORDS: usize = {words};\n"
                );
                write(&tree.join(&file.name).with_file_name("__mutants.rs"), &switch)?;
            }
            write(&tree.join(&file.name), &woven.text)?;
            written.insert(PathBuf::from(&file.name), woven);
        }
        Ok(written)
    }
}
