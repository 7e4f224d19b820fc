//! The harness.

/// The text of the committed schema.
#[must_use]
pub fn charter_schema() -> String {
    format!("{:#}\n", cogov::schema::charter())
}
