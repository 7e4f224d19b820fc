//! A string becomes a key by being checked, and in no other way.

use cogov::PartyKey;

fn main() {
    let _ = PartyKey("Not A Key".into());
    let _: PartyKey = "party".into();
}
