//! A verdict is counted, and never believed.

fn main() {
    let _: cogov::Verdict = serde_json::from_str("{}").unwrap();
}
