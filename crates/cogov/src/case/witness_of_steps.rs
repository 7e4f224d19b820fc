//! Witnesses for acts that are about a step.

use crate::act::{
    Absorb, Act, ActKind, Advise, Again, Attendance, Contest, Convene, CriterionFinding, Disclose,
    Dispatch, Elector, Evaluate, Evaluation, Fail, Failure, Invitee, Notify, OpenBallot, Opinion,
    Participant, Plan, Publicity, RecordConsensus, Resolve, Route, Target,
};
use crate::case::context::Context;
use crate::case::rules::check_payload;
use crate::case::witness::{free, fresh};
use crate::position::{Claim, Function, Holder};
use crate::procedure::Completion;
use crate::triage::Destination;
use crate::values::id::SessionId;
use crate::values::key::{BallotKey, ProcedureKey};
use crate::values::text::Text;

impl Context<'_> {
    pub(super) fn of_step(&self, kind: ActKind) -> Option<Act> {
        let Some(Target::Step(key)) = &self.target else { return None };
        let (step, words) = (key.clone(), Self::words()?);
        Some(match kind {
            ActKind::Dispatch => Act::dispatch(step, Dispatch::new(self.any_party()?, words)),
            ActKind::ContestDispatch => {
                Act::contest_dispatch(step, Contest::new(self.reply_key()?, words))
            }
            ActKind::Plan => {
                // Where those affected are heard somebody has to be; whoever plans is listed.
                let affected = self.hears_those_affected().then(|| self.by.clone());
                Act::plan(step, Plan::new().with_affected(affected))
            }
            ActKind::Notify => {
                let whom = Participant::Holder(self.by.clone());
                Act::notify(step, Notify::new(words).with_whom([whom]))
            }
            ActKind::Convene => Act::convene(step, self.convening(key)?),
            ActKind::OpenBallot => Act::open_ballot(step, self.balloting(key)?),
            ActKind::RecordConsensus => {
                let mut sessions = self.state.sessions.values();
                let own = sessions.find(|sitting| self.runs(sitting));
                let began = || self.state.sessions.values().find(|s| s.began.is_some());
                Act::record_consensus(step, RecordConsensus::new(words, own.or_else(began)?.id))
            }
            ActKind::Resolve => Act::resolve(step, self.resolving(key)?),
            ActKind::Fail => Act::fail(step, Fail::new(Failure::Abandoned).with_reason(words)),
            ActKind::SetAside => Act::set_aside(step, Again::new().with_reason(words)),
            ActKind::Reopen => Act::reopen(step, Again::new().with_reason(words)),
            ActKind::Advise => {
                Act::advise(step, Advise::new(self.reply_key()?, self.any_party()?, words))
            }
            ActKind::Disclose => {
                let disclosed = Disclose::new(Publicity::Publication, words.clone(), words);
                Act::disclose(step, disclosed)
            }
            ActKind::Object => {
                let said = Opinion::new(self.reply_key()?, words);
                self.addressed(said, |said| Act::object(step.clone(), said))
            }
            ActKind::Evaluate => {
                let plan = self.state.plan.as_ref();
                let criteria = plan.map_or(&[][..], |planned| planned.plan.criteria()).iter();
                let is_fulfilled = !self.state.nothing_resolved(self.charter);
                let findings = criteria
                    .map(|criterion| CriterionFinding::new(criterion.key().clone(), is_fulfilled));
                let result = if is_fulfilled { Evaluation::Fulfilled } else { Evaluation::Not };
                Act::evaluate(step, Evaluate::new(result).with_criteria(findings))
            }
            ActKind::Absorb => {
                let compiled = self.compiled()?;
                let declared = compiled.step(compiled.find(key.as_str())?)?.absorbed_by()?;
                Act::absorb(step, Absorb::new(compiled.step(declared)?.key().clone()))
            }
            _ => return None,
        })
    }

    /// The topic is settled; where that is out of place, it goes to a procedure: the one that runs, or
    /// another one.
    pub(super) fn routing(&self, words: &Text) -> Act {
        let settle = Route::new(Destination::Settle).with_reason(words.clone());
        let own = self.state.run.as_ref().map(|run| &run.procedure);
        let listed = self.charter.procedures().iter().filter_map(|listed| listed.given());
        let procedures = own.into_iter().chain(listed.map(|procedure| procedure.key()));
        let to = |key: &ProcedureKey| Route::new(Destination::Consult { procedure: key.clone() });
        let routes = std::iter::once((settle.clone(), own))
            .chain(procedures.map(|key| (to(key).with_reason(words.clone()), Some(key))));
        // Of several steps that are done by it, it has to name one.
        let mut named = routes.flat_map(|(route, procedure)| {
            let compiled = procedure.and_then(|key| self.charter.compiled(key).ok());
            let steps = compiled.map_or(&[][..], |compiled| compiled.steps()).iter();
            let steps = steps.filter(|step| step.completes() == Completion::Route);
            let with_steps: Vec<Route> =
                steps.map(|step| route.clone().with_step(step.key().clone())).collect();
            std::iter::once(route).chain(with_steps)
        });
        let fits = |route: &Route| check_payload(self, &Act::route(route.clone())).is_empty();
        Act::route(named.find(fits).unwrap_or(settle))
    }

    /// A session to which everybody comes who has to be heard, as soon as it can begin.
    fn convening(&self, key: &crate::values::key::StepKey) -> Option<Convene> {
        let mut ignored = Vec::new();
        let step = self.step_of(key, &mut ignored)?;
        let session = SessionId::from_bytes(fresh(self, "session"))?;
        let mut invited: Vec<Holder> = Vec::new();
        for heard in self.to_be_heard(step) {
            if !invited.contains(heard) {
                invited.push(heard.clone());
            }
        }
        let mut invitees: Vec<Invitee> = invited
            .iter()
            .map(|holder| Invitee::new(holder.clone(), Attendance::SpeakingOnly))
            .collect();
        if !invited.contains(self.by) {
            invitees.push(Invitee::new(self.by.clone(), Attendance::Chair));
        }
        let convene = Convene::new(session).with_should_attend(invitees);
        let run = self.state.run.as_ref()?;
        let earliest = run.earliest(step);
        Some(match earliest {
            Some(earliest) => convene.with_starts(earliest),
            None => convene,
        })
    }

    fn balloting(&self, key: &crate::values::key::StepKey) -> Option<OpenBallot> {
        let ballot =
            free(|text| BallotKey::new(text).ok(), |key| self.state.ballots.contains_key(key))?;
        let electors = self.any_electors().into_iter().map(Elector::new);
        let mut open = OpenBallot::new(ballot, Self::words()?).with_electors(electors);
        if let Some(own) = self.state.sessions.values().find(|sitting| self.runs(sitting)) {
            open = open.with_session(own.id);
        }
        let mut none = Vec::new();
        if self.rule(key, &mut none).is_some() {
            return Some(open);
        }
        let mut rules = self.charter.rules().iter();
        let in_force = rules.find(|rule| rule.in_force_on(self.day))?;
        Some(open.with_rule(in_force.key().clone()))
    }

    /// Some who can be asked to vote: a stranger, where nothing is known of who may; else a holder
    /// who is entitled; else all who are recorded as of a group that is.
    fn any_electors(&self) -> Vec<Participant> {
        let entitled = self.setting().who_is_entitled(Claim::Vote);
        let parties = self.charter.parties().iter().map(|party| party.key().clone().into());
        let all = Self::stranger(&[]).into_iter();
        let all = all.chain(entitled.iter().map(|held| held.holder().clone().into()));
        let setting = self.setting();
        let fits = |who: &Participant| {
            let mut against = Vec::new();
            self.check_elector(who, &entitled, &mut against);
            if let Participant::Holder(holder) = who {
                against.extend(self.by_holder(holder).bar_on(setting, Function::Decide));
            }
            against.is_empty() && !self.state.interests.contains(who)
        };
        if let Some(one) = all.chain(parties).find(fits) {
            return vec![one];
        }
        let groups = entitled.iter().filter_map(|held| match held.holder() {
            Holder::Group(group) | Holder::Share { of: group, .. } => Some(group),
            _ => None,
        });
        let rolls = groups.map(|group| {
            let persons = self.state.roster.persons_of(group).iter().cloned();
            persons.map(Participant::Person).filter(fits).collect::<Vec<_>>()
        });
        let mut rolls = rolls.filter(|persons| !persons.is_empty());
        rolls.next().unwrap_or_else(|| Self::stranger(&[]).into_iter().collect())
    }

    fn resolving(&self, key: &crate::values::key::StepKey) -> Option<Resolve> {
        let mut against = Vec::new();
        let since = self.decided(key);
        let ballots = self.state.ballots.values();
        for ballot in ballots.filter(|ballot| ballot.step == *key && ballot.entry > since) {
            let resolve = Resolve::new(ballot.question.clone()).with_ballot(ballot.key.clone());
            against.clear();
            if self.basis(key, &resolve, &mut against).is_some() {
                return Some(resolve);
            }
        }
        let agreed = self.state.consensus.iter().rev().find(|known| known.step == *key)?;
        Some(Resolve::new(agreed.text.clone()))
    }
}
