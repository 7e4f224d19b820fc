//! Who may act: powers, bars, claims, roles, hands and signatures.

use std::collections::BTreeSet;
use std::panic::{RefUnwindSafe, UnwindSafe};

use crate::act::{ActKind, Participant, Requirement, Role, Target};
use crate::case::context::Context;
use crate::case::naming::{holder_arg, holders_arg, participants_arg};
use crate::case::refusal::{Cited, Reasons, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::case::sitting::Sitting;
use crate::case::sparing::add;
use crate::charter::{Held, Setting};
use crate::position::{Claim, Function, Holder, Right};
use crate::problem::Arg;
use crate::values::key::PartyKey;
use crate::values::lang::Lang;

/// Whether whoever acts has what the act requires; what stands against it otherwise.
pub(crate) fn check(context: &Context<'_>, out: &mut Vec<Refusal>) {
    out.extend(context.unmet());
    match context.memo {
        Some(memo) => out.extend_from_slice(memo.hand(|| check_hand(context))),
        None => out.append(&mut check_hand(context)),
    }
}

/// Which functions an act performs: those of which it may need the power.
pub(crate) fn performs(kind: ActKind) -> impl Iterator<Item = Function> {
    let by_stage = match kind {
        ActKind::TakeOn | ActKind::Delegate | ActKind::Report | ActKind::Complete => {
            Some(Function::Implement)
        }
        ActKind::Verify => Some(Function::Supervise),
        _ => None,
    };
    let by_power = kind.requires().first().and_then(|requirement| match requirement {
        Requirement::Power(function) => Some(*function),
        _ => None,
    });
    by_stage.or(by_power).into_iter()
}

/// Those who hold something, and by which positions.
fn holding(held: &[Held<'_>]) -> (Vec<Holder>, Vec<Cited>) {
    let holders = held.iter().map(|held| held.holder().clone());
    let cited = held.iter().map(|held| Cited::Position(held.index()));
    (holders.collect(), cited.collect())
}

/// Whether the power of a holder is enough for such an act. As some, each of many would act by
/// themselves: what many decided is not undone by one of them, but by a body, a seat, or as many
/// together as the charter says.
const fn admits(kind: ActKind, holder: &Holder) -> bool {
    let is_many =
        matches!(holder, Holder::Group(_) | Holder::Sector(_) | Holder::Anyone | Holder::Affected);
    !is_many || !matches!(kind, ActKind::SetAside)
}

/// Somebody in a role.
enum InRole<'r> {
    Participant(&'r Participant),
    Holder(&'r Holder),
    Party(&'r PartyKey),
}

/// One requirement that is not met.
enum Unmet {
    Role(Role),
    Right(Refusal),
}

impl Unmet {
    fn is_bar(&self) -> bool {
        match self {
            Self::Role(_) => false,
            Self::Right(refusal) => {
                matches!(refusal.code(), RefusalCode::Barred | RefusalCode::BarredBeside)
            }
        }
    }
}

impl Context<'_> {
    /// What stands against whoever acts, if none of what the act requires is met: what stands
    /// first says most, and a bar says more than that there is no power.
    fn unmet(&self) -> Option<Refusal> {
        self.unmet_unless(|role| self.has_role(role))
    }

    /// Whether whoever acts by running a session runs one of these.
    pub(crate) fn check_runs(&self, one: impl Fn(&Sitting) -> bool, out: &mut Vec<Refusal>) {
        let runs =
            || self.state.sessions.values().any(|sitting| one(sitting) && self.runs(sitting));
        out.extend(self.unmet_unless(|role| match role {
            Role::Presiding => runs(),
            role => self.has_role(role),
        }));
    }

    /// Whether whoever acts is there to run a session.
    pub(crate) fn runs(&self, sitting: &Sitting) -> bool {
        let mut running = sitting.attendees.iter();
        running.any(|one| {
            one.role.presides() && one.present && self.is(one.proxy.as_ref().unwrap_or(&one.who))
        })
    }

    /// The same, given who has a role.
    fn unmet_unless(&self, has_role: impl Fn(Role) -> bool) -> Option<Refusal> {
        let requires = self.kind.requires();
        // Who has a role is seen at once, without looking up what the charter says.
        let by_role = requires.iter().any(|requirement| match requirement {
            Requirement::Nothing | Requirement::Channel => true,
            Requirement::Role(role) => has_role(*role),
            Requirement::Power(_) | Requirement::PowerOfStep | Requirement::Claim(_) => false,
        });
        if by_role {
            return None;
        }
        let mut first: Option<Unmet> = None;
        for requirement in requires {
            let unmet = match requirement {
                Requirement::Nothing | Requirement::Channel => return None,
                Requirement::Role(role) => Unmet::Role(*role),
                Requirement::Power(function) => {
                    Unmet::Right(self.without_power(self.setting(), *function)?)
                }
                // A step that there is not is a breach of its own.
                Requirement::PowerOfStep => {
                    Unmet::Right(self.without_power(self.setting(), self.function_of_step()?)?)
                }
                Requirement::Claim(claim) => Unmet::Right(self.without_claim(*claim)?),
            };
            if first.as_ref().is_none_or(|known| !known.is_bar() && unmet.is_bar()) {
                first = Some(unmet);
            }
        }
        first.map(|unmet| match unmet {
            Unmet::Role(role) => self.without_role(role),
            Unmet::Right(refusal) => refusal,
        })
    }

    /// The function of the step that the act is about.
    fn function_of_step(&self) -> Option<Function> {
        let Some(Target::Step(key)) = &self.target else { return None };
        let compiled = self.compiled()?;
        compiled.step(compiled.find(key.as_str())?).map(|step| step.function())
    }

    /// What stands against a power at another matter or place than that of the act.
    pub(crate) fn check_power(
        &self,
        setting: Setting<'_>,
        function: Function,
        out: &mut Vec<Refusal>,
    ) {
        out.extend(self.without_power(setting, function));
    }

    /// What stands against a power of whoever acts here: that they have none, or a bar.
    fn without_power(&self, setting: Setting<'_>, function: Function) -> Option<Refusal> {
        let find = || {
            let is_enough = |held: &Holder| self.acts_as(held) && admits(self.kind, held);
            match setting.is_given(Right::Power(function), is_enough) {
                true => self.bar_on(setting, function),
                false => Some(self.no_power(setting, function)),
            }
        };
        // What is remembered is of acts that take any power.
        match self.memo.filter(|_| self.kind != ActKind::SetAside) {
            Some(memo) => memo.power(setting.scope(), function, find),
            None => find(),
        }
    }

    fn no_power(&self, setting: Setting<'_>, function: Function) -> Refusal {
        let kind = self.kind;
        let who = move |setting: Setting<'_>| {
            let mut held = setting.who_may(function);
            held.retain(|held| admits(kind, held.holder()));
            holding(&held)
        };
        self.lacking(RefusalCode::NoPower, Requirement::Power(function), setting, who)
    }

    /// That whoever acts lacks what others have here.
    fn lacking(
        &self,
        code: RefusalCode,
        lacks: Requirement,
        setting: Setting<'_>,
        who: impl Fn(Setting<'_>) -> (Vec<Holder>, Vec<Cited>)
        + Send
        + Sync
        + UnwindSafe
        + RefUnwindSafe
        + 'static,
    ) -> Refusal {
        let (charter, by) = (self.charter.clone(), self.by.clone());
        let (scope, day) = (setting.scope(), self.day);
        Refusal::telling(code, move || {
            let (having, cited) = who(Setting::at_scope(&charter, scope, day));
            let required = |lang| lacks.describe(lang);
            let args = vec![
                holder_arg(&charter, "by", &by),
                Arg::bilingual("required", required(Lang::En), required(Lang::Zh)),
                holders_arg(&charter, "holders", &having),
            ];
            Reasons::of(args).citing(cited).needing(having)
        })
    }

    /// The bar that stands against whoever acts, if one does.
    pub(crate) fn bar_on(&self, setting: Setting<'_>, function: Function) -> Option<Refusal> {
        let find = || self.find_bar(setting, function);
        match self.memo {
            Some(memo) => memo.bar(setting.scope(), function, find),
            None => find(),
        }
    }

    fn find_bar(&self, setting: Setting<'_>, function: Function) -> Option<Refusal> {
        let overrides = &self.state.overrides;
        if !overrides.is_empty() && overrides.contains(&(self.by.clone(), function)) {
            return None;
        }
        let several: &[Holder] = match self.by {
            Holder::Jointly(several) => several.as_slice(),
            _ => &[],
        };
        let binds = |barred: &Holder| {
            self.acts_as(barred) || several.iter().any(|one| self.charter.includes(barred, one))
        };
        // Most acts meet no bar, which is seen without listing those on others.
        if !setting.is_given(Right::Bar(function), binds) {
            return None;
        }
        let label = |lang| function.label(lang);
        let what = || Arg::bilingual("function", label(Lang::En), label(Lang::Zh));
        for bar in setting.bars_on(function) {
            if !binds(bar.holder()) {
                continue;
            }
            let cited = [Cited::Position(bar.index())];
            let Some(other) = bar.position().together_with() else {
                let refusal = Refusal::new(RefusalCode::Barred, vec![self.by_arg(), what()]);
                return Some(refusal.citing(cited));
            };
            if self.has_performed(other) {
                let label = |lang| other.label(lang);
                let other = Arg::bilingual("other", label(Lang::En), label(Lang::Zh));
                let args = vec![self.by_arg(), what(), other];
                return Some(Refusal::new(RefusalCode::BarredBeside, args).citing(cited));
            }
        }
        None
    }

    /// Whether whoever acts, as holder or as person, performed a function in this case.
    fn has_performed(&self, function: Function) -> bool {
        let state = self.state;
        state.performed.iter().any(|(known, by)| *known == function && by == self.by)
            || self
                .hand
                .is_some_and(|hand| state.performed_by_person.contains(&(function, hand.clone())))
    }

    /// What stands against a claim of whoever acts.
    fn without_claim(&self, claim: Claim) -> Option<Refusal> {
        let setting = self.setting();
        let find = || {
            if setting.is_given(Right::Claim(claim), |held| self.acts_as(held)) {
                return None;
            }
            let who = move |setting: Setting<'_>| holding(&setting.who_is_entitled(claim));
            Some(self.lacking(RefusalCode::NoClaim, Requirement::Claim(claim), setting, who))
        };
        match self.memo {
            Some(memo) => memo.claim(setting.scope(), claim, find),
            None => find(),
        }
    }

    /// Whether whoever acts has a role in what the act is about. Where that is not there, it is a
    /// breach of its own; and some roles depend on what comes with the act.
    fn has_role(&self, role: Role) -> bool {
        let mut is_one = false;
        let is_known = self.each_in(role, |who| {
            is_one = is_one
                || match who {
                    InRole::Participant(who) => self.is(who),
                    InRole::Holder(holder) => self.acts_as(holder),
                    InRole::Party(party) => self.acts_as_party(party),
                };
        });
        is_one || !is_known
    }

    fn without_role(&self, role: Role) -> Refusal {
        let mut in_role: Vec<Participant> = Vec::new();
        self.each_in(role, |who| {
            let who = match who {
                InRole::Participant(who) => who.clone(),
                InRole::Holder(holder) => Participant::Holder(holder.clone()),
                InRole::Party(party) => party.clone().into(),
            };
            add(&mut in_role, who);
        });
        let (charter, by) = (self.charter.clone(), self.by.clone());
        let (scope, day, requires) = (self.setting().scope(), self.day, self.kind.requires());
        Refusal::telling(RefusalCode::NotInRole, move || {
            // Where nobody has the role, those are told who can do it otherwise.
            let setting = Setting::at_scope(&charter, scope, day);
            let in_role = if in_role.is_empty() {
                let may = requires.iter().filter_map(|requirement| match requirement {
                    Requirement::Power(function) => Some(setting.who_may(*function)),
                    _ => None,
                });
                let mut may: Vec<Participant> =
                    may.flatten().map(|held| held.holder().clone().into()).collect();
                may.dedup();
                may
            } else {
                in_role.clone()
            };
            let holders = in_role.iter().filter_map(|who| match who {
                Participant::Holder(holder) => Some(holder.clone()),
                Participant::Person(_) => None,
            });
            let args = vec![
                holder_arg(&charter, "by", &by),
                Arg::bilingual("required", role.label(Lang::En), role.label(Lang::Zh)),
                participants_arg(&charter, "holders", &in_role),
            ];
            Reasons::of(args).needing(holders)
        })
    }

    /// Goes through those in a role in what the act is about; says whether that is known.
    fn each_in(&self, role: Role, mut met: impl FnMut(InRole<'_>)) -> bool {
        let state = self.state;
        match (role, &self.target) {
            // These can act for others, which is said by what comes with the act.
            (Role::Invitee | Role::Attendee | Role::Elector, _) => return false,
            (Role::Presiding, _) => self.each_presiding(|who| met(InRole::Participant(who))),
            (Role::Submitter, Some(Target::Appeal(id))) => {
                let Some(appeal) = state.appeals.get(id) else { return false };
                appeal.submitter.iter().for_each(|who| met(InRole::Participant(who)));
            }
            (Role::Addressee, Some(Target::Reply(key))) => {
                let Some(reply) = state.replies.get(key) else { return false };
                reply.addressees.iter().for_each(|holder| met(InRole::Holder(holder)));
            }
            (Role::Addressee, Some(Target::Step(key))) => {
                let dispatched = state.dispatches.iter().filter(|d| d.step == *key);
                dispatched.for_each(|dispatched| met(InRole::Party(dispatched.dispatch.to())));
            }
            (role, Some(Target::Obligation(key))) => {
                let Some(known) = state.obligations.get(key) else { return false };
                match role {
                    Role::Liable => met(InRole::Party(&known.liable)),
                    Role::Performer if known.performers.is_empty() => {
                        met(InRole::Party(&known.liable));
                    }
                    Role::Performer => {
                        known.performers.iter().for_each(|who| met(InRole::Participant(who)));
                    }
                    Role::Claimant => met(InRole::Participant(&known.claimant)),
                    Role::Verifier => {
                        known.verifiers.iter().for_each(|who| met(InRole::Participant(who)));
                    }
                    _ => return false,
                }
            }
            _ => return false,
        }
        true
    }

    /// Goes through whoever runs the session that the act is about, and is present.
    fn each_presiding<'s>(&'s self, mut met: impl FnMut(&'s Participant)) {
        let state = self.state;
        let mut of_session = |sitting: &'s Sitting| {
            let running = sitting.attendees.iter();
            let running = running.filter(|one| one.role.presides() && one.present);
            running.for_each(|one| met(one.proxy.as_ref().unwrap_or(&one.who)));
        };
        let session = match &self.target {
            Some(Target::Session(id)) => Some(id),
            Some(Target::Ballot(key)) => {
                let Some(ballot) = state.ballots.get(key) else { return };
                // One in writing is closed, as it is opened, by whoever runs a session of its step.
                if ballot.session.is_none() {
                    let serving = state.sessions.values();
                    let serving = serving.filter(|sitting| sitting.steps.contains(&ballot.step));
                    return serving.for_each(of_session);
                }
                ballot.session.as_ref()
            }
            Some(Target::Step(_)) => {
                let open = state.sessions.values().filter(|sitting| sitting.adjourned.is_none());
                return open.for_each(of_session);
            }
            _ => None,
        };
        if let Some(sitting) = session.and_then(|id| state.sessions.get(id)) {
            of_session(sitting);
        }
    }
}

/// Whether the person may act for the holder, and whether enough have signed.
fn check_hand(context: &Context<'_>) -> Vec<Refusal> {
    let mut out = Vec::new();
    let (state, roster) = (context.state, &context.state.roster);
    let is_known = match (context.by, context.hand) {
        (Holder::Seat(seat), Some(hand)) => roster.is_seated(seat, hand, context.day),
        // A seat acts by whoever holds it.
        (Holder::Seat(_), None) => false,
        (Holder::Party(party), Some(hand)) => {
            let seated = || {
                let seats = context.charter.seats().iter().filter_map(|listed| listed.given());
                seats
                    .filter(|seat| seat.body() == party)
                    .any(|seat| roster.is_seated(seat.key(), hand, context.day))
            };
            roster.is_member(party, hand).is_none_or(|is_member| is_member || seated())
        }
        (Holder::Group(group), Some(hand)) => roster.is_of_group(group, hand).unwrap_or(true),
        _ => true,
    };
    if !is_known {
        out.push(Refusal::new(RefusalCode::NotSeated, vec![context.by_arg()]));
    }
    let too_few = |signed: u64, needed: u64| {
        let args = vec![Arg::plain("signed", signed), Arg::plain("needed", needed)];
        (signed < needed).then(|| Refusal::new(RefusalCode::TooFewSigned, args))
    };
    match context.by {
        Holder::Jointly(several) => {
            let signed = several
                .iter()
                .filter(|one| context.signed.contains(&Participant::Holder((*one).clone())))
                .count();
            out.extend(too_few(signed as u64, several.as_slice().len() as u64));
        }
        Holder::Share { at_least, of } => {
            let persons: BTreeSet<&Participant> = context
                .signed
                .iter()
                .filter(|who| match who {
                    Participant::Person(person) => roster.is_of_group(of, person).unwrap_or(true),
                    Participant::Holder(_) => false,
                })
                .collect();
            let listed =
                context.charter.group(of).ok().and_then(|group| group.size().given().copied());
            let size = state.roster.size_of(of).or(listed);
            let share = at_least.get();
            // Where nobody knows how many they are, one signature has to do: that the charter
            // does not say it is for the audit to find.
            let needed = size.map_or(1, |size| {
                let whole = u128::from(size).saturating_mul(u128::from(share.numerator()));
                let needed = whole.div_ceil(u128::from(share.denominator()).max(1));
                u64::try_from(needed).unwrap_or(u64::MAX).max(1)
            });
            out.extend(too_few(persons.len() as u64, needed));
        }
        _ => {}
    }
    out
}
