//! Where a place is asked for, the key of a party is not one.

use cogov::{Charter, PartyKey};

fn main() {
    let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    let party = PartyKey::new("residents-committee").unwrap();
    let _ = charter.place(&party);
}
