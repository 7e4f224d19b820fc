//! The invariants of the model, each said again in the simplest words: of who acts, of steps and of
//! appeals. What an invariant says of an act is judged by the entries so far, and not by what the
//! engine made of them.

use cogov::act::{Act, ActKind, Entry, Participant, Requirement, Role, Target};
use cogov::case::{Case, State, Visited};
use cogov::procedure::{CompiledProcedure, Completion, StepSet};
use cogov::values::Digest;
use cogov::{Date, Function, Holder};

use super::{carrying, deciding, ending};

pub(super) type Held = Result<(), String>;

/// That something holds, or which invariant is broken.
pub(super) fn hold(holds: bool, words: &str) -> Held {
    if holds { Ok(()) } else { Err(words.to_owned()) }
}

/// An act that was performed: what was before it, what came of it, and all entries before.
#[derive(Clone, Copy)]
pub(super) struct Step<'s> {
    pub(super) before: &'s Case,
    pub(super) way: &'s [&'s Entry],
    pub(super) entry: &'s Entry,
    pub(super) after: &'s Case,
}

pub(super) fn of_state(case: &Case, way: &[&Entry]) -> Held {
    deciding::of_state(case)?;
    carrying::of_state(case, way)
}

pub(super) fn of_act(visited: Visited<'_>) -> Held {
    let Visited::Act { before, way, entry, after } = visited else { return Ok(()) };
    let step = Step { before, way, entry, after };
    step.is_numbered()?;
    step.is_authorised()?;
    step.shows_what_nobody_could_read()?;
    step.is_in_order()?;
    step.keeps_appeals()?;
    deciding::of_act(step)?;
    carrying::of_act(step)?;
    ending::of_act(step)
}

pub(super) fn today(case: &Case, entry: &Entry) -> Date {
    case.charter().calendar_table().day_of(entry.happened()).unwrap()
}

impl<'s> Step<'s> {
    pub(super) fn state(&self) -> &'s State {
        self.before.state()
    }

    pub(super) fn then(&self) -> &'s State {
        self.after.state()
    }

    pub(super) fn is(&self, who: &Participant) -> bool {
        match who {
            Participant::Person(person) => self.entry.hand() == Some(person),
            Participant::Holder(holder) => self.acts_as(holder),
            Participant::Bearer(appeal) => {
                let committed = self.entry.shown().map(|shown| Digest::of(shown.as_bytes()));
                let mut known = self.state().appeals().filter(|known| known.id() == *appeal);
                known.any(|known| committed.is_some() && known.receipt() == committed)
            }
        }
    }

    fn acts_as(&self, holder: &Holder) -> bool {
        let is_affected = || {
            let plan = self.state().plan();
            let mut affected = plan.into_iter().flat_map(|planned| planned.plan().affected());
            affected.any(|one| self.acts_as(one))
        };
        let by = self.entry.by();
        holder == by
            || self.before.charter().includes(holder, by)
            || (*holder == Holder::Affected && is_affected())
    }

    /// 2, 3: each entry is the next one, recorded no earlier, under the same charter.
    fn is_numbered(&self) -> Held {
        let (before, after) = (self.state(), self.then());
        hold(after.entries() == before.entries() + 1, "3: the number is not the next one")?;
        hold(after.last_at() >= before.last_at(), "3: recorded earlier")?;
        hold(self.entry.happened() <= self.entry.at(), "3: it happened later")?;
        let same = self.before.charter().digest() == self.after.charter().digest();
        hold(same, "2: the charter has changed")
    }

    /// 4: whoever bears a receipt shows what nobody else can know: it stands nowhere in the record.
    fn shows_what_nobody_could_read(&self) -> Held {
        let Some(shown) = self.entry.shown() else { return Ok(()) };
        let committed = |entry: &Entry| match entry.act() {
            Act::Submit { with, .. } => with.receipt(),
            _ => None,
        };
        let could_read = |until: usize, value: Digest| {
            let mut read = self.way.iter().take(until);
            read.any(|entry| committed(entry) == Some(value) || entry.shown() == Some(value))
        };
        let hash = Some(Digest::of(shown.as_bytes()));
        let mut all = self.state().appeals().filter(|appeal| appeal.receipt() == hash);
        let came_in = all.next().map_or(0, |appeal| appeal.entry());
        let came_in = usize::try_from(came_in).unwrap() - 1;
        // Whoever let an appeal of their own commit to what they read has it for everybody.
        if committed(self.way[came_in]).is_some_and(|receipt| could_read(came_in, receipt)) {
            return Ok(());
        }
        hold(!could_read(self.way.len(), shown), "4: what was shown could be read in the record")?;
        hold(self.entry.hand().is_none(), "4: whoever shows a receipt is somebody else, too")
    }

    /// The functions that an act performs, where a bar could stand against it.
    fn function(&self) -> Option<Function> {
        match self.entry.act().kind() {
            ActKind::Report | ActKind::Complete | ActKind::TakeOn => Some(Function::Implement),
            ActKind::Verify => Some(Function::Supervise),
            kind => match kind.requires() {
                [Requirement::Power(function)] => Some(*function),
                _ => None,
            },
        }
    }

    /// 4: whoever acts has what the act requires, there and then, and no bar stands against it.
    fn is_authorised(&self) -> Held {
        let (state, kind) = (self.state(), self.entry.act().kind());
        let whole = self.before.charter().on(today(self.before, self.entry));
        let first = || state.appeals().min_by_key(|appeal| appeal.entry());
        let mut matter = state.matter().or_else(|| first().map(|appeal| appeal.matter()));
        let mut place =
            state.matter().map_or_else(|| first().and_then(|one| one.place()), |_| state.place());
        match self.entry.act().target() {
            Some(Target::Appeal(id)) => {
                if let Some(appeal) = state.appeals().find(|appeal| appeal.id() == id) {
                    (matter, place) = (Some(appeal.matter()), appeal.place().or(place));
                }
            }
            Some(Target::Obligation(key)) => {
                let known = state.obligation(&key);
                matter = known.and_then(|known| known.matter()).or(matter);
                place = known.and_then(|known| known.place()).or(place);
            }
            _ => {}
        }
        let setting = matter.map_or(whole, |matter| whole.about(matter).unwrap());
        let setting = place.map_or(setting, |place| setting.at(place).unwrap());
        let may = |function| {
            let powers = setting.who_may(function);
            powers.iter().any(|power| self.acts_as(power.holder()))
                || self.lifted().contains(&function)
        };
        let mut met = kind.requires().iter().map(|requirement| match requirement {
            Requirement::Nothing | Requirement::Channel => true,
            Requirement::Power(function) => may(*function),
            Requirement::PowerOfStep => self.function_of_step().is_some_and(may),
            Requirement::Claim(claim) => {
                let entitled = setting.who_is_entitled(*claim);
                entitled.iter().any(|claim| self.acts_as(claim.holder()))
            }
            Requirement::Role(role) => self.is_in(*role),
            other => panic!("what is {other:?}?"),
        });
        hold(met.any(|met| met), &format!("4: {kind} by somebody who may not"))?;
        let Some(function) = self.function() else { return Ok(()) };
        let bars = setting.bars_on(function);
        let binds = bars.iter().find(|bar| {
            let together = bar.position().together_with();
            self.acts_as(bar.holder()) && together.is_none_or(|other| self.performed(other))
        });
        let lifted = self.lifted().contains(&function);
        hold(binds.is_none() || lifted, &format!("4: {kind} against a bar"))
    }

    /// What was lifted for whoever acts.
    fn lifted(&self) -> Vec<Function> {
        let lifted = self.way.iter().filter_map(|entry| match entry.act() {
            Act::Override { with } if with.who() == self.entry.by() => Some(with.function()),
            _ => None,
        });
        lifted.collect()
    }

    fn function_of_step(&self) -> Option<Function> {
        let Some(Target::Step(key)) = self.entry.act().target() else { return None };
        let compiled = self.compiled()?;
        Some(compiled.step(compiled.find(key.as_str())?)?.function())
    }

    /// Whether whoever acts, as holder or as person, did something of a function before.
    fn performed(&self, function: Function) -> bool {
        self.way.iter().any(|entry| {
            let by_same = entry.by() == self.entry.by()
                || (entry.hand().is_some() && entry.hand() == self.entry.hand());
            by_same && Step { entry, ..*self }.function() == Some(function)
        })
    }

    /// Whether whoever acts is in a role in what the act is about.
    fn is_in(&self, role: Role) -> bool {
        let (state, target) = (self.state(), self.entry.act().target());
        let obligation = match &target {
            Some(Target::Obligation(key)) => state.obligation(key),
            _ => None,
        };
        let is_any = |several: &[Participant]| several.iter().any(|who| self.is(who));
        match role {
            Role::Submitter => match target {
                Some(Target::Appeal(id)) => {
                    let mut own = state.appeals().filter(|one| one.id() == id);
                    self.is(&Participant::Bearer(id))
                        || own.any(|one| one.submitter().is_some_and(|who| self.is(who)))
                }
                _ => false,
            },
            Role::Liable => {
                obligation.is_some_and(|known| self.acts_as(&known.liable().clone().into()))
            }
            Role::Performer => obligation.is_some_and(|known| match known.performers() {
                [] => self.acts_as(&known.liable().clone().into()),
                several => is_any(several),
            }),
            Role::Claimant => obligation.is_some_and(|known| self.is(known.claimant())),
            Role::Verifier => obligation.is_some_and(|known| is_any(known.verifiers())),
            Role::Addressee => match target {
                Some(Target::Reply(key)) => state.replies().any(|reply| {
                    *reply.key() == key && reply.addressees().iter().any(|who| self.acts_as(who))
                }),
                Some(Target::Step(key)) => state.dispatches().iter().any(|one| {
                    *one.step() == key && self.acts_as(&one.dispatch().to().clone().into())
                }),
                _ => false,
            },
            // Who attends, presides and votes is judged where that is.
            _ => true,
        }
    }

    pub(super) fn compiled(&self) -> Option<&'s CompiledProcedure> {
        let run = self.then().run()?;
        self.after.charter().compiled(run.procedure()).ok()
    }

    /// 5, 6: a step is done only when it is in play, its conditions and delays are met and no
    /// milestone is open, and by the act that completes it; or it is absorbed, where that is declared.
    fn is_in_order(&self) -> Held {
        let Some((compiled, then)) = self.compiled().zip(self.then().run()) else { return Ok(()) };
        let before = self.state().run().filter(|run| run.procedure() == then.procedure());
        let done_now = |step| {
            let earlier = before.map_or(0, |run| run.executions(step).len());
            then.executions(step).get(earlier..).unwrap_or_default()
        };
        let newly: StepSet =
            compiled.all().iter().filter(|&step| !done_now(step).is_empty()).collect();
        let marking = before.map_or_else(|| compiled.initial(StepSet::EMPTY), |run| run.marking());
        let binding = marking.included() | newly;
        let calendar = self.after.charter().calendar_table();
        for step in newly.iter() {
            let [done] = done_now(step) else { return Err("6: a step was done twice".to_owned()) };
            let known = compiled.step(step).unwrap();
            let name = known.key();
            let included = marking.included().contains(step);
            hold(included, &format!("6: {name} is out of play"))?;
            // What is to be done again is done at once, where obligations complete it.
            let again = matches!(self.entry.act(), Act::Reopen { .. } | Act::SetAside { .. });
            let undone = again || !marking.done().contains(step) || marking.owed().contains(step);
            hold(undone, &format!("6: {name} is done"))?;
            let waits = (known.after() & marking.included()) - marking.done() - newly;
            hold(waits.is_empty(), &format!("6: {name} waits for a condition"))?;
            let owed = (known.not_while() & marking.owed() & marking.included()) - newly;
            hold(owed.is_empty(), &format!("6: {name} waits for a milestone"))?;
            for edge in known.conditions() {
                let last = then.executions(edge.step()).last();
                let until = last.zip(edge.delay()).map(|(on, term)| calendar.due(on.on(), term));
                let over = until.is_none_or(|until| until.unwrap() <= done.on());
                let binds = binding.contains(edge.step()) || marking.done().contains(edge.step());
                hold(over || !binds, &format!("6: {name} comes before its delay is over"))?;
            }
            // What was taken in before counts for the procedure that begins with the route.
            let by = self.way.iter().find(|entry| entry.seq() == done.entry());
            let act = by.map_or_else(|| self.entry.act(), |entry| entry.act());
            let (kind, completes) = (act.kind(), known.completes());
            match (done.absorbed_by(), act) {
                (Some(by), Act::Absorb { step: named, .. }) => {
                    let declared = known.absorbed_by().and_then(|by| compiled.step(by));
                    let is_declared = declared.is_some_and(|one| one.key() == by) && named == name;
                    hold(is_declared, &format!("5: {name} is absorbed without a condition"))?;
                }
                (Some(_), _) | (None, Act::Absorb { .. }) => {
                    let by_itself =
                        matches!(completes, Completion::Submitted | Completion::Verified);
                    hold(by_itself, &format!("5: {name} was replaced"))?;
                }
                (None, _) => {
                    let by_itself =
                        matches!(completes, Completion::Submitted | Completion::Verified);
                    let fits = kind.completes() == Some(completes) || kind == ActKind::Fail;
                    hold(by_itself || fits, &format!("5: {name} was done by {kind}"))?;
                }
            }
        }
        Ok(())
    }

    /// 7, 8: an appeal keeps who appealed, what it says and who supports it, also when it is merged;
    /// one is declined with a reason and a redress.
    fn keeps_appeals(&self) -> Held {
        for appeal in self.state().appeals() {
            let Some(kept) = self.then().appeals().find(|one| one.id() == appeal.id()) else {
                return Err("7: an appeal is gone".to_owned());
            };
            let same = kept.text() == appeal.text()
                && kept.submitter() == appeal.submitter()
                && kept.entry() == appeal.entry()
                && kept.supporters().starts_with(appeal.supporters())
                && (kept.call_back().is_some() || appeal.call_back().is_none());
            hold(same, "7: an appeal has changed")?;
            // The appeal with whose end the case had ended goes on where that is reopened.
            let goes_on = matches!(self.entry.act(), Act::Reopen { .. }) && kept.ending().is_none();
            // So does what was merged into one that is withdrawn, as it was accepted or not.
            let parted = matches!(self.entry.act(), Act::Withdraw { appeal: into, .. }
                if Some(*into) == appeal.merged_into())
                && kept.ending().is_none()
                && kept.accepted() == appeal.accepted();
            let stays =
                appeal.ending().is_none() || appeal.ending() == kept.ending() || goes_on || parted;
            hold(stays, "7: an appeal has ended twice")?;
        }
        match self.entry.act() {
            Act::Decline { with, .. } => {
                let said = with.reason().is_some() && with.redress().is_some();
                hold(said, "8: declined without a reason or a redress")
            }
            Act::Merge { appeal, with } if with.case().is_none() => {
                let into = self.state().appeals().find(|one| one.id() == with.joins());
                let goes_on = into.is_some_and(|one| one.ending().is_none());
                hold(goes_on && *appeal != with.joins(), "7: merged into what does not go on")
            }
            _ => Ok(()),
        }
    }
}
