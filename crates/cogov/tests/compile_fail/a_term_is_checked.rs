//! No term of zero days, since there is no way to write one.

use cogov::Term;

fn main() {
    let _ = Term { length: 0, working: false };
}
