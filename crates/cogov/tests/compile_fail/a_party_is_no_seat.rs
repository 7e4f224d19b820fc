//! A key of one kind is not a key of another.

use cogov::{Charter, PartyKey};

fn main() {
    let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    let party = PartyKey::new("residents-committee").unwrap();
    let _ = charter.seat(&party);
}
