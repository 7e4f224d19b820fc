//! Findings are made anew from the charter, and never believed.

fn main() {
    let _: cogov::Finding = serde_json::from_str("{}").unwrap();
}
