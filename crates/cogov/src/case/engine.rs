//! A case: one matter living under a charter, each act in it judged by one set of rules.

use std::fmt;

use serde::Serialize;

use crate::act::{Act, Entry};
use crate::case::authority::performed;
use crate::case::bearing::Borne;
use crate::case::context::Context;
use crate::case::memo::Memo;
use crate::case::refusal::{Coded, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::case::rules::{apply, apply_now, check_context, check_envelope, check_payload};
use crate::case::settle::passed;
use crate::case::state::State;
use crate::charter::Charter;
use crate::position::{Function, Holder};
use crate::time::Instant;
use crate::values::id::{AppealId, CaseId};
use crate::values::lang::Lang;

/// Why an entry was refused: everything that stands against it, what says most first.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::PartyKey;
/// use cogov::act::{Act, VerificationResult, Verify};
/// use cogov::case::{Refused, RefusalCode};
///
/// // The company says that the bollards stand, and would verify that itself.
/// let mut case = fire_lane(47);
/// let verify = Act::verify("bollards".parse()?, Verify::new(VerificationResult::Solved));
/// let entry = case.entry("2026-08-15T09:00:00+08:00".parse()?, PartyKey::new("property-company")?, verify);
/// let refused: Refused = case.perform(&entry).unwrap_err();
/// let codes: Vec<RefusalCode> = refused.refusals().iter().map(|refusal| refusal.code()).collect();
/// assert_eq!(codes, [RefusalCode::SelfVerification, RefusalCode::BarredBeside, RefusalCode::NotInRole]);
/// assert_eq!(refused.first().unwrap().code().as_str(), "self-verification");
/// assert_eq!(RefusalCode::from_code("self-verification"), Some(codes[0]));
/// assert_eq!(case.state().entries(), 47, "nothing has changed");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(bound = "C: Coded")]
pub struct Refused<C = RefusalCode> {
    refusals: Vec<Refusal<C>>,
}

impl<C: Coded> Refused<C> {
    pub(crate) const fn of(refusals: Vec<Refusal<C>>) -> Self {
        Self { refusals }
    }

    /// Everything that stands against the entry; at least one.
    #[must_use]
    pub fn refusals(&self) -> &[Refusal<C>] {
        &self.refusals
    }

    /// What says most.
    #[must_use]
    pub fn first(&self) -> Option<&Refusal<C>> {
        self.refusals.first()
    }
}

impl<C: Coded> fmt::Display for Refused<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<String> =
            self.refusals.iter().map(|refusal| refusal.message(Lang::En)).collect();
        f.write_str(&words.join("; "))
    }
}

impl<C: Coded> std::error::Error for Refused<C> {}

/// What was found out about an entry against which nothing stands, and is needed again when it is
/// taken in.
pub(crate) struct Admitted {
    /// The state after time had passed, if that changed it.
    later: Option<Box<State>>,
    /// The function that it performs.
    performed: Option<Function>,
}

/// One matter living under a charter, from the appeal to the verified result.
///
/// Three uses of one set of rules: [`Case::perform`] refuses what a rule forbids, and nothing
/// changes; [`Case::observe`] accepts what some other system recorded, and notes each breach with
/// the same codes; [`Case::preview`] says what would come of an act.
///
/// ```
/// use cogov::act::{Accept, Act, Submit};
/// use cogov::case::{Case, RefusalCode};
/// use cogov::values::{AppealId, ChannelKey};
/// use cogov::{Charter, Holder, MatterKey, PartyKey, Text};
///
/// let charter = Charter::from_json(r#"{
///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
///     "matters": [{"key": "parking", "name": "Parking"}],
///     "parties": [{"key": "committee", "name": "Committee", "kind": "owners_committee"},
///                 {"key": "company", "name": "Company", "kind": "property_company"}],
///     "positions": [{"holder": {"party": "committee"}, "kinds": ["power", "lead"],
///                    "functions": ["receive"]}]
/// }"#)?;
/// let mut case = Case::open(charter, "01890a5d-ac96-774b-bcce-b302099a8057".parse()?);
/// let appeal: AppealId = "01890a5d-ac96-774b-bcce-b302099a8058".parse()?;
/// let text = Text::new("No room for bicycles")?;
/// let submit = Submit::new(ChannelKey::new("desk")?, MatterKey::new("parking")?, text);
/// case.perform(&case.entry("2026-06-01T09:00:00+08:00".parse()?, Holder::Anyone, Act::submit(appeal, submit)))?;
///
/// // The company cannot accept it: that needs a power that the committee has.
/// let at = "2026-06-01T10:00:00+08:00".parse()?;
/// let accept = Act::accept(appeal, Accept::new());
/// let refused = case.perform(&case.entry(at, PartyKey::new("company")?, accept.clone())).unwrap_err();
/// assert_eq!(refused.first().unwrap().code(), RefusalCode::NoPower);
/// assert_eq!(refused.first().unwrap().needed(), [Holder::Party(PartyKey::new("committee")?)]);
///
/// case.perform(&case.entry(at, PartyKey::new("committee")?, accept))?;
/// assert_eq!(case.state().matter().unwrap().as_str(), "parking");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Case {
    charter: Charter,
    state: State,
}

impl Case {
    /// A case that is about to begin.
    #[must_use]
    pub fn open(charter: Charter, id: CaseId) -> Self {
        Self { charter, state: State::new(id) }
    }

    /// The charter under which it runs.
    #[must_use]
    pub const fn charter(&self) -> &Charter {
        &self.charter
    }

    /// What all entries so far have come to.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// The next entry: who does what, recorded at a moment.
    #[must_use]
    pub fn entry(&self, at: Instant, by: impl Into<Holder>, act: Act) -> Entry {
        Entry::new(self.state.last_seq.saturating_add(1), at, by, act)
    }

    /// Performs an act: all of it, or nothing.
    ///
    /// # Errors
    ///
    /// Everything that stands against it. The case is then as it was.
    pub fn perform(&mut self, entry: &Entry) -> Result<(), Refused> {
        let admitted = self.admitted(entry)?;
        self.take_in(entry, admitted);
        Ok(())
    }

    /// Takes in an entry that some other system recorded, whatever stands against it, and says what
    /// does. What the entry names and is not there changes nothing.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::PartyKey;
    /// use cogov::act::{Act, VerificationResult, Verify};
    /// use cogov::case::RefusalCode;
    ///
    /// let mut case = fire_lane(47);
    /// let verify = Act::verify("bollards".parse()?, Verify::new(VerificationResult::Solved));
    /// let entry = case.entry("2026-08-15T09:00:00+08:00".parse()?, PartyKey::new("property-company")?, verify);
    ///
    /// // What `perform` refuses is taken in and noted: it did happen.
    /// let breaches = case.observe(&entry);
    /// assert_eq!(breaches[0].code(), RefusalCode::SelfVerification);
    /// assert_eq!(case.state().entries(), 48);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn observe(&mut self, entry: &Entry) -> Vec<Refusal> {
        let later = passed(&self.charter, &self.state, entry.at());
        let (breaches, performed) = self.judge_in(later.as_deref().unwrap_or(&self.state), entry);
        self.take_in(entry, Admitted { later, performed });
        breaches
    }

    /// What the state would be after an act, without performing it.
    ///
    /// # Errors
    ///
    /// Everything that stands against it.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::act::{Act, Attachment, Complete, Digest};
    /// use cogov::{Lang, PartyKey, Text};
    ///
    /// let case = fire_lane(46);
    /// let photograph = Attachment::new(Text::new("Four bollards")?, Digest::of(b"..."));
    /// let complete = Act::complete("bollards".parse()?, Complete::new().with_evidence([photograph]));
    /// let entry = case.entry("2026-08-14T09:00:00+08:00".parse()?, PartyKey::new("property-company")?, complete);
    ///
    /// let then = case.preview(&entry)?;
    /// let label = |state: &cogov::case::State| {
    ///     state.obligation(&"bollards".parse().unwrap()).unwrap().state().label(Lang::En)
    /// };
    /// assert_eq!((label(case.state()), label(&then)), ("active", "submitted"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn preview(&self, entry: &Entry) -> Result<State, Refused> {
        let Admitted { later, performed } = self.admitted(entry)?;
        let mut state = later.map_or_else(|| self.state.clone(), |later| *later);
        apply_now(&self.charter, &mut state, entry, performed);
        Ok(state)
    }

    /// Whether an entry would be accepted, if whoever acts were the bearer of the receipt of an appeal.
    pub(crate) fn is_accepted_of(&self, entry: &Entry, bearer: Option<AppealId>) -> bool {
        let later = passed(&self.charter, &self.state, entry.at());
        let state = later.as_deref().unwrap_or(&self.state);
        let who = (entry.by(), entry.hand());
        let believed = bearer.map(|appeal| Borne::believed(state, who, appeal));
        self.judge_as(state, entry, believed).0.is_empty()
    }

    /// Judges an entry, without taking it in.
    pub(crate) fn admitted(&self, entry: &Entry) -> Result<Admitted, Refused> {
        let later = passed(&self.charter, &self.state, entry.at());
        let (refusals, performed) = self.judge_in(later.as_deref().unwrap_or(&self.state), entry);
        if refusals.is_empty() {
            Ok(Admitted { later, performed })
        } else {
            Err(Refused { refusals })
        }
    }

    /// Takes in an entry that was judged in this state.
    pub(crate) fn take_in(&mut self, entry: &Entry, admitted: Admitted) {
        let Admitted { later, performed } = admitted;
        if let Some(later) = later {
            self.state = *later;
        }
        apply_now(&self.charter, &mut self.state, entry, performed);
    }

    /// What comes is judged by another charter; the entry that says so is applied.
    pub(crate) fn go_on_under(
        &mut self,
        charter: Charter,
        run: Option<crate::case::run::Run>,
        entry: &Entry,
    ) {
        apply(&self.charter, &mut self.state, entry);
        self.charter = charter;
        if run.is_some() {
            self.state.run = run;
        }
        self.state.find_scope(&self.charter);
    }

    /// Everything that stands against an entry, in a fixed order: the entry itself, the act in its
    /// context, what comes with it.
    pub(crate) fn judge(&self, entry: &Entry) -> Vec<Refusal> {
        self.admitted(entry).err().map_or_else(Vec::new, |refused| refused.refusals)
    }

    /// The same in the state after time has passed, and which function it performs there: what is
    /// looked up for the one is needed for the other.
    fn judge_in(&self, state: &State, entry: &Entry) -> (Vec<Refusal>, Option<Function>) {
        self.judge_as(state, entry, None)
    }

    /// The same, given what a receipt comes to that the entry does not show.
    fn judge_as(
        &self,
        state: &State,
        entry: &Entry,
        believed: Option<Borne>,
    ) -> (Vec<Refusal>, Option<Function>) {
        let mut refusals = check_envelope(state, entry);
        let memo = Memo::default();
        let context = Context::of(&self.charter, state, entry);
        let borne = believed.unwrap_or(context.borne);
        let context = Context { memo: Some(&memo), borne, ..context };
        check_context(&context, &mut refusals);
        let told: Vec<RefusalCode> = refusals.iter().map(Refusal::code).collect();
        for refusal in check_payload(&context, entry.act()) {
            // What stands against the act whatever comes with it is said once.
            if !told.contains(&refusal.code()) {
                refusals.push(refusal);
            }
        }
        (refusals, performed(&context, entry.act()))
    }
}
