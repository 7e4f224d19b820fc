//! Who may act: powers, bars, claims, roles, hands and signatures.

use std::panic::{RefUnwindSafe, UnwindSafe};

use crate::act::{Act, ActKind, Participant, Requirement, Role, Target};
use crate::case::context::{Context, parts};
use crate::case::naming::{holder_arg, holders_arg};
use crate::case::placeless::{at_some_place, needs_a_place};
use crate::case::refusal::{Cited, Reasons, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::case::signing::check_hand;
use crate::case::sitting::Sitting;
use crate::charter::{Held, Setting};
use crate::position::{Claim, Function, Holder, Position, PositionKind, Right};
use crate::problem::Arg;
use crate::values::key::{MatterKey, PlaceKey};
use crate::values::lang::Lang;

/// Whether whoever acts has what the act requires; what stands against it otherwise.
pub(crate) fn check(context: &Context<'_>, out: &mut Vec<Refusal>) {
    context.check_shown(out);
    match context.memo {
        _ if context.guises().is_listed() => {}
        Some(memo) => out.extend_from_slice(memo.listed(|| {
            let mut unlisted = Vec::new();
            context.check_listed(context.by, &mut unlisted);
            unlisted
        })),
        None => context.check_listed(context.by, out),
    }
    let is_by = |who: &&Participant| match who {
        Participant::Holder(who) => parts(context.by).any(|one| one == who),
        // Nobody signs as a bearer, which is a breach of its own.
        Participant::Person(_) | Participant::Bearer(_) => true,
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

/// The function that an act performs: the one of its kind, or that of the power by which it is
/// admitted; none, where it is admitted by a role or a claim.
pub(crate) fn performed(context: &Context<'_>, act: &Act) -> Option<Function> {
    performs(context.kind).or_else(|| match context.kind.requires() {
        [Requirement::Power(function)] => Some(*function),
        [Requirement::PowerOfStep] => context.function_of_step(),
        [_] => None,
        _ => context.admitted_by(act),
    })
}

/// Those who hold something, and by which positions.
fn holding(held: &[Held<'_>]) -> (Vec<Holder>, Vec<Cited>) {
    let holders = held.iter().map(|held| held.holder().clone());
    let cited = held.iter().map(|held| Cited::Position(held.index()));
    (holders.collect(), cited.collect())
}

impl ActKind {
    /// Whether it is enough for such an act that one of many acts, each of whom has the power by
    /// themselves: what many decided is not undone by one of them, but by a body, a seat, or as many
    /// together as the charter says.
    const fn takes_power_of_many(self) -> bool {
        !matches!(self, Self::SetAside)
    }
}

/// Whether the power of a holder is enough for such an act.
const fn admits(kind: ActKind, holder: &Holder) -> bool {
    let is_many =
        matches!(holder, Holder::Group(_) | Holder::Sector(_) | Holder::Anyone | Holder::Affected);
    !is_many || kind.takes_power_of_many()
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
        let (scopes, guises) = (self.charter.scopes(), self.guises());
        let positions = self.charter.positions().iter().zip(0_u32..);
        let own = positions.filter(|(_, index)| scopes.is_held_by(*index, guises));
        own.filter_map(|(listed, _)| listed.given()).filter(move |position| {
            position.kinds().contains(PositionKind::Power)
                && position.functions().iter().any(is_enough)
                && position.in_force_on(self.day)
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
            let right = Right::Power(function);
            let is_given = match self.kind.takes_power_of_many() {
                true => setting.is_given(right, self.guises()),
                false => setting.is_given(right, &self.guises().of_bodies()),
            };
            match is_given {
                true => self.bar_on(setting, function),
                false => Some(self.no_power(setting, function)),
            }
        };
        // What is remembered is of acts that take any power.
        match self.memo.filter(|_| self.kind.takes_power_of_many()) {
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
        // The place is fixed when the first appeal is accepted, and never after.
        let is_fixed = self.state.matter.is_some();
        Refusal::telling(code, move || {
            let setting = Setting::at_scope(&charter, scope, day);
            let (mut having, mut cited) = who(setting);
            let required = |lang| lacks.describe(lang);
            let mut args = vec![
                holder_arg(&charter, "by", &by),
                Arg::bilingual("required", required(Lang::En), required(Lang::Zh)),
            ];
            if having.is_empty() && scope.place == 0 {
                (having, cited) = at_some_place(setting, lacks, &who);
                if !having.is_empty() {
                    args.push(needs_a_place(&charter, &having, is_fixed));
                }
            }
            args.push(holders_arg(&charter, "holders", &having));
            Reasons::of(args).citing(cited).needing(having)
        })
    }

    /// What stands against a claim of whoever acts.
    fn without_claim(&self, claim: Claim) -> Option<Refusal> {
        let setting = self.setting();
        let find = || {
            if setting.is_given(Right::Claim(claim), self.guises()) {
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
}
