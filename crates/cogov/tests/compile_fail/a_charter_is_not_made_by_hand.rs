//! A charter is a proof: only what was proved consistent is one.

use cogov::Charter;

fn main() {
    let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    let _ = Charter { ..charter };
}
