//! Keys do not turn into one another either.

use cogov::{ProcedureKey, StepKey};

fn main() {
    let step = StepKey::new("decision").unwrap();
    let _: ProcedureKey = step.into();
}
