//! The JSON form of a case: its whole state, by the names of its charter.

use serde::{Serialize, Serializer};

use crate::act::{Award, Participant};
use crate::case::appeal::Appeal;
use crate::case::ballot::Ballot;
use crate::case::ending::Phase;
use crate::case::engine::Case;
use crate::case::obligation::Obligation;
use crate::case::reply::Reply;
use crate::case::resolution::{Consensus, Resolution};
use crate::case::roster::Roster;
use crate::case::run::{Execution, Run};
use crate::case::sitting::Sitting;
use crate::case::state::{Notified, State};
use crate::case::traces::{
    Disclosure, Dispatched, Ended, Evaluated, Planned, Referral, Routed, Statement,
};
use crate::charter::Charter;
use crate::position::{Function, Holder};
use crate::procedure::StepIndex;
use crate::time::Instant;
use crate::triage::Topic;
use crate::values::digest::Digest;
use crate::values::id::CaseId;
use crate::values::key::{CharterKey, MatterKey, PlaceKey, ProcedureKey, StepKey};

/// The whole state of a case as it is written to JSON, by the charter under which it stands.
///
/// A [`Case`] serialises as the view of its own state; a view of another state, such as that of a
/// [preview](Case::preview), is asked for with [`Case::view_of`]. States are words of the format, as in
/// records; what they are called in a language says their `label`, and what happened, in sentences,
/// [`Case::explain`]. `docs/case-format.md` describes each member. Nothing reads it: a state is
/// replayed from its record.
///
/// It has all there is to see. What a certain viewer may see is [`Case::view_for`].
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::PartyKey;
/// use cogov::act::{Act, Attachment, Complete, Digest};
///
/// let case = fire_lane(46);
/// let shown = serde_json::to_value(&case).unwrap();
/// assert_eq!((&shown["format"], &shown["phase"]), (&"cogov-case/1".into(), &"implementation".into()));
/// let obligation = |shown: &serde_json::Value| shown["obligations"][0]["state"]["state"].clone();
/// assert_eq!((&shown["obligations"][0]["key"], obligation(&shown)), (&"bollards".into(), "active".into()));
/// // Steps go by their keys.
/// let steps = shown["run"]["steps"].as_array().unwrap();
/// let carried_out = steps.iter().find(|step| step["step"] == "carry-out").unwrap();
/// assert_eq!((&carried_out["done"], &carried_out["owed"]), (&false.into(), &true.into()));
///
/// // What would be, if the company said that it is done.
/// let photograph = Attachment::new(cogov::Text::new("Four bollards")?, Digest::of(b"..."));
/// let complete = Act::complete("bollards".parse()?, Complete::new().with_evidence([photograph]));
/// let entry = case.entry("2026-08-14T09:00:00+08:00".parse()?, PartyKey::new("property-company")?, complete);
/// let then = case.preview(&entry)?;
/// assert_eq!(obligation(&serde_json::to_value(case.view_of(&then)).unwrap()), "submitted");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct StateView<'c> {
    charter: &'c Charter,
    state: &'c State,
}

impl Case {
    /// A state of this case, to be written to JSON.
    #[must_use]
    pub const fn view_of<'c>(&'c self, state: &'c State) -> StateView<'c> {
        StateView { charter: self.charter(), state }
    }
}

/// The JSON form of its whole state: see [`StateView`].
impl Serialize for Case {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view_of(self.state()).serialize(serializer)
    }
}

/// The name and version of the form.
const FORMAT: &str = "cogov-case/1";

/// The members, in the order in which a matter goes.
#[derive(Serialize)]
struct Whole<'c> {
    format: &'static str,
    case: CaseId,
    charter: Version<'c>,
    entries: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_at: Option<Instant>,
    phase: Phase,
    #[serde(skip_serializing_if = "Option::is_none")]
    ended: Option<&'c Ended>,
    ended_before: &'c [Ended],
    #[serde(skip_serializing_if = "Option::is_none")]
    matter: Option<&'c MatterKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'c PlaceKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    topic: Option<&'c Topic>,
    #[serde(skip_serializing_if = "Option::is_none")]
    routed: Option<&'c Routed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    run: Option<RunView<'c>>,
    appeals: Vec<&'c Appeal>,
    roster: &'c Roster,
    dispatches: &'c [Dispatched],
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<&'c Planned>,
    notified: Vec<Told<'c>>,
    sessions: Vec<&'c Sitting>,
    statements: Vec<&'c Statement>,
    interests: Vec<&'c Participant>,
    ballots: Vec<&'c Ballot>,
    consensus: &'c [Consensus],
    failures: Vec<Failed<'c>>,
    resolutions: &'c [Resolution],
    referrals: &'c [Referral],
    disclosures: &'c [Disclosure],
    replies: Vec<&'c Reply>,
    obligations: Vec<&'c Obligation>,
    evaluations: &'c [Evaluated],
    awards: &'c [Award],
    overrides: Vec<Overridden<'c>>,
}

/// The charter by which the case is judged.
#[derive(Serialize)]
struct Version<'c> {
    key: &'c CharterKey,
    version: u64,
    digest: Digest,
}

/// Who was told, and when.
#[derive(Serialize)]
struct Told<'c> {
    on: Instant,
    whom: &'c [Participant],
}

/// A decision that failed.
#[derive(Serialize)]
struct Failed<'c> {
    entry: u64,
    step: &'c StepKey,
}

/// A bar that does not bind in this case.
#[derive(Serialize)]
struct Overridden<'c> {
    who: &'c Holder,
    function: Function,
}

/// The procedure as it runs.
#[derive(Serialize)]
struct RunView<'c> {
    procedure: &'c ProcedureKey,
    steps: Vec<StepView<'c>>,
}

/// Where one step stands: the three parts of the marking, and what they rest on.
#[derive(Serialize)]
struct StepView<'c> {
    step: &'c StepKey,
    function: Function,
    done: bool,
    owed: bool,
    in_play: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Instant>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<Instant>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    executions: &'c [Execution],
}

impl<'c> RunView<'c> {
    fn of(charter: &'c Charter, run: &'c Run) -> Self {
        let marking = run.marking();
        let compiled = charter.compiled(run.procedure()).ok();
        let steps = compiled.map_or(&[][..], |compiled| compiled.steps()).iter().enumerate();
        let steps = steps.filter_map(|(number, known)| {
            let step = StepIndex::new(number)?;
            let owed = run.owed(step);
            Some(StepView {
                step: known.key(),
                function: known.function(),
                done: marking.done().contains(step),
                owed: marking.owed().contains(step),
                in_play: marking.included().contains(step),
                since: owed.map(|owed| owed.since),
                due: owed.and_then(|owed| owed.due),
                executions: run.executions(step),
            })
        });
        Self { procedure: run.procedure(), steps: steps.collect() }
    }
}

impl<'c> Whole<'c> {
    fn of(charter: &'c Charter, state: &'c State) -> Self {
        let told = |known: &'c Notified| Told { on: known.on, whom: &known.whom };
        let failed = |(entry, step): (&u64, &'c StepKey)| Failed { entry: *entry, step };
        let overridden = |(who, function): (&'c Holder, Function)| Overridden { who, function };
        Self {
            format: FORMAT,
            case: state.id(),
            charter: Version {
                key: charter.key(),
                version: charter.version(),
                digest: charter.digest(),
            },
            entries: state.entries(),
            last_at: state.last_at(),
            phase: state.phase(),
            ended: state.ended(),
            ended_before: state.ended_before(),
            matter: state.matter(),
            place: state.place(),
            topic: state.topic(),
            routed: state.routed(),
            run: state.run().map(|run| RunView::of(charter, run)),
            appeals: state.appeals().collect(),
            roster: state.roster(),
            dispatches: state.dispatches(),
            plan: state.plan(),
            notified: state.notified.iter().map(told).collect(),
            sessions: state.sessions().collect(),
            statements: state.statements().collect(),
            interests: state.interests().collect(),
            ballots: state.ballots().collect(),
            consensus: state.consensus(),
            failures: state.failures.iter().map(failed).collect(),
            resolutions: state.resolutions(),
            referrals: state.referrals(),
            disclosures: state.disclosures(),
            replies: state.replies().collect(),
            obligations: state.obligations().collect(),
            evaluations: state.evaluations(),
            awards: state.awards(),
            overrides: state.overrides().map(overridden).collect(),
        }
    }
}

impl Serialize for StateView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Whole::of(self.charter, self.state).serialize(serializer)
    }
}
