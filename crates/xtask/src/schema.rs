//! The committed JSON Schema.

use std::path::PathBuf;

use crate::cargo::{Workspace, quiet};

const FILE: &str = "schema/charter.schema.json";

fn generate() -> Result<String, String> {
    quiet(&["run", "--locked", "--quiet", "--package", "cogov-tests", "--bin", "schema"])
}

fn path(workspace: &Workspace) -> PathBuf {
    workspace.root().join(FILE)
}

/// Writes the schema from the types.
pub(crate) fn write(workspace: &Workspace) -> Result<String, String> {
    let schema = generate()?;
    std::fs::write(path(workspace), &schema)
        .map_err(|error| format!("{FILE} could not be written: {error}"))?;
    Ok(format!("{FILE}: {} lines", schema.lines().count()))
}

/// Compares the committed schema with the types.
pub(crate) fn check(workspace: &Workspace) -> Result<String, String> {
    let wanted = generate()?;
    let committed = std::fs::read_to_string(path(workspace))
        .map_err(|error| format!("{FILE} could not be read: {error}"))?;
    match first_difference(&committed, &wanted) {
        None => Ok(format!("{FILE} is what the types say")),
        Some(line) => Err(format!(
            "{FILE} is not what the types say, from line {line} on; run `cargo xtask schema` and \
             commit the file"
        )),
    }
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
