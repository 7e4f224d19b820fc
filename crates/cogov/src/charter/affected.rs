//! Whether those affected are heard: what a step is for depends on whom it hears.

use crate::charter::document::Document;
use crate::charter::names::Names;
use crate::position::Holder;
use crate::procedure::{Step, StepPurpose};
use crate::values::stated::Listed;

impl Names {
    /// What a step is for, as far as it serves one of the purposes that a procedure needs.
    pub(crate) fn purpose(&self, document: &Document, step: &Step) -> Option<StepPurpose> {
        step.purpose(|holder| self.is_affected(document, holder))
    }

    /// Whether to hear a holder is to hear those affected: themselves, anyone, a part of the
    /// population or a share of it, or a seat that speaks for such a part. Parties, their sectors and
    /// other seats speak for themselves. Of several who are heard jointly one is enough.
    fn is_affected(&self, document: &Document, holder: &Holder) -> bool {
        match holder {
            Holder::Affected | Holder::Anyone | Holder::Group(_) | Holder::Share { .. } => true,
            Holder::Seat(key) => {
                let seat = self.seats.find(&document.seats, key.as_str());
                let seat = seat.and_then(|at| document.seats.get(at)).and_then(Listed::given);
                let represented = seat.and_then(|seat| seat.represents.as_ref());
                matches!(represented, Some(Holder::Group(_)))
            }
            Holder::Jointly(several) => several.iter().any(|one| self.is_affected(document, one)),
            Holder::Party(_) | Holder::Sector(_) => false,
        }
    }
}
