//! A setting is about a matter, at a place.

use cogov::{Charter, Date, PlaceKey};

fn main() {
    let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    let place = PlaceKey::new("nanjing").unwrap();
    let _ = charter.on(Date::new(2026, 6, 1).unwrap()).about(&place);
}
