//! Who may act: powers, bars, claims, roles, hands and signatures.

use std::collections::BTreeSet;
use std::panic::{RefUnwindSafe, UnwindSafe};

use crate::act::{Act, ActKind, Entry, Participant, Requirement, Role, Target};
use crate::case::context::{Context, parts};
use crate::case::naming::{holder_arg, holders_arg, participants_arg};
use crate::case::refusal::{Cited, Reasons, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::case::sitting::Sitting;
use crate::case::sparing::add;
use crate::case::state::State;
use crate::charter::{Charter, Held, Setting};
use crate::party::LeastShare;
use crate::position::{Claim, Function, Holder, Position, PositionKind, Right};
use crate::problem::Arg;
use crate::values::bounds::LIST;
use crate::values::key::{GroupKey, MatterKey, PartyKey, PersonKey, PlaceKey};
use crate::values::lang::Lang;

/// Whether whoever acts has what the act requires; what stands against it otherwise.
pub(crate) fn check(context: &Context<'_>, out: &mut Vec<Refusal>) {
    context.check_listed(context.by, out);
    let is_by = |who: &&Participant| match who {
        Participant::Holder(who) => parts(context.by).any(|one| one == who),
        Participant::Person(_) => true,
    };
    for who in context.signed.iter().filter(|who| !is_by(who)) {
        context.check_participant(who, out);
    }
    // What comes with such an act says on which matter and where it is: it is judged with that.
    let is_judged_later = || fixes_setting(context.kind) && context.has_power_somewhere();
    out.extend(context.unmet().filter(|_| !is_judged_later()));
    match context.memo {
        Some(memo) => out.extend_from_slice(memo.hand(|| check_hand(context))),
        None => out.append(&mut check_hand(context)),
    }
}

/// The function that an act performs whoever does it, and by whatever they may.
const fn performs(kind: ActKind) -> Option<Function> {
    match kind {
        ActKind::TakeOn | ActKind::Delegate | ActKind::Report | ActKind::Complete => {
            Some(Function::Implement)
        }
        ActKind::Verify => Some(Function::Supervise),
        _ => None,
    }
}

/// The function on which bars bind whoever acts by a role, and needs no power.
pub(crate) const fn bound_in_role(kind: ActKind) -> Option<Function> {
    match kind {
        // Whoever has somebody else do it does not do it.
        ActKind::Delegate => None,
        kind => performs(kind),
    }
}

/// Whether what comes with an act says on which matter and at which place it is.
const fn fixes_setting(kind: ActKind) -> bool {
    matches!(kind, ActKind::Accept | ActKind::StartStandingDuty)
}

/// The function that an entry performs: the one of its kind, or that of the power by which it is
/// admitted; none, where it is admitted by a role or a claim.
pub(crate) fn performed(charter: &Charter, state: &State, entry: &Entry) -> Option<Function> {
    let kind = entry.act().kind();
    performs(kind).or_else(|| match kind.requires() {
        [Requirement::Power(function)] => Some(*function),
        [Requirement::PowerOfStep] => Context::of(charter, state, entry).function_of_step(),
        [_] => None,
        _ => Context::of(charter, state, entry).admitted_by(entry.act()),
    })
}

/// The signatures with which somebody can act: of all who act only together, and of so many of a
/// group as a share needs. Of those who are known, whoever did nothing in the case signs first.
pub(crate) fn signatures(charter: &Charter, state: &State, by: &Holder) -> Vec<Participant> {
    match by {
        Holder::Jointly(several) => several.iter().cloned().map(Participant::Holder).collect(),
        Holder::Share { at_least, of } => {
            let needed = needed(charter, state, *at_least, of);
            if needed > LIST.largest() {
                return Vec::new();
            }
            let needed = usize::try_from(needed).unwrap_or(usize::MAX);
            let acted = |person: &PersonKey| {
                state.interests.contains(&Participant::Person(person.clone()))
                    || state.performed_by_person.iter().any(|(_, known)| known == person)
            };
            let mut known: Vec<PersonKey> = match state.roster.persons_of(of) {
                [] => (1..)
                    .map_while(|n| PersonKey::new(&format!("somebody-{n}")).ok())
                    .take(needed)
                    .collect(),
                persons => persons.to_vec(),
            };
            known.sort_by_key(|person| acted(person));
            known.into_iter().take(needed).map(Participant::Person).collect()
        }
        _ => Vec::new(),
    }
}

/// How many of a group have to sign.
fn needed(charter: &Charter, state: &State, at_least: LeastShare, of: &GroupKey) -> u64 {
    let share = at_least.get();
    let listed = charter.group(of).ok().and_then(|group| group.size().given().copied());
    let size = state.roster.size_of(of).or(listed);
    // Where nobody knows how many they are, one signature has to do: that the charter does not say
    // it is for the audit to find.
    size.map_or(1, |size| {
        let whole = u128::from(size).saturating_mul(u128::from(share.numerator()));
        let needed = whole.div_ceil(u128::from(share.denominator()).max(1));
        u64::try_from(needed).unwrap_or(u64::MAX).max(1)
    })
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
        self.unmet_unless(self.setting(), |role| self.has_role(role))
    }

    /// What stands against whoever acts on the matter and at the place that come with the act.
    pub(crate) fn check_fixed(
        &self,
        matter: Option<&MatterKey>,
        place: Option<&PlaceKey>,
        out: &mut Vec<Refusal>,
    ) {
        let fixed = self.setting_of(matter, place);
        out.extend(self.unmet_unless(fixed, |role| self.has_role(role)));
    }

    /// Whether whoever acts by running a session runs one of these.
    pub(crate) fn check_runs(&self, one: impl Fn(&Sitting) -> bool, out: &mut Vec<Refusal>) {
        out.extend(self.unmet_unless(self.setting(), |role| match role {
            Role::Presiding => self.runs_one(&one),
            role => self.has_role(role),
        }));
    }

    fn runs_one(&self, one: impl Fn(&Sitting) -> bool) -> bool {
        self.state.sessions.values().any(|sitting| one(sitting) && self.runs(sitting))
    }

    /// The function of the power by which whoever acts is admitted, what they are in what the act
    /// is about and what they are entitled to coming before; where nothing admits them, of the
    /// first one that would.
    fn admitted_by(&self, act: &Act) -> Option<Function> {
        let requires = self.kind.requires();
        let is_in = |role| match (role, act) {
            (Role::Presiding, Act::OpenBallot { step, with }) => {
                self.runs_one(|sitting| match with.session() {
                    Some(session) => sitting.id == session,
                    None => sitting.steps.contains(step),
                })
            }
            (Role::Presiding, Act::RecordConsensus { with, .. }) => {
                self.runs_one(|sitting| sitting.id == with.session())
            }
            (role, _) => self.has_role(role),
        };
        let setting = match act {
            Act::StartStandingDuty { with } => {
                let (matter, place) = self.scope_for(with.matter(), with.place());
                self.setting_of(matter, place)
            }
            _ => self.setting(),
        };
        for requirement in requires {
            match requirement {
                Requirement::Role(role) if is_in(*role) => return None,
                Requirement::Claim(claim) if self.without_claim(*claim).is_none() => return None,
                Requirement::Power(function)
                    if self.without_power(setting, *function).is_none() =>
                {
                    return Some(*function);
                }
                _ => {}
            }
        }
        requires.iter().find_map(|requirement| match requirement {
            Requirement::Power(function) => Some(*function),
            _ => None,
        })
    }

    /// Whether whoever acts has, on some matter and at some place, a power that would be enough.
    pub(crate) fn has_power_somewhere(&self) -> bool {
        let find = || self.powers_held().next().is_some();
        match self.memo {
            Some(memo) => memo.somewhere(self.kind, find),
            None => find(),
        }
    }

    /// The positions by which whoever acts has, wherever that is, a power that would be enough.
    pub(crate) fn powers_held(&self) -> impl Iterator<Item = &Position> {
        let requires = self.kind.requires();
        let is_enough = |function: &Function| requires.contains(&Requirement::Power(*function));
        let positions = self.charter.positions().iter().filter_map(|listed| listed.given());
        positions.filter(move |position| {
            position.kinds().contains(PositionKind::Power)
                && position.functions().iter().any(is_enough)
                && position.in_force_on(self.day)
                && self.acts_as(position.holder())
        })
    }

    /// Whether whoever acts is there to run a session.
    pub(crate) fn runs(&self, sitting: &Sitting) -> bool {
        let mut running = sitting.attendees.iter();
        running.any(|one| {
            one.role.presides() && one.present && self.is(one.proxy.as_ref().unwrap_or(&one.who))
        })
    }

    /// The same, given who has a role.
    fn unmet_unless(
        &self,
        setting: Setting<'_>,
        has_role: impl Fn(Role) -> bool,
    ) -> Option<Refusal> {
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
                    Unmet::Right(self.without_power(setting, *function)?)
                }
                // A step that there is not is a breach of its own.
                Requirement::PowerOfStep => {
                    Unmet::Right(self.without_power(setting, self.function_of_step()?)?)
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
        let binds = |barred: &Holder| parts(self.by).any(|one| self.acts_in(one, barred));
        // Most acts meet no bar, which is seen without listing those on others.
        if !setting.is_given(Right::Bar(function), binds) {
            return None;
        }
        let label = |lang| function.label(lang);
        let what = || Arg::bilingual("function", label(Lang::En), label(Lang::Zh));
        for bar in setting.bars_on(function) {
            let barred = bar.holder();
            let mut bound = parts(self.by)
                .filter(|one| self.acts_in(one, barred) && !self.is_lifted(function, barred, one));
            let Some(first) = bound.next() else { continue };
            let cited = [Cited::Position(bar.index())];
            let Some(other) = bar.position().together_with() else {
                let refusal = Refusal::new(RefusalCode::Barred, vec![self.by_arg(), what()]);
                return Some(refusal.citing(cited));
            };
            let mut bound = std::iter::once(first).chain(bound);
            if bound.any(|one| self.has_performed(other, one)) || self.has_in_person(other) {
                let label = |lang| other.label(lang);
                let other = Arg::bilingual("other", label(Lang::En), label(Lang::Zh));
                let args = vec![self.by_arg(), what(), other];
                return Some(Refusal::new(RefusalCode::BarredBeside, args).citing(cited));
            }
        }
        None
    }

    /// Whether whoever acts, or one of those who do together, is among those who hold something.
    fn acts_in(&self, one: &Holder, holder: &Holder) -> bool {
        if one == self.by { self.acts_as(holder) } else { self.charter.includes(holder, one) }
    }

    /// Whether a bar was lifted in this case: for whoever holds it, for one of those who act, or for
    /// those among whom that one is. Nobody lifts it for everybody, and so for themselves.
    fn is_lifted(&self, function: Function, barred: &Holder, one: &Holder) -> bool {
        self.state.overrides.iter().any(|(who, what)| {
            *what == function
                && (who == self.by
                    || (*who != Holder::Anyone && (who == barred || self.acts_in(one, who))))
        })
    }

    /// Whether one of those who act performed a function in this case: as that holder, as part of
    /// another or another as part of it, alone or together with others.
    fn has_performed(&self, function: Function, one: &Holder) -> bool {
        let same = |known: &Holder| {
            *known != Holder::Anyone
                && *one != Holder::Anyone
                && (self.charter.includes(known, one) || self.charter.includes(one, known))
        };
        let known = self.state.performed.iter().filter(|(known, _)| *known == function);
        known.flat_map(|(_, by)| parts(by)).any(same)
    }

    /// Whether one of the persons who act performed a function in this case.
    fn has_in_person(&self, function: Function) -> bool {
        let performed = &self.state.performed_by_person;
        self.persons().any(|person| performed.contains(&(function, person.clone())))
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
            let needed = needed(context.charter, state, *at_least, of);
            out.extend(too_few(persons.len() as u64, needed));
        }
        _ => {}
    }
    out
}
