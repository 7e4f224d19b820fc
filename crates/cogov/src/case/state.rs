//! The state of a case: what all entries so far have come to.

use std::collections::{BTreeMap, BTreeSet};

use crate::act::{Award, Participant};
use crate::case::appeal::{Appeal, AppealEnding};
use crate::case::ballot::Ballot;
use crate::case::context::scope_of;
use crate::case::ending::{Ending, Phase};
use crate::case::obligation::Obligation;
use crate::case::reply::{Reply, ReplyKind};
use crate::case::resolution::{Consensus, Resolution};
use crate::case::roster::Roster;
use crate::case::run::Run;
use crate::case::sitting::Sitting;
use crate::case::sparing::Seldom;
use crate::case::traces::{
    Disclosure, Dispatched, Ended, Evaluated, Planned, Referral, Routed, Statement,
};
use crate::charter::{Charter, Scope};
use crate::position::{Function, Holder};
use crate::procedure::Conclusion;
use crate::time::Instant;
use crate::triage::Topic;
use crate::values::id::{AppealId, CaseId, SessionId};
use crate::values::key::{
    BallotKey, MatterKey, ObligationKey, PersonKey, PlaceKey, ReplyKey, StepKey,
};

/// Who was told, of what and when.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Notified {
    pub(crate) whom: Vec<Participant>,
    pub(crate) on: Instant,
}

/// The state of a case: what all entries so far have come to, apart from the entries themselves.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::case::{Phase, State};
///
/// let case = fire_lane(46);
/// let state: &State = case.state();
/// assert_eq!((state.entries(), state.phase()), (46, Phase::Implementation));
/// assert_eq!(state.last_at().unwrap().to_string(), "2026-08-10T09:00:00+08:00");
/// assert_eq!((state.matter().unwrap().as_str(), state.place().unwrap().as_str()), ("parking-order", "compound"));
/// assert_eq!(state.routed().unwrap().entry(), 9);
/// assert_eq!(state.run().unwrap().procedure().as_str(), "four-party");
///
/// // What came of it so far: one session with two statements, two ballots, one resolution, three duties.
/// assert_eq!((state.sessions().len(), state.statements().len(), state.ballots().len()), (1, 2, 2));
/// assert_eq!((state.resolutions().len(), state.obligations().len()), (1, 3));
/// assert_eq!((state.replies().len(), state.disclosures().len()), (1, 1));
/// assert!(state.ended().is_none() && state.evaluations().is_empty());
/// assert!(state.dispatches().is_empty() && state.referrals().is_empty());
/// assert_eq!((state.appeals().len(), state.standing().count()), (3, 1));
/// assert!(state.consensus().is_empty() && state.topic().is_some() && state.plan().is_some());
/// assert_eq!((state.interests().len(), state.overrides().len(), state.failures().len()), (0, 0, 0));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct State {
    pub(crate) id: CaseId,
    pub(crate) last_seq: u64,
    pub(crate) last_at: Option<Instant>,
    pub(crate) begun: Option<Instant>,
    /// Each in a block of its own: a tree makes room for eleven at once, and most cases have few.
    pub(crate) appeals: BTreeMap<AppealId, Box<Appeal>>,
    /// The appeal that came in first.
    pub(crate) first_appeal: Option<AppealId>,
    /// How many appeals have not come to their end.
    pub(crate) open_appeals: u64,
    pub(crate) matter: Option<MatterKey>,
    pub(crate) place: Option<PlaceKey>,
    /// Both, as the charter knows them: nearly every act is about them.
    pub(crate) scope: Option<Scope>,
    pub(crate) topic: Option<Topic>,
    pub(crate) routed: Option<Routed>,
    pub(crate) run: Option<Run>,
    pub(crate) roster: Roster,
    pub(crate) plan: Option<Planned>,
    pub(crate) notified: Vec<Notified>,
    pub(crate) dispatches: Seldom<Vec<Dispatched>>,
    pub(crate) sessions: Seldom<BTreeMap<SessionId, Sitting>>,
    pub(crate) statements: Seldom<BTreeMap<u64, Statement>>,
    pub(crate) interests: Seldom<BTreeSet<Participant>>,
    pub(crate) ballots: Seldom<BTreeMap<BallotKey, Ballot>>,
    pub(crate) consensus: Seldom<Vec<Consensus>>,
    pub(crate) resolutions: Seldom<Vec<Resolution>>,
    /// The decisions that failed and were not set aside, by entry, and the step of each.
    pub(crate) failures: Seldom<BTreeMap<u64, StepKey>>,
    pub(crate) obligations: Seldom<BTreeMap<ObligationKey, Obligation>>,
    pub(crate) disclosures: Seldom<Vec<Disclosure>>,
    pub(crate) replies: Seldom<BTreeMap<ReplyKey, Reply>>,
    pub(crate) referrals: Seldom<Vec<Referral>>,
    pub(crate) evaluations: Seldom<Vec<Evaluated>>,
    pub(crate) awards: Seldom<Vec<Award>>,
    pub(crate) overrides: Seldom<BTreeSet<(Holder, Function)>>,
    /// Sorted: there are no more than the charter has holders.
    pub(crate) performed: Vec<(Function, Holder)>,
    pub(crate) performed_by_person: Seldom<BTreeSet<(Function, PersonKey)>>,
    pub(crate) performed_by_bearer: Seldom<BTreeSet<(Function, AppealId)>>,
    pub(crate) ended: Option<Ended>,
    pub(crate) ended_before: Seldom<Vec<Ended>>,
}

impl State {
    pub(crate) fn new(id: CaseId) -> Self {
        Self {
            id,
            last_seq: 0,
            last_at: None,
            begun: None,
            appeals: BTreeMap::new(),
            first_appeal: None,
            open_appeals: 0,
            matter: None,
            place: None,
            scope: None,
            topic: None,
            routed: None,
            run: None,
            roster: Roster::default(),
            plan: None,
            notified: Vec::new(),
            dispatches: Seldom::new(),
            sessions: Seldom::new(),
            statements: Seldom::new(),
            interests: Seldom::new(),
            ballots: Seldom::new(),
            consensus: Seldom::new(),
            resolutions: Seldom::new(),
            failures: Seldom::new(),
            obligations: Seldom::new(),
            disclosures: Seldom::new(),
            replies: Seldom::new(),
            referrals: Seldom::new(),
            evaluations: Seldom::new(),
            awards: Seldom::new(),
            overrides: Seldom::new(),
            performed: Vec::new(),
            performed_by_person: Seldom::new(),
            performed_by_bearer: Seldom::new(),
            ended: None,
            ended_before: Seldom::new(),
        }
    }

    /// The case.
    #[must_use]
    pub const fn id(&self) -> CaseId {
        self.id
    }

    /// How many entries there are.
    #[must_use]
    pub const fn entries(&self) -> u64 {
        self.last_seq
    }

    /// When the last entry was recorded.
    #[must_use]
    pub const fn last_at(&self) -> Option<Instant> {
        self.last_at
    }

    /// In which phase the case is.
    #[must_use]
    pub fn phase(&self) -> Phase {
        if self.ended.is_some() {
            Phase::Closed
        } else if self.run.is_none() {
            Phase::Intake
        } else if self.standing().next().is_some() {
            Phase::Implementation
        } else {
            Phase::Consultation
        }
    }

    /// How the case ended, if it did.
    #[must_use]
    pub const fn ended(&self) -> Option<&Ended> {
        self.ended.as_ref()
    }

    /// How the case had ended before it was reopened, each time.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::act::{Act, Again};
    /// use cogov::case::Ending;
    /// use cogov::{PartyKey, Text};
    ///
    /// let mut case = fire_lane(57);
    /// let reopen = Again::new().with_reason(Text::new("Two bollards were torn out")?);
    /// let act = Act::reopen("carry-out".parse()?, reopen);
    /// let at = "2026-10-01T09:00:00+08:00".parse()?;
    /// case.perform(&case.entry(at, PartyKey::new("supervision-committee")?, act))?;
    /// assert_eq!(case.state().ended(), None);
    /// assert_eq!(case.state().ended_before()[0].ending(), Ending::Fulfilled);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn ended_before(&self) -> &[Ended] {
        &self.ended_before
    }

    /// The appeals, by their identifiers.
    pub fn appeals(&self) -> impl ExactSizeIterator<Item = &Appeal> {
        self.appeals.values().map(Box::as_ref)
    }

    /// The matter of the case, once an appeal was accepted.
    #[must_use]
    pub const fn matter(&self) -> Option<&MatterKey> {
        self.matter.as_ref()
    }

    /// The place of the case, once an appeal was accepted that names one.
    #[must_use]
    pub const fn place(&self) -> Option<&PlaceKey> {
        self.place.as_ref()
    }

    /// How the topic was assessed.
    #[must_use]
    pub const fn topic(&self) -> Option<&Topic> {
        self.topic.as_ref()
    }

    /// Where the topic went.
    #[must_use]
    pub const fn routed(&self) -> Option<&Routed> {
        self.routed.as_ref()
    }

    /// The procedure as it runs.
    #[must_use]
    pub const fn run(&self) -> Option<&Run> {
        self.run.as_ref()
    }

    /// Who holds which seat and belongs to what.
    #[must_use]
    pub const fn roster(&self) -> &Roster {
        &self.roster
    }

    /// The plan.
    #[must_use]
    pub const fn plan(&self) -> Option<&Planned> {
        self.plan.as_ref()
    }

    /// The sessions, by their identifiers.
    pub fn sessions(&self) -> impl ExactSizeIterator<Item = &Sitting> {
        self.sessions.values()
    }

    /// What was said, in order.
    pub fn statements(&self) -> impl ExactSizeIterator<Item = &Statement> {
        self.statements.values()
    }

    /// The ballots, by their keys.
    pub fn ballots(&self) -> impl ExactSizeIterator<Item = &Ballot> {
        self.ballots.values()
    }

    /// Each consensus that was recorded, in order.
    #[must_use]
    pub fn consensus(&self) -> &[Consensus] {
        &self.consensus
    }

    /// All resolutions, in order, those set aside among them.
    #[must_use]
    pub fn resolutions(&self) -> &[Resolution] {
        &self.resolutions
    }

    /// The resolutions that were not set aside.
    pub fn standing(&self) -> impl Iterator<Item = &Resolution> {
        self.resolutions.iter().filter(|resolution| resolution.set_aside.is_none())
    }

    /// The obligations, by their keys.
    pub fn obligations(&self) -> impl ExactSizeIterator<Item = &Obligation> {
        self.obligations.values()
    }

    /// An obligation.
    #[must_use]
    pub fn obligation(&self, key: &ObligationKey) -> Option<&Obligation> {
        self.obligations.get(key)
    }

    /// What was made public, in order.
    #[must_use]
    pub fn disclosures(&self) -> &[Disclosure] {
        &self.disclosures
    }

    /// What has to be answered, or was, by its keys.
    pub fn replies(&self) -> impl ExactSizeIterator<Item = &Reply> {
        self.replies.values()
    }

    /// What was handed out, in order.
    #[must_use]
    pub fn dispatches(&self) -> &[Dispatched] {
        &self.dispatches
    }

    /// What went to the level above, in order.
    #[must_use]
    pub fn referrals(&self) -> &[Referral] {
        &self.referrals
    }

    /// The evaluations, in order.
    #[must_use]
    pub fn evaluations(&self) -> &[Evaluated] {
        &self.evaluations
    }

    /// Who declared an interest of their own, and does not vote.
    pub fn interests(&self) -> impl ExactSizeIterator<Item = &Participant> {
        self.interests.iter()
    }

    /// Whose bars were lifted in this case, on which function.
    pub fn overrides(&self) -> impl ExactSizeIterator<Item = (&Holder, Function)> {
        self.overrides.iter().map(|(who, function)| (who, *function))
    }

    /// The entries by which decisions failed, in order.
    pub fn failures(&self) -> impl ExactSizeIterator<Item = u64> {
        self.failures.keys().copied()
    }

    /// What was awarded, in order.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::act::{Act, Award};
    /// use cogov::values::PersonKey;
    /// use cogov::{PartyKey, Text};
    ///
    /// let mut case = fire_lane(56);
    /// let award = Award::new(PersonKey::new("owner-1")?, Text::new("For the appeal")?).with_points(5_u64);
    /// let at = "2026-09-10T10:00:00+08:00".parse()?;
    /// case.perform(&case.entry(at, PartyKey::new("supervision-committee")?, Act::award(award)))?;
    /// assert_eq!(case.state().awards()[0].points(), Some(5));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn awards(&self) -> &[Award] {
        &self.awards
    }

    /// The last entry by which a step was decided or set aside; 0, if it never was.
    pub(crate) fn decided(&self, charter: &Charter, step: &StepKey) -> u64 {
        let resolved = self.resolutions.iter().filter(|known| known.step == *step);
        let last = resolved.map(|known| known.set_aside.unwrap_or(known.entry)).max();
        let done = self.run.as_ref().and_then(|run| {
            let step = run.compiled(charter)?.find(step.as_str())?;
            Some(run.executions(step).last().map_or(0, |done| done.entry).max(run.undone(step)))
        });
        last.max(done).unwrap_or_default()
    }

    /// Looks up the matter and the place in a charter, once they are known or under another one.
    pub(crate) fn find_scope(&mut self, charter: &Charter) {
        let found = |matter| scope_of(charter, Some(matter), self.place.as_ref());
        self.scope = self.matter.as_ref().map(found);
    }

    /// An appeal comes in, unless there is one of its identifier.
    pub(crate) fn take_appeal(&mut self, appeal: Appeal) {
        if self.appeals.contains_key(&appeal.id) {
            return;
        }
        self.first_appeal = self.first_appeal.or(Some(appeal.id));
        self.open_appeals = self.open_appeals.saturating_add(1);
        self.appeals.insert(appeal.id, Box::new(appeal));
    }

    /// An appeal is taken back: those that were merged into it, here, go on by themselves.
    pub(crate) fn part_from(&mut self, id: AppealId) {
        for merged in self.appeals.values_mut() {
            if merged.merged_into.as_deref() == Some(&id) && merged.merged_case.is_none() {
                (merged.ending, merged.ended, merged.ended_on) = (None, None, None);
                merged.merged_into = None;
                self.open_appeals = self.open_appeals.saturating_add(1);
            }
        }
    }

    /// How the case ends if it ends now.
    pub(crate) fn ending_now(&self, charter: &Charter) -> Ending {
        use crate::act::Evaluation;
        use crate::case::obligation::ObligationState;

        let counts = self.evaluations.last().filter(|last| last.set_aside.is_none());
        // Nobody makes up for a decision that failed by calling it fulfilled.
        let counts = counts.filter(|last| {
            !last.evaluation.result().is_fulfilment() || !self.nothing_resolved(charter)
        });
        if let Some(evaluated) = counts {
            return match evaluated.evaluation.result() {
                Evaluation::Fulfilled => Ending::Fulfilled,
                Evaluation::Partly => Ending::PartlyFulfilled,
                Evaluation::Not => Ending::NotFulfilled,
                Evaluation::NotNeeded => Ending::NotNeeded,
            };
        }
        if self.standing().next().is_some() {
            let bound = || {
                self.obligations.values().filter(|obligation| {
                    !matches!(obligation.state, ObligationState::Discharged { .. })
                })
            };
            // What survives the case goes on, and stands in nothing's way.
            let fulfilled = bound()
                .filter(|known| match known.state {
                    ObligationState::Fulfilled { .. } => true,
                    state => known.surviving && !state.is_final(),
                })
                .count();
            return match (fulfilled, bound().count()) {
                (0, 0) if !self.obligations.is_empty() => Ending::NotNeeded,
                (fulfilled, all) if fulfilled == all => Ending::Fulfilled,
                (0, _) => Ending::NotFulfilled,
                _ => Ending::PartlyFulfilled,
            };
        }
        if !self.referrals.is_empty() {
            return Ending::ReferredUp;
        }
        // Where something was to be decided, and was not, advice is not what the case was for.
        let advised = self.replies.values().any(|reply| reply.kind == ReplyKind::Advice);
        if advised && !self.left_undecided(charter) {
            return Ending::Advised;
        }
        Ending::Unresolved
    }

    /// Whether something was to be decided, and was not.
    fn left_undecided(&self, charter: &Charter) -> bool {
        let Some(run) = &self.run else { return false };
        let Some(compiled) = run.compiled(charter) else { return false };
        compiled.numbered().any(|(step, _)| {
            run.last(step).is_some_and(|done| done.conclusion == Conclusion::Failed)
        })
    }

    /// Whether something was, or is, to be decided, and nothing stands resolved.
    pub(crate) fn nothing_resolved(&self, charter: &Charter) -> bool {
        self.standing().next().is_none()
            && (self.left_undecided(charter) || self.is_to_be_decided(charter))
    }

    /// Whether a decision is owed.
    fn is_to_be_decided(&self, charter: &Charter) -> bool {
        let Some(run) = &self.run else { return false };
        let Some(compiled) = run.compiled(charter) else { return false };
        let mut owed = run.marking.open().iter().filter_map(|step| compiled.step(step));
        owed.any(|step| step.function() == Function::Decide)
    }

    /// How the case ends because all its appeals did, if it ends so: only before it was decided.
    pub(crate) fn ending_of_appeals(&self) -> Option<Ending> {
        if self.run.is_some() && self.standing().next().is_some() {
            return None;
        }
        if self.appeals.is_empty() || self.open_appeals > 0 {
            return None;
        }
        let endings = self
            .appeals
            .values()
            .filter(|appeal| appeal.merged_into.is_none() || appeal.merged_case.is_some());
        let mut ending = None;
        for appeal in endings {
            let one = match appeal.ending? {
                AppealEnding::Settled => Ending::Settled,
                AppealEnding::Declined => Ending::Declined,
                AppealEnding::Merged => Ending::Merged,
                AppealEnding::Withdrawn => Ending::Withdrawn,
            };
            // What was done for some says more than what was refused to others.
            ending = match (ending, one) {
                (Some(Ending::Settled), _) | (_, Ending::Settled) => Some(Ending::Settled),
                (Some(Ending::Merged), _) | (_, Ending::Merged) => Some(Ending::Merged),
                (Some(Ending::Declined), _) | (_, Ending::Declined) => Some(Ending::Declined),
                _ => Some(one),
            };
        }
        ending
    }
}
