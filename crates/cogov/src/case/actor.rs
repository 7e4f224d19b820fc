//! Somebody who could act: as which holder, by which hand, or as the bearer of a receipt.

use crate::act::Digest;
use crate::case::bearing::Borne;
use crate::case::state::State;
use crate::position::Holder;
use crate::values::id::AppealId;
use crate::values::key::PersonKey;

/// Somebody of whom one asks what they may do or see: as which holder, by which hand, or as the
/// bearer of the receipt of an appeal.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::act::{Act, ActKind, Receipt, Submit};
/// use cogov::case::Actor;
/// use cogov::values::{AppealId, ChannelKey};
/// use cogov::{Holder, MatterKey, Text};
///
/// // A slip in the box, with a receipt.
/// let mut case = fire_lane(4);
/// let slip = Receipt::new([7; 32], 20)?;
/// let id: AppealId = "0192f000-0000-7000-8000-0000000000a9".parse()?;
/// let submit = Submit::new(ChannelKey::new("suggestion-box")?, MatterKey::new("parking-order")?, Text::new("No room")?)
///     .with_receipt(slip.commitment());
/// let at = "2026-06-01T12:00:00+08:00".parse()?;
/// case.perform(&case.entry(at, Holder::Anyone, Act::submit(id, submit)))?;
///
/// // Nobody else can take it back. A front end that has not seen the receipt can ask what its bearer may do;
/// // the witness then lacks nothing but the value to be shown.
/// let own = |options: &cogov::case::Options| options.offered().iter().any(|offer| offer.kind() == ActKind::Withdraw);
/// let anyone = Actor::new(&Holder::Anyone);
/// assert!(!own(&case.options_of(&anyone, at)));
/// let options = case.options_of(&anyone.as_bearer(id), at);
/// let withdraw = options.offered().iter().find(|offer| offer.kind() == ActKind::Withdraw).unwrap();
/// assert_eq!(withdraw.bearer(), Some(id));
/// let shown = slip.next(case.state().appeals().find(|appeal| appeal.id() == id).unwrap().receipt().unwrap()).unwrap();
///
/// // With the receipt at hand, what is offered is accepted as it is.
/// let options = case.options_of(&anyone.with_shown(shown), at);
/// let withdraw = options.offered().iter().find(|offer| offer.kind() == ActKind::Withdraw).unwrap();
/// assert_eq!((withdraw.bearer(), withdraw.witness().shown()), (None, Some(shown)));
/// case.perform(&withdraw.witness().clone())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Actor<'a> {
    by: &'a Holder,
    hand: Option<&'a PersonKey>,
    proof: Proof,
}

/// How somebody is known to bear a receipt.
#[derive(Debug, Clone, Copy)]
enum Proof {
    None,
    Shown(Digest),
    Believed(AppealId),
}

impl<'a> Actor<'a> {
    /// Whoever acts as a holder, by nobody's hand.
    #[must_use]
    pub const fn new(by: &'a Holder) -> Self {
        Self { by, hand: None, proof: Proof::None }
    }

    /// The same, by this hand.
    #[must_use]
    pub const fn with_hand(mut self, hand: &'a PersonKey) -> Self {
        self.hand = Some(hand);
        self
    }

    /// The same, showing this value of a receipt.
    #[must_use]
    pub const fn with_shown(mut self, shown: Digest) -> Self {
        self.proof = Proof::Shown(shown);
        self
    }

    /// The same, believed to bear the receipt of an appeal, whatever its next value is.
    #[must_use]
    pub const fn as_bearer(mut self, appeal: AppealId) -> Self {
        self.proof = Proof::Believed(appeal);
        self
    }

    /// As which holder.
    #[must_use]
    pub const fn by(&self) -> &'a Holder {
        self.by
    }

    /// By which hand.
    #[must_use]
    pub const fn hand(&self) -> Option<&'a PersonKey> {
        self.hand
    }

    /// The value that an entry has to show, where it is known.
    pub(super) const fn shown(&self) -> Option<Digest> {
        match self.proof {
            Proof::Shown(shown) => Some(shown),
            Proof::None | Proof::Believed(_) => None,
        }
    }

    /// The appeal of whose receipt they are believed to be the bearer.
    pub(super) const fn believed(&self) -> Option<AppealId> {
        match self.proof {
            Proof::Believed(appeal) => Some(appeal),
            Proof::None | Proof::Shown(_) => None,
        }
    }

    /// What their receipt comes to.
    pub(super) fn borne(&self, state: &State) -> Borne {
        let who = (self.by, self.hand);
        match self.proof {
            Proof::None => Borne::Nothing,
            Proof::Shown(shown) => Borne::shown(state, who, Some(shown)),
            Proof::Believed(appeal) => Borne::believed(state, who, appeal),
        }
    }
}
