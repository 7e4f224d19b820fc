//! What is made from the code and committed: the JSON Schemas, the list of codes, the act tables.

use crate::cargo::{Workspace, quiet};

/// A file, and the program of `cogov-tests` that prints it.
const FILES: &[(&str, &str)] = &[
    ("schema/charter.schema.json", "schema"),
    ("schema/entry.schema.json", "entry_schema"),
    ("schema/register-entry.schema.json", "register_entry_schema"),
    ("docs/codes.md", "codes"),
    ("docs/acts.md", "acts"),
    ("docs/register.md", "register_acts"),
];

fn generate(program: &str) -> Result<String, String> {
    quiet(&["run", "--locked", "--quiet", "--package", "cogov-tests", "--bin", program])
}

/// Writes the files from the code.
pub(crate) fn write(workspace: &Workspace) -> Result<String, String> {
    each(|file, program| {
        let text = generate(program)?;
        let path = workspace.root().join(file);
        path.parent()
            .map_or(Ok(()), std::fs::create_dir_all)
            .and_then(|()| std::fs::write(path, &text))
            .map_err(|error| format!("{file} could not be written: {error}"))?;
        Ok(format!("{file}: {} lines", text.lines().count()))
    })
}

/// Compares the committed files with the code.
pub(crate) fn check(workspace: &Workspace) -> Result<String, String> {
    each(|file, program| {
        let wanted = generate(program)?;
        let committed = std::fs::read_to_string(workspace.root().join(file))
            .map_err(|error| format!("{file} could not be read: {error}"))?;
        match first_difference(&committed, &wanted) {
            None => Ok(format!("{file} is what the code says")),
            Some(line) => Err(format!(
                "{file} is not what the code says, from line {line} on; run `cargo xtask schema` \
                 and commit the file"
            )),
        }
    })
}

/// All files, whatever fails; what fails is told first.
fn each(chore: impl Fn(&str, &str) -> Result<String, String>) -> Result<String, String> {
    let (mut done, mut failed) = (Vec::new(), Vec::new());
    for (file, program) in FILES {
        match chore(file, program) {
            Ok(said) => done.push(said),
            Err(reason) => failed.push(reason),
        }
    }
    if failed.is_empty() { Ok(done.join("\n")) } else { Err(failed.join("\n")) }
}

/// The first line, from 1, in which two texts differ. Line endings of a checkout do not count.
fn first_difference(left: &str, right: &str) -> Option<usize> {
    let (mut left, mut right) = (left.lines(), right.lines());
    (1..).find_map(|line| match (left.next(), right.next()) {
        (None, None) => Some(None),
        (a, b) if a == b => None,
        _ => Some(Some(line)),
    })?
}

#[cfg(test)]
mod tests {
    use super::first_difference;

    #[test]
    fn a_difference_is_named_by_its_line() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(first_difference("a\r\nb\r\n", "a\nb\n"), None);
        assert_eq!(first_difference("a\nb\n", "a\nc\n"), Some(2));
        assert_eq!(first_difference("a\n", "a\nb\n"), Some(2));
        assert_eq!(first_difference("", "a\n"), Some(1));
    }
}
