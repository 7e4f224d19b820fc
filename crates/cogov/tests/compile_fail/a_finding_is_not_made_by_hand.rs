//! Only an audit finds.

use cogov::{Basis, Finding, FindingCode};

fn main() {
    let _ = Finding { code: FindingCode::Overlap, basis: Basis::Stated };
}
