//! What is due while no procedure runs, and where nothing else is: that appeals are accepted and
//! answered, that a topic is screened, that a route is followed, that a case goes on or is closed.

use crate::case::appeal::Appeal;
use crate::case::context::setting;
use crate::case::due::{Clock, Due, DueThing, answerable};
use crate::position::Function;
use crate::time::{Instant, Term};
use crate::triage::DestinationKind;

impl Clock<'_> {
    pub(super) fn before_a_procedure(&self, all: &mut Vec<Due>) {
        self.appeals(all);
        all.extend(self.screening());
        all.extend(self.following());
    }

    fn open_appeals(&self) -> impl Iterator<Item = &Appeal> {
        self.state.appeals().filter(|appeal| appeal.ending.is_none())
    }

    /// Whether an answer from above is waited for.
    fn waits_for_above(&self) -> bool {
        let asked = self.state.referrals.iter().map(|referral| &referral.reply);
        asked.filter_map(|key| self.state.replies.get(key)).any(|reply| reply.answered.is_none())
    }

    /// Appeals to accept or decline, and accepted ones that nothing answers yet: neither a procedure
    /// nor the level above.
    pub(super) fn appeals(&self, all: &mut Vec<Due>) {
        let intake = self.charter.intake().given();
        let accept = intake.and_then(|intake| intake.accept_within().given().copied());
        let answer = intake.and_then(|intake| intake.answer_within().given().copied());
        let is_dealt_with = self.state.run.is_some() || self.waits_for_above();
        for appeal in self.open_appeals() {
            let (thing, term) = match appeal.accepted {
                None => (DueThing::Appeal(appeal.id), accept),
                Some(_) if is_dealt_with => continue,
                Some(_) => (DueThing::AppealAnswer(appeal.id), answer),
            };
            let (matter, place) = (Some(&appeal.matter), appeal.place.as_ref());
            let here = setting(self.charter, matter, place, self.today());
            let times = (appeal.on, self.over(appeal.on, term));
            all.push(self.due(thing, times, answerable(here, Function::Receive), here));
        }
    }

    /// An accepted matter that nobody routed yet, from whoever leads screening, in their term.
    fn screening(&self) -> Option<Due> {
        let state = self.state;
        if state.run.is_some() || state.routed.is_some() || !state.referrals.is_empty() {
            return None;
        }
        let since = self.open_appeals().filter_map(|appeal| appeal.accepted_on).min()?;
        let here = self.setting(None);
        let leads = here.who_must(Function::Screen);
        let terms = leads.iter().filter_map(|held| held.position().within().given().copied());
        let over = terms.filter_map(|term: Term| self.over(since, Some(term))).min();
        let from = answerable(here, Function::Screen);
        Some(self.due(DueThing::Screening, (since, over), from, here))
    }

    /// What the topic was routed to, if that was not done yet.
    fn following(&self) -> Option<Due> {
        let routed = self.state.routed.as_ref()?;
        let kind = routed.to.kind();
        let function = match kind {
            // A procedure says itself what is due.
            DestinationKind::Consult | DestinationKind::ConsultWithAdvisers => return None,
            DestinationKind::ReferUp => {
                let last = self.state.referrals.last().map(|referral| referral.entry);
                if last.is_some_and(|last| last > routed.entry) {
                    return None;
                }
                Function::Screen
            }
            DestinationKind::Settle | DestinationKind::Decline => {
                self.open_appeals().next()?;
                Function::Receive
            }
        };
        let here = self.setting(None);
        let (times, from) = ((routed.on, None), answerable(here, function));
        Some(self.due(DueThing::Following(kind), times, from, here))
    }

    /// The case itself, from whoever can take it further, or else close it.
    pub(super) fn the_case_itself(&self) -> Option<Due> {
        let since: Instant = self.state.last_at?;
        let run = self.state.run.as_ref();
        let running = run.and_then(|run| Some((run, run.compiled(self.charter)?)));
        let mut from = Vec::new();
        if let Some((run, compiled)) = running {
            let done = run.marking.done();
            let next = compiled.enabled(run.marking);
            for step in next.iter().filter(|step| !done.contains(*step)) {
                for who in self.doers(step) {
                    if !from.contains(&who) {
                        from.push(who);
                    }
                }
            }
        }
        let here = self.setting(None);
        for function in [Function::Evaluate, Function::Receive] {
            if from.is_empty() {
                from = answerable(here, function);
            }
        }
        Some(self.due(DueThing::Case, (since, None), from, here))
    }
}
