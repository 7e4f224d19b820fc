//! The same calls with the right keys: so that the others fail for the right reason.

use cogov::{Charter, Date, MatterKey, SeatKey, Term};

fn main() {
    let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    assert!(charter.seat(&SeatKey::new("cppcc-member").unwrap()).is_ok());
    let matter = MatterKey::new("livelihood").unwrap();
    assert!(charter.on(Date::new(2026, 6, 1).unwrap()).about(&matter).is_ok());
    assert!(Term::days(0).is_err());
}
