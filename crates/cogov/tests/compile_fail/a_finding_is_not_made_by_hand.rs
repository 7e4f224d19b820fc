//! Only an audit finds.

use cogov::audit::Basis;
use cogov::{Finding, FindingCode};

fn main() {
    let _ = Finding { code: FindingCode::Overlap, basis: Basis::Stated };
}
