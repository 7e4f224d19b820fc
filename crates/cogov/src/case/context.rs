//! Who does what, when: what every check looks at.

use std::cell::OnceCell;

use crate::act::{ActKind, Entry, Participant, Target};
use crate::case::bearing::Borne;
use crate::case::memo::Memo;
use crate::case::naming::{holder_arg, holders_arg, nearest_key, participant_arg, unlisted_args};
use crate::case::refusal::{Cited, Reasons, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::case::roll::Roll;
use crate::case::state::State;
use crate::charter::{Charter, Guises, HolderNumber, Scope, Setting};
use crate::position::Holder;
use crate::problem::{Arg, Problem};
use crate::procedure::{CompiledProcedure, StepIndex};
use crate::time::{CalendarTable, Date, Instant};
use crate::values::key::{MatterKey, PartyKey, PersonKey, PlaceKey, StepKey};
use crate::values::lang::Lang;

/// Who does what, about what, and when it happens.
#[derive(Clone)]
pub(crate) struct Context<'a> {
    pub(crate) charter: &'a Charter,
    pub(crate) state: &'a State,
    pub(crate) kind: ActKind,
    pub(crate) target: Option<Target>,
    pub(crate) by: &'a Holder,
    pub(crate) hand: Option<&'a PersonKey>,
    pub(crate) signed: &'a [Participant],
    /// What the receipt comes to that is shown.
    pub(crate) borne: Borne,
    pub(crate) on: Instant,
    pub(crate) day: Date,
    /// The procedure that runs.
    pub(crate) compiled: Option<&'a CompiledProcedure>,
    /// What was found before for the same state, holder, hand and day.
    pub(crate) memo: Option<&'a Memo>,
    /// The matter and the place of what the act is about, once they were looked up.
    pub(crate) scope_found: OnceCell<Scope>,
    /// As whom whoever acts does, once that was looked up.
    pub(crate) guises_found: OnceCell<Guises>,
}

/// The day of a moment; where the calendar does not reach, the day as it was written.
pub(crate) fn day_of(calendar: &CalendarTable, moment: Instant) -> Date {
    calendar.day_of(moment).ok().or_else(|| moment.date_at(moment.offset())).unwrap_or(Date::MAX)
}

/// The persons among those who signed.
pub(crate) fn signing(signed: &[Participant]) -> impl Iterator<Item = &PersonKey> {
    signed.iter().filter_map(|who| match who {
        Participant::Person(person) => Some(person),
        Participant::Holder(_) | Participant::Bearer(_) => None,
    })
}

/// Who acts, as a participant: the bearer of a receipt; the person, where the holder says nothing.
pub(crate) fn acting(by: &Holder, hand: Option<&PersonKey>, borne: Borne) -> Participant {
    if let Some(bearer) = borne.bearer() {
        return bearer;
    }
    match (by, hand) {
        (Holder::Anyone | Holder::Affected | Holder::Group(_), Some(hand)) => {
            Participant::Person(hand.clone())
        }
        (by, _) => Participant::Holder(by.clone()),
    }
}

/// A holder, and each of those who act only together as that one.
pub(crate) fn parts(holder: &Holder) -> impl Iterator<Item = &Holder> {
    let several = match holder {
        Holder::Jointly(several) => several.as_slice(),
        _ => &[],
    };
    std::iter::once(holder).chain(several)
}

/// A matter and a place, as far as a charter knows them.
pub(crate) fn scope_of(
    charter: &Charter,
    matter: Option<&MatterKey>,
    place: Option<&PlaceKey>,
) -> Scope {
    let (document, names) = (charter.document(), charter.names());
    let matter = matter.and_then(|matter| names.matter_entry(document, matter.as_str()));
    let place = place.and_then(|place| names.place_entry(document, place.as_str()));
    let entry = |found: Option<usize>| found.and_then(|entry| u32::try_from(entry).ok());
    Scope { matter: entry(matter).unwrap_or(0), place: entry(place).unwrap_or(0) }
}

/// A charter, asked about a day, and about a matter and a place where they are known.
pub(crate) fn setting<'c>(
    charter: &'c Charter,
    matter: Option<&MatterKey>,
    place: Option<&PlaceKey>,
    day: Date,
) -> Setting<'c> {
    Setting::at_scope(charter, scope_of(charter, matter, place), day)
}

/// The procedure that runs in a case, if one does.
fn compiled<'c>(charter: &'c Charter, state: &State) -> Option<&'c CompiledProcedure> {
    state.run.as_ref()?.compiled(charter)
}

impl<'a> Context<'a> {
    pub(crate) fn of(charter: &'a Charter, state: &'a State, entry: &'a Entry) -> Self {
        let act = entry.act();
        Self {
            target: act.target(),
            signed: entry.signed(),
            borne: Borne::shown(state, (entry.by(), entry.hand()), entry.shown()),
            ..Self::new(charter, state, act.kind(), (entry.by(), entry.hand()), entry.happened())
        }
    }

    /// Somebody, by a hand, at a moment; about nothing as yet.
    pub(crate) fn new(
        charter: &'a Charter,
        state: &'a State,
        kind: ActKind,
        (by, hand): (&'a Holder, Option<&'a PersonKey>),
        on: Instant,
    ) -> Self {
        let day = day_of(charter.calendar_table(), on);
        let compiled = compiled(charter, state);
        let (target, signed, memo) = (None, &[][..], None);
        let borne = Borne::Nothing;
        let (scope_found, guises_found) = (OnceCell::new(), OnceCell::new());
        Self {
            charter,
            state,
            kind,
            target,
            by,
            hand,
            signed,
            borne,
            on,
            day,
            compiled,
            memo,
            scope_found,
            guises_found,
        }
    }

    /// The same holder at the same moment does something else.
    pub(crate) fn turn_to(&mut self, kind: ActKind, target: Option<Target>) {
        (self.kind, self.target) = (kind, target);
        self.scope_found = OnceCell::new();
    }

    /// The same in another state, of which nothing was found before.
    pub(crate) fn in_state<'s>(&self, state: &'s State) -> Context<'s>
    where
        'a: 's,
    {
        let compiled = compiled(self.charter, state);
        let Self { charter, kind, by, hand, signed, borne, on, day, .. } = *self;
        let (target, memo) = (self.target.clone(), None);
        let (scope_found, guises_found) = (OnceCell::new(), OnceCell::new());
        Context {
            charter,
            state,
            kind,
            target,
            by,
            hand,
            signed,
            borne,
            on,
            day,
            compiled,
            memo,
            scope_found,
            guises_found,
        }
    }

    /// The same with another holder who acts, by nobody's hand.
    pub(crate) fn by_holder<'s>(&self, by: &'s Holder) -> Context<'s>
    where
        'a: 's,
    {
        let Self { charter, state, kind, on, day, compiled, .. } = *self;
        let (hand, signed, borne, memo) = (None, &[][..], Borne::Nothing, None);
        let (target, scope_found) = (self.target.clone(), self.scope_found.clone());
        let guises_found = OnceCell::new();
        Context {
            charter,
            state,
            kind,
            target,
            by,
            hand,
            signed,
            borne,
            on,
            day,
            compiled,
            memo,
            scope_found,
            guises_found,
        }
    }

    /// The persons who act: by their hand, or by their signature.
    pub(crate) fn persons(&self) -> impl Iterator<Item = &'a PersonKey> {
        self.hand.into_iter().chain(signing(self.signed))
    }

    pub(crate) fn calendar(&self) -> &'a CalendarTable {
        self.charter.calendar_table()
    }

    /// The procedure that runs.
    pub(crate) const fn compiled(&self) -> Option<&'a CompiledProcedure> {
        self.compiled
    }

    /// The matter and the place of what the act is about.
    fn scope(&self) -> (Option<&'a MatterKey>, Option<&'a PlaceKey>) {
        let state = self.state;
        // Before an appeal was accepted, what the first one says counts.
        let (matter, place) = match &state.matter {
            Some(matter) => (Some(matter), state.place.as_ref()),
            None => state
                .first_appeal
                .and_then(|id| state.appeals.get(&id))
                .map_or((None, None), |first| (Some(&first.matter), first.place.as_ref())),
        };
        match &self.target {
            Some(Target::Obligation(key)) => {
                state.obligations.get(key).map_or((matter, place), |obligation| {
                    (obligation.matter.as_ref().or(matter), obligation.place.as_ref().or(place))
                })
            }
            Some(Target::Appeal(id)) => state.appeals.get(id).map_or((matter, place), |appeal| {
                (Some(&appeal.matter), appeal.place.as_ref().or(place))
            }),
            _ => (matter, place),
        }
    }

    /// A matter and a place that come with the act; those of what it is about, where they do not.
    pub(crate) fn scope_for<'s>(
        &'s self,
        matter: Option<&'s MatterKey>,
        place: Option<&'s PlaceKey>,
    ) -> (Option<&'s MatterKey>, Option<&'s PlaceKey>) {
        let (own_matter, own_place) = self.scope();
        (matter.or(own_matter), place.or(own_place))
    }

    /// The charter, asked about the matter, the place and the day of the act.
    pub(crate) fn setting(&self) -> Setting<'a> {
        let find = || {
            let (matter, place) = self.scope();
            self.setting_of(matter, place).scope()
        };
        let scope = self.scope_found.get_or_init(|| match (self.memo, &self.target) {
            (None, _) | (_, Some(Target::Obligation(_) | Target::Appeal(_))) => find(),
            (Some(memo), _) => memo.case_scope(find),
        });
        Setting::at_scope(self.charter, *scope, self.day)
    }

    pub(crate) fn setting_of(
        &self,
        matter: Option<&MatterKey>,
        place: Option<&PlaceKey>,
    ) -> Setting<'a> {
        // Mostly an act is about the matter and the place of the case.
        if let Some((own, scope)) = self.state.matter.as_ref().zip(self.state.scope)
            && matter == Some(own)
            && place == self.state.place.as_ref()
        {
            return Setting::at_scope(self.charter, scope, self.day);
        }
        let find = || setting(self.charter, matter, place, self.day);
        match self.memo {
            Some(memo) => {
                let scope = memo.scope(matter, place, find);
                Setting::at_scope(self.charter, scope, self.day)
            }
            None => find(),
        }
    }

    /// The holders as which whoever acts does, as far as positions know them: those of which
    /// [`Context::acts_as`] is true.
    pub(crate) fn guises(&self) -> &Guises {
        self.guises_found.get_or_init(|| {
            let mut guises = self.charter.guises(self.by);
            if self.is_affected() {
                guises.push(HolderNumber::AFFECTED);
            }
            guises
        })
    }

    /// Whether whoever acts is among those who hold something.
    pub(crate) fn acts_as(&self, holder: &Holder) -> bool {
        self.charter.includes(holder, self.by)
            || (*holder == Holder::Affected && self.is_affected())
    }

    /// Whether whoever acts is a party.
    pub(crate) fn acts_as_party(&self, party: &PartyKey) -> bool {
        matches!(self.by, Holder::Party(by) if by == party)
    }

    /// Whether whoever acts is among those whom the plan says that the matter affects. A person who is
    /// recorded as of such a group is, for themselves: a body does not become affected by the hand of
    /// one of them.
    fn is_affected(&self) -> bool {
        let Some(planned) = &self.state.plan else { return false };
        let affected = planned.plan.affected();
        if affected.iter().any(|affected| self.charter.includes(affected, self.by)) {
            return true;
        }
        let themselves = matches!(self.by, Holder::Anyone | Holder::Affected | Holder::Group(_));
        let Some(hand) = self.hand.filter(|_| themselves) else { return false };
        self.state.roster.groups_of(hand).any(|own| {
            let own = Holder::Group(own.clone());
            affected.iter().any(|affected| self.charter.includes(affected, &own))
        })
    }

    /// Whether whoever acts is this participant.
    pub(crate) fn is(&self, who: &Participant) -> bool {
        match who {
            Participant::Holder(holder) => self.acts_as(holder),
            Participant::Person(person) => self.hand == Some(person),
            Participant::Bearer(appeal) => self.borne.appeal() == Some(*appeal),
        }
    }

    /// As which single human being whoever acts is known: by their hand, or as a bearer.
    pub(crate) fn oneself(&self) -> Option<Participant> {
        self.hand.cloned().map(Participant::Person).or_else(|| self.borne.bearer())
    }

    /// Of some participants the one that whoever acts is: as themselves, or else as part of one.
    pub(crate) fn among<'p, T>(
        &self,
        listed: &'p [T],
        roll: &Roll,
        who: impl Fn(&T) -> &Participant,
    ) -> Option<&'p T> {
        let place = self.places_of(listed, roll, &who).next()?;
        listed.get(place)
    }

    /// Where whoever acts stands in a list, each place once: as a person, as this holder, and as
    /// part of others in the order of the list.
    pub(crate) fn places_of<'p, T>(
        &'p self,
        listed: &'p [T],
        roll: &'p Roll,
        who: impl Fn(&T) -> &Participant + 'p,
    ) -> impl Iterator<Item = usize> + 'p {
        let hand = self.oneself().and_then(|own| roll.find(listed, &who, &own));
        let by = roll.find(listed, &who, &Participant::Holder(self.by.clone()));
        let as_part = roll.wide().filter(move |place| {
            Some(*place) != by && listed.get(*place).is_some_and(|one| self.is(who(one)))
        });
        hand.into_iter().chain(by).chain(as_part)
    }

    /// Who acts, as a participant: the bearer, or the person, where the holder says nothing.
    pub(crate) fn actor(&self) -> Participant {
        acting(self.by, self.hand, self.borne)
    }

    /// Whether nobody is named who acts: anyone, or any of those affected, by no hand and without a
    /// receipt.
    pub(crate) const fn is_unnamed(&self) -> bool {
        matches!(self.by, Holder::Anyone | Holder::Affected)
            && self.hand.is_none()
            && self.borne.appeal().is_none()
    }

    /// The name of whoever acts, as a detail.
    pub(crate) fn by_arg(&self) -> Arg {
        self.holder_arg("by", self.by)
    }

    pub(crate) fn holder_arg(&self, name: &'static str, holder: &Holder) -> Arg {
        holder_arg(self.charter, name, holder)
    }

    pub(crate) fn participant_arg(&self, name: &'static str, who: &Participant) -> Arg {
        participant_arg(self.charter, name, who)
    }

    /// Several holders, as a detail.
    pub(crate) fn holders_arg<'h>(
        &self,
        name: &'static str,
        holders: impl IntoIterator<Item = &'h Holder> + Clone,
    ) -> Arg {
        holders_arg(self.charter, name, holders)
    }

    /// The step that the act is about, if the procedure has it; otherwise that is a breach.
    pub(crate) fn step(&self, out: &mut Vec<Refusal>) -> Option<StepIndex> {
        let Some(Target::Step(key)) = &self.target else { return None };
        self.step_of(key, out)
    }

    pub(crate) fn step_of(&self, key: &StepKey, out: &mut Vec<Refusal>) -> Option<StepIndex> {
        let Some(compiled) = self.compiled() else {
            out.push(self.out_of_phase());
            return None;
        };
        let found = compiled.find(key.as_str());
        if found.is_none() {
            let known = compiled.steps().iter().map(|step| step.key().as_str());
            out.push(self.unknown_key(("step", "步骤"), key.as_str(), known, out.len()));
        }
        found
    }

    pub(crate) fn unknown(
        &self,
        kind: &str,
        kind_zh: &str,
        found: &impl std::fmt::Display,
    ) -> Refusal {
        Refusal::new(
            RefusalCode::UnknownTarget,
            vec![Arg::bilingual("kind", kind, kind_zh), Arg::plain("found", found)],
        )
    }

    /// The same of a key, with the known one that is most like it. `before` is how many refusals
    /// there are already.
    pub(crate) fn unknown_key<'k>(
        &self,
        (kind, kind_zh): (&str, &str),
        found: &str,
        known: impl IntoIterator<Item = &'k str>,
        before: usize,
    ) -> Refusal {
        let mut args = vec![Arg::bilingual("kind", kind, kind_zh), Arg::plain("found", found)];
        args.extend(nearest_key(before, found, known));
        Refusal::new(RefusalCode::UnknownTarget, args)
    }

    pub(crate) fn already(
        &self,
        kind: &str,
        kind_zh: &str,
        found: &impl std::fmt::Display,
    ) -> Refusal {
        Refusal::new(
            RefusalCode::AlreadyThere,
            vec![Arg::bilingual("kind", kind, kind_zh), Arg::plain("found", found)],
        )
    }

    pub(crate) fn out_of_phase(&self) -> Refusal {
        let phase = self.state.phase();
        Refusal::telling(RefusalCode::OutOfPhase, move || {
            let phase = Arg::bilingual("phase", phase.label(Lang::En), phase.label(Lang::Zh));
            Reasons::of(vec![phase])
        })
    }

    /// That something that has to be said is not said.
    pub(crate) fn unreasoned(&self, missing: &str, missing_zh: &str) -> Refusal {
        Refusal::new(RefusalCode::Unreasoned, vec![Arg::bilingual("missing", missing, missing_zh)])
    }

    /// That the charter does not list something that the act names.
    pub(crate) fn not_in_charter(
        &self,
        list: &str,
        found: &impl std::fmt::Display,
        missing: &Problem,
    ) -> Refusal {
        Refusal::new(RefusalCode::NotInCharter, unlisted_args(list, found, Some(missing)))
    }

    /// A refusal that needs no details, for what an earlier entry did.
    pub(crate) fn resting_on(code: RefusalCode, entry: u64) -> Refusal {
        Refusal::telling(code, move || Reasons::default().citing([Cited::Entry(entry)]))
    }

    /// The entry that something rests on.
    pub(crate) fn cite_entry(entry: u64) -> [Cited; 1] {
        [Cited::Entry(entry)]
    }
}
