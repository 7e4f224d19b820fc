//! The invariants of obligations: 15 to 19.

use cogov::act::{Act, ActKind, Entry, ObligationDraft, Participant, VerificationResult};
use cogov::case::{Case, Obligation, ObligationState};
use cogov::values::ObligationKey;
use cogov::{Charter, Function, Holder};

use super::invariants::{Held, Step, hold, today};

/// The drafts that an entry lays down.
fn drafts(entry: &Entry) -> Vec<&ObligationDraft> {
    match entry.act() {
        Act::Resolve { with, .. } => with.obligations().iter().collect(),
        Act::StartStandingDuty { with } => vec![with],
        Act::FindDefault { with, .. } => with.consequence().into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Whoever ever performed an obligation, by the entries: those to whom it was given, who answered
/// for it, and who reported or completed, as holder, as person, or by signing.
fn performed(key: &ObligationKey, way: &[&Entry]) -> Vec<Participant> {
    let mut all = Vec::new();
    for entry in way {
        for draft in drafts(entry).into_iter().filter(|draft| draft.key() == key) {
            all.push(draft.liable().clone().into());
            all.extend(draft.performers().iter().cloned());
        }
        match entry.act() {
            Act::Delegate { obligation, with } if obligation == key => {
                all.push(with.to().clone());
            }
            Act::Transfer { obligation, with } if obligation == key => {
                all.push(with.to().clone().into());
            }
            Act::Report { obligation, .. } | Act::Complete { obligation, .. }
                if obligation == key =>
            {
                all.push(Participant::Holder(entry.by().clone()));
                all.extend(entry.hand().cloned().map(Participant::Person));
                all.extend(entry.signed().iter().cloned());
            }
            _ => {}
        }
    }
    all
}

/// Whether somebody is one of several, or of the same body as one: each who acts together with
/// others counts.
fn is_among(charter: &Charter, who: &Participant, several: &[Participant]) -> bool {
    let each = |who: &Participant| -> Vec<Participant> {
        match who {
            Participant::Holder(Holder::Jointly(all)) => {
                all.iter().map(|one| one.clone().into()).collect()
            }
            who => vec![who.clone()],
        }
    };
    let body = |who: Participant| match &who {
        Participant::Holder(Holder::Seat(seat)) => {
            charter.seat(seat).unwrap().body().clone().into()
        }
        _ => who,
    };
    let bodies: Vec<Participant> = several.iter().flat_map(each).map(body).collect();
    each(who).into_iter().map(body).any(|who| bodies.contains(&who))
}

/// What holds in each state: 15, 16, 18, 19.
pub(super) fn of_state(case: &Case, way: &[&Entry]) -> Held {
    let state = case.state();
    for known in state.obligations() {
        let key = known.key();
        let sources = way.iter().filter(|entry| entry.seq() == known.source());
        let mut laid = sources.flat_map(|entry| drafts(entry)).filter(|draft| draft.key() == key);
        hold(laid.next().is_some(), "15: an obligation comes from nowhere")?;
        let resolved = state.resolutions().iter().filter(|one| one.obligations().contains(key));
        let by_resolution = resolved.clone().all(|one| one.entry() == known.source());
        hold(resolved.count() <= 1 && by_resolution, "15: an obligation comes from two decisions")?;
        if !known.state().is_final() {
            let ever = performed(key, way);
            let left = known.verifiers().iter().any(|who| !is_among(case.charter(), who, &ever));
            hold(left, "16: nobody is left to verify")?;
        }
        is_shown(known, way)?;
    }
    for resolution in state.resolutions() {
        let all = resolution.obligations().iter().all(|key| state.obligation(key).is_some());
        hold(all, "15: something was resolved without an obligation")?;
    }
    Ok(())
}

/// 18, 19: of each state of an obligation, what has to be in the entries.
fn is_shown(known: &Obligation, way: &[&Entry]) -> Held {
    let completed = way.iter().rfind(|entry| {
        matches!(entry.act(), Act::Complete { obligation, .. } if obligation == known.key())
    });
    let verified = way.iter().rev().find_map(|entry| match entry.act() {
        Act::Verify { obligation, with } if obligation == known.key() => {
            Some((entry, with.result()))
        }
        _ => None,
    });
    match known.state() {
        ObligationState::Pending => hold(known.due().is_none(), "18: due before it began"),
        ObligationState::Fulfilled { late, .. } => {
            let Some((completed, (verified, result))) = completed.zip(verified) else {
                return Err("19: fulfilled without a verification".to_owned());
            };
            hold(result == VerificationResult::Solved, "19: what is partly done is fulfilled")?;
            hold(completed.seq() < verified.seq(), "19: verified before it was done")?;
            let Act::Complete { with, .. } = completed.act() else { return Ok(()) };
            hold(!with.evidence().is_empty(), "19: fulfilled without evidence")?;
            let overdue = known.due().is_some_and(|due| due <= completed.happened());
            hold(late == overdue, "18: late or not is fixed when it was submitted")
        }
        ObligationState::Submitted { .. } => hold(completed.is_some(), "17: submitted by nobody"),
        _ => Ok(()),
    }
}

pub(super) fn of_act(step: Step<'_>) -> Held {
    step.obliges_whom_it_can()?;
    step.is_verified_by_others()?;
    for before in step.state().obligations() {
        let Some(then) = step.then().obligation(before.key()) else {
            return Err("24: an obligation is gone".to_owned());
        };
        step.moves_rightly(before, then)?;
        step.keeps_time(before, then)?;
        let kept = then.source() == before.source()
            && then.claimant() == before.claimant()
            && then.verifiers() == before.verifiers()
            && then.events().starts_with(before.events());
        hold(kept, "15: an obligation has changed")?;
        let handed = step.entry.act().kind() == ActKind::Transfer;
        hold(then.liable() == before.liable() || handed, "15: somebody else became liable")?;
    }
    let new = step.then().obligations().len() - step.state().obligations().len();
    hold(new == drafts(step.entry).len(), "15: not one obligation for each thing")
}

impl Step<'_> {
    /// 15: who is to be liable has the duty to carry it out there, as lead or in support.
    fn obliges_whom_it_can(&self) -> Held {
        let mut liable: Vec<_> = drafts(self.entry).iter().map(|one| one.liable()).collect();
        if let Act::Transfer { with, .. } = self.entry.act() {
            liable.push(with.to());
        }
        let setting = self.before.charter().on(today(self.before, self.entry));
        let matter = self.then().matter();
        let setting = matter.map_or(setting, |matter| setting.about(matter).unwrap());
        let setting = self.then().place().map_or(setting, |place| setting.at(place).unwrap());
        let mut bound = setting.who_must(Function::Implement);
        bound.extend(setting.who_helps(Function::Implement));
        let has_duty = |party: &cogov::PartyKey| {
            bound.iter().any(|held| *held.holder() == Holder::Party(party.clone()))
        };
        hold(liable.into_iter().all(has_duty), "15: somebody is liable without a duty")
    }

    /// 16: who verifies never performed it, neither as holder nor as person.
    fn is_verified_by_others(&self) -> Held {
        let Act::Verify { obligation, .. } = self.entry.act() else { return Ok(()) };
        let ever = performed(obligation, self.way);
        let by = Participant::Holder(self.entry.by().clone());
        let hand = self.entry.hand().cloned().map(Participant::Person);
        let charter = self.before.charter();
        let own = std::iter::once(&by).chain(&hand).any(|who| is_among(charter, who, &ever));
        hold(!own, "16: whoever performed it verified it")
    }

    /// 17: an obligation moves only as the model draws it, and what is at its end stays there.
    fn moves_rightly(&self, before: &Obligation, then: &Obligation) -> Held {
        use ObligationState::{
            Active, Defaulted, Discharged, Expired, Fulfilled, Pending, Submitted, Suspended,
        };
        let kind = self.entry.act().kind();
        let again = matches!(kind, ActKind::SetAside | ActKind::Reopen);
        let discharging = kind == ActKind::Discharge || again;
        let solved = matches!(self.entry.act(),
            Act::Verify { with, .. } if with.result() == VerificationResult::Solved);
        let fits = match (before.state(), then.state()) {
            (was, is) if was == is => true,
            (Pending, Active { .. }) => true,
            (Active { .. }, Suspended { .. }) => kind == ActKind::Suspend,
            (Suspended { .. }, Active { .. }) => kind == ActKind::Resume,
            (Active { .. }, Submitted { .. }) => kind == ActKind::Complete,
            (Submitted { .. }, Active { .. }) => kind == ActKind::Verify && !solved,
            (Submitted { .. }, Fulfilled { .. }) => solved,
            (Pending | Active { .. } | Suspended { .. }, Discharged { .. }) => discharging,
            // What waits to be verified is discharged only with the whole decision.
            (Submitted { .. }, Discharged { .. }) => again,
            (Active { .. }, Defaulted) => {
                let overdue = before.due().is_some_and(|due| due <= self.entry.happened());
                kind == ActKind::FindDefault && overdue
            }
            (Pending | Active { .. } | Suspended { .. }, Expired) => {
                before.sunset().is_some() || before.after().is_some()
            }
            _ => false,
        };
        hold(fits, &format!("17: {kind} made {:?} of {:?}", then.state(), before.state()))
    }

    /// 18: a day changes only by an extension, by standing still, or by a variation, and only later;
    /// one that begins is due when its term is over.
    fn keeps_time(&self, before: &Obligation, then: &Obligation) -> Held {
        let calendar = self.before.charter().calendar_table();
        let kind = self.entry.act().kind();
        match (before.due(), then.due()) {
            (Some(was), Some(is)) if kind == ActKind::Resume && before.state() != then.state() => {
                let ObligationState::Suspended { from, .. } = before.state() else {
                    return Err("17: what was not suspended was gone on with".to_owned());
                };
                let day = |at| calendar.day_of(at).unwrap();
                let stood = day(from).days_until(day(self.entry.happened()));
                hold(day(was).days_until(day(is)) == stood, "18: not the days it stood still")
            }
            (was, is) if was == is => Ok(()),
            (None, Some(due)) => {
                let ObligationState::Active { since } = then.state() else {
                    return hold(kind == ActKind::Vary, "18: due before it began");
                };
                let Some(cogov::act::Deadline::Within(term)) = then.within() else { return Ok(()) };
                hold(due == calendar.due(since, term).unwrap(), "18: due on another day")
            }
            (Some(was), Some(is)) => match kind {
                ActKind::Extend => hold(is > was, "18: extended to an earlier day"),
                ActKind::Vary => Ok(()),
                _ => Err(format!("18: {kind} changed the day")),
            },
            (Some(_), None) => hold(kind == ActKind::Vary, "18: the day is gone"),
            (None, None) => Ok(()),
        }
    }
}
