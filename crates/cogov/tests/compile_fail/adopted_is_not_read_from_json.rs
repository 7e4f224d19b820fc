//! Nor does adoption come from a record: whoever has one counts again.

fn main() {
    let _: cogov::Adopted = serde_json::from_str("{}").unwrap();
}
