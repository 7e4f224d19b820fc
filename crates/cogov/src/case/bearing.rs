//! Bearing a receipt: whose is shown, what stands against one that is nobody's, and who bears one.

use crate::act::{Digest, Participant};
use crate::case::appeal::Appeal;
use crate::case::context::Context;
use crate::case::refusal::{Reasons, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::case::state::State;
use crate::position::Holder;
use crate::problem::Arg;
use crate::values::id::AppealId;
use crate::values::key::PersonKey;

/// What a receipt that is shown comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Borne {
    /// None is shown.
    Nothing,
    /// It is that of this appeal: whoever shows it acts as its bearer.
    Of(AppealId),
    /// It makes nobody the bearer of anything.
    Wrong(Astray),
    /// It stands in the record already: the appeal that came in by this entry commits to it.
    Spent(u64),
}

/// Why a receipt makes nobody a bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Astray {
    /// No appeal of the case commits to it.
    Unknown,
    /// Whoever shows it says who they are, too.
    Named,
    /// A signature shows nothing.
    Signed,
}

impl Astray {
    const fn reason(self) -> (&'static str, &'static str) {
        match self {
            Self::Unknown => ("no appeal of this case commits to it", "本案中没有与之对应的诉求"),
            Self::Named => (
                "whoever shows one acts without a name",
                "出示回执者应匿名行事，不写明身份或经手人",
            ),
            Self::Signed => ("a signature shows none", "签署不能代替出示回执"),
        }
    }
}

/// Whether somebody acts without a name: only they can be the bearer of a receipt.
const fn is_nameless(by: &Holder, hand: Option<&PersonKey>) -> bool {
    matches!(by, Holder::Anyone | Holder::Affected | Holder::Group(_)) && hand.is_none()
}

impl Borne {
    /// What a value comes to that somebody shows, if they show any.
    pub(crate) fn shown(
        state: &State,
        (by, hand): (&Holder, Option<&PersonKey>),
        shown: Option<Digest>,
    ) -> Self {
        let find = |value| committed_to(state, value).map(|appeal| (appeal.entry, appeal.id));
        shown.map_or(Self::Nothing, |shown| Self::found(find, (by, hand), shown))
    }

    /// The same, given which appeal commits to a value, and by which entry it came in.
    pub(super) fn found(
        committed: impl Fn(Digest) -> Option<(u64, AppealId)>,
        (by, hand): (&Holder, Option<&PersonKey>),
        shown: Digest,
    ) -> Self {
        // Everybody can read what stands in the record. This comes first: whoever lets an appeal of
        // their own commit to the hash of that would use it again.
        if let Some((entry, _)) = committed(shown) {
            return Self::Spent(entry);
        }
        match committed(shown.hashed()) {
            Some(_) if !is_nameless(by, hand) => Self::Wrong(Astray::Named),
            Some((_, id)) => Self::Of(id),
            None => Self::Wrong(Astray::Unknown),
        }
    }

    /// What it comes to that somebody bears the receipt of an appeal, without seeing it.
    pub(crate) fn believed(
        state: &State,
        (by, hand): (&Holder, Option<&PersonKey>),
        id: AppealId,
    ) -> Self {
        match state.appeals.get(&id).and_then(|appeal| appeal.receipt) {
            Some(_) if !is_nameless(by, hand) => Self::Wrong(Astray::Named),
            Some(_) => Self::Of(id),
            None => Self::Wrong(Astray::Unknown),
        }
    }

    /// The appeal of whose receipt somebody is the bearer.
    pub(crate) const fn appeal(self) -> Option<AppealId> {
        match self {
            Self::Of(id) => Some(id),
            Self::Nothing | Self::Wrong(_) | Self::Spent(_) => None,
        }
    }

    /// The bearer that somebody is.
    pub(crate) fn bearer(self) -> Option<Participant> {
        self.appeal().map(Participant::Bearer)
    }
}

/// The appeal that commits to a value now; of several, which only `observe` takes in, the first.
fn committed_to(state: &State, value: Digest) -> Option<&Appeal> {
    let committed = state.appeals.values().filter(|appeal| appeal.receipt == Some(value));
    committed.map(Box::as_ref).min_by_key(|appeal| (appeal.entry, appeal.id))
}

/// That what is shown makes nobody a bearer.
fn wrong(why: Astray) -> Refusal {
    Refusal::telling(RefusalCode::WrongReceipt, move || {
        let (en, zh) = why.reason();
        Reasons::of(vec![Arg::bilingual("reason", en, zh)])
    })
}

impl Context<'_> {
    /// Whether what is shown is a receipt, and nobody signs as a bearer.
    pub(super) fn check_shown(&self, out: &mut Vec<Refusal>) {
        match self.borne {
            Borne::Nothing | Borne::Of(_) => {}
            Borne::Wrong(why) => out.push(wrong(why)),
            Borne::Spent(entry) => {
                out.push(Context::resting_on(RefusalCode::SpentReceipt, entry));
            }
        }
        if self.signed.iter().any(|who| matches!(who, Participant::Bearer(_)))
            && !matches!(self.borne, Borne::Wrong(_))
        {
            out.push(wrong(Astray::Signed));
        }
    }

    /// Whether an appeal has a receipt that somebody could bear.
    pub(super) fn check_bearer(&self, id: AppealId, out: &mut Vec<Refusal>) {
        let appeal = self.state.appeals.get(&id);
        if appeal.is_none_or(|appeal| appeal.receipt.is_none()) {
            out.push(self.unknown("receipt of the appeal", "诉求回执", &id));
        }
    }

    /// Whether an appeal does not commit to what another one commits to already: whoever bears that
    /// receipt could not be told which of the two is meant.
    pub(super) fn check_commitment(&self, receipt: Digest, out: &mut Vec<Refusal>) {
        if committed_to(self.state, receipt).is_some() {
            out.push(self.already("an appeal with the receipt", "以此为回执的诉求", &receipt));
        }
    }
}

impl State {
    /// An appeal commits to what was shown from now on.
    pub(crate) fn spend(&mut self, id: AppealId, shown: Digest) {
        if let Some(appeal) = self.appeals.get_mut(&id) {
            appeal.receipt = Some(shown);
        }
    }
}

impl Appeal {
    /// Whoever bears its receipt, if it has one: without a name, and still somebody who can be asked,
    /// answered and named.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::act::Participant;
    ///
    /// let case = fire_lane(55);
    /// let slip = case.state().appeals().last().unwrap();
    /// assert_eq!(slip.bearer(), Some(Participant::Bearer(slip.id())));
    /// ```
    #[must_use]
    pub fn bearer(&self) -> Option<Participant> {
        self.receipt.map(|_| Participant::Bearer(self.id))
    }

    /// Whoever appealed: by name, and by receipt.
    pub(crate) fn authors(&self) -> impl Iterator<Item = Participant> {
        self.submitter.clone().into_iter().chain(self.bearer())
    }
}
