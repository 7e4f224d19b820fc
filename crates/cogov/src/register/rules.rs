//! The rules of a register: everything that stands against an entry, in a fixed order.

use std::collections::BTreeSet;

use crate::act::{Award, Belonging, Participant};
use crate::case::Cited;
use crate::charter::Charter;
use crate::conduct::Sanction;
use crate::position::Holder;
use crate::problem::Arg;
use crate::register::authority;
use crate::register::code::RegisterCode;
use crate::register::context::{Context, rung};
use crate::register::preparing::Count;
use crate::register::sanctioning::{Impose, Review, ReviewOutcome};
use crate::register::seats::taken_on;
use crate::register::standing::over;
use crate::register::state::{Imposed, Once, RegisterState};
use crate::register::table::RegisterAct;
use crate::register::{RegisterEntry, RegisterRefusal};
use crate::values::key::{PersonKey, SeatKey};
use crate::values::lang::Lang;

/// Everything that stands against an entry: the entry itself, who acts, what comes with it.
pub(super) fn judge(
    charter: &Charter,
    state: &RegisterState,
    entry: &RegisterEntry,
) -> Vec<RegisterRefusal> {
    let mut out = check_envelope(state, entry);
    let context = Context::of(charter, state, entry);
    context.check_target(&mut out);
    authority::check(&context, &mut out);
    context.check_seats(&mut out);
    context.check_membership(&mut out);
    context.check_conduct(&mut out);
    context.check_sanctions(&mut out);
    out
}

fn check_envelope(state: &RegisterState, entry: &RegisterEntry) -> Vec<RegisterRefusal> {
    let mut out = Vec::new();
    let expected = state.last_seq.saturating_add(1);
    if entry.seq() != expected {
        let args = vec![Arg::plain("found", entry.seq()), Arg::plain("expected", expected)];
        out.push(RegisterRefusal::new(RegisterCode::OutOfSequence, args));
    }
    if let Some(last) = state.last_at
        && entry.at() < last
    {
        let args = vec![Arg::plain("found", entry.at()), Arg::plain("last", last)];
        out.push(RegisterRefusal::new(RegisterCode::RecordedEarlier, args));
    }
    if let Some(on) = entry.on()
        && on > entry.at()
    {
        let args = vec![Arg::plain("on", on), Arg::plain("at", entry.at())];
        out.push(RegisterRefusal::new(RegisterCode::HappenedLater, args));
    }
    out
}

/// The words for what was imposed.
const SANCTION: (&str, &str) = ("a sanction by entry", "处理条目");
const ANNOUNCEMENT: (&str, &str) = ("an announced sanction by entry", "告知条目");

impl Context<'_> {
    /// That an earlier entry which the act is about is there, and of the right kind.
    fn check_target(&self, out: &mut Vec<RegisterRefusal>) {
        match self.act {
            RegisterAct::Hear { entry, .. } if !self.state.announced.contains_key(entry) => {
                out.push(Self::unknown(ANNOUNCEMENT, entry));
            }
            RegisterAct::AskReview { entry, .. } | RegisterAct::Review { entry, .. }
                if !self.state.sanctions.contains_key(entry) =>
            {
                out.push(Self::unknown(SANCTION, entry));
            }
            RegisterAct::Correct { entry, .. } if *entry == 0 || *entry > self.state.last_seq => {
                out.push(Self::unknown(("an entry", "条目"), entry));
            }
            _ => {}
        }
    }

    fn check_membership(&self, out: &mut Vec<RegisterRefusal>) {
        match self.act {
            RegisterAct::Join { person, with } => {
                self.check_listed(with.of(), out);
                self.check_alive(person, out);
                let from = with.from().unwrap_or(self.day);
                self.check_begin(from, out);
                let spells = self.state.affiliations.get(with.of()).and_then(|all| all.get(person));
                let lasting =
                    |until: Option<crate::time::Date>| until.is_none_or(|until| until > from);
                let spells = spells.map_or(&[][..], Vec::as_slice).iter();
                if let Some(known) = spells.clone().find(|one| lasting(one.until)) {
                    let already = Self::already(("a member", "成员"), person);
                    out.push(already.citing([Cited::Entry(known.entry)]));
                }
            }
            RegisterAct::Leave { person, with } => {
                if let Some(of) = with.of() {
                    self.check_listed(of, out);
                }
                self.check_begin(with.until().unwrap_or(self.day), out);
                self.check_member(person, with.of(), out);
            }
            _ => {}
        }
    }

    fn check_listed(&self, of: &Belonging, out: &mut Vec<RegisterRefusal>) {
        let (list, key, is_listed) = match of {
            Belonging::Party(key) => ("parties", key.as_str(), self.charter.party(key).is_ok()),
            Belonging::Group(key) => ("groups", key.as_str(), self.charter.group(key).is_ok()),
            Belonging::Sector(key) => ("sectors", key.as_str(), self.charter.sector(key).is_ok()),
        };
        if !is_listed {
            out.push(Self::not_in_charter(list, &key));
        }
    }

    fn check_member(
        &self,
        person: &PersonKey,
        of: Option<&Belonging>,
        out: &mut Vec<RegisterRefusal>,
    ) {
        let lasting = |until: Option<crate::time::Date>, from: crate::time::Date| {
            until.is_none_or(|until| until > self.day.max(from))
        };
        let belongs = self.state.affiliations().any(|one| {
            one.person == *person
                && of.is_none_or(|of| *of == one.of)
                && lasting(one.until, one.from)
        });
        let sits = self.state.holdings().any(|one| {
            let of_body = |of: &Belonging| match of {
                Belonging::Party(party) => {
                    self.charter.seat(&one.seat).is_ok_and(|seat| seat.body() == party)
                }
                Belonging::Group(_) | Belonging::Sector(_) => false,
            };
            one.person == *person && lasting(one.until, one.from) && of.is_none_or(of_body)
        });
        if !belongs && !sits {
            let of = of.map(Belonging::holder);
            let of = match &of {
                Some(of) => self.holder_arg("of", of),
                None => Arg::bilingual("of", "anything", "任何主体"),
            };
            let args = vec![Arg::plain("person", person), of];
            out.push(RegisterRefusal::new(RegisterCode::NotAMember, args));
        }
    }

    fn check_conduct(&self, out: &mut Vec<RegisterRefusal>) {
        match self.act {
            RegisterAct::Train { with } => {
                if with.persons().is_empty() {
                    out.push(RegisterRefusal::new(RegisterCode::NobodyNamed, Vec::new()));
                }
                with.persons().iter().for_each(|person| self.check_known(person, out));
                let listed = self.charter.training().given().map_or(0, Vec::len) as u64;
                if let Some(place) = with.training().filter(|place| *place >= listed) {
                    out.push(Self::not_in_charter("training", &place));
                }
            }
            RegisterAct::Count { with } => self.check_count(with, out),
            RegisterAct::Award { with } => self.check_award(with, out),
            _ => {}
        }
    }

    fn check_known(&self, person: &PersonKey, out: &mut Vec<RegisterRefusal>) {
        if !self.state.known.contains(person) {
            let args = vec![Arg::plain("person", person)];
            out.push(RegisterRefusal::new(RegisterCode::UnknownPerson, args));
        }
    }

    fn check_count(&self, with: &Count, out: &mut Vec<RegisterRefusal>) {
        let policy = self.charter.conduct_policy(with.policy()).ok();
        if policy.is_none() {
            out.push(Self::not_in_charter("conduct", with.policy()));
        }
        if with.credits().is_empty() {
            out.push(RegisterRefusal::new(RegisterCode::NobodyNamed, Vec::new()));
        }
        let mut here = BTreeSet::new();
        for credit in with.credits() {
            self.check_known(credit.person(), out);
            let kind = credit.what().kind();
            if policy.is_some_and(|policy| policy.contributions().iter().all(|k| k.key() != kind)) {
                out.push(Self::not_in_charter("contributions", kind));
            }
            if credit.what().on() > self.day {
                let args = vec![Arg::plain("on", credit.what().on()), Arg::plain("at", self.at)];
                out.push(RegisterRefusal::new(RegisterCode::HappenedLater, args));
            }
            let Some(once) = Once::of(credit) else { continue };
            let key = (with.policy().clone(), once);
            let before = self.state.once.get(&key).copied();
            let again = !here.insert(key);
            if let Some(entry) = before.or(again.then(|| self.state.last_seq.saturating_add(1))) {
                let args = vec![
                    Arg::plain("entry", entry),
                    Arg::plain("person", credit.person()),
                    Arg::plain("what", format!("{kind} {}", credit.what().mark())),
                ];
                let refusal = RegisterRefusal::new(RegisterCode::AlreadyCounted, args);
                out.push(refusal.citing([Cited::Entry(entry)]));
            }
        }
    }

    fn check_award(&self, with: &Award, out: &mut Vec<RegisterRefusal>) {
        let Some(policy) = self.charter.incentives().given() else { return };
        let who = match with.to() {
            Participant::Holder(holder) => self.holder_arg("who", holder),
            Participant::Person(person) => Arg::plain("who", person),
        };
        let takes_part = |holder: &Holder| match with.to() {
            Participant::Holder(to) => self.charter.includes(holder, to),
            Participant::Person(person) => match holder {
                Holder::Anyone => true,
                Holder::Seat(seat) => self.state.holding(seat, person, self.day).is_some(),
                holder => Belonging::of(holder).is_none_or(|of| {
                    self.belongs(&of, person).unwrap_or_else(|| self.sits_in(&of, person))
                }),
            },
        };
        let participants = policy.participants();
        if !participants.is_empty() && !participants.iter().any(takes_part) {
            let args = vec![who.clone(), self.holders_arg("holders", participants)];
            let refusal = RegisterRefusal::new(RegisterCode::NotAParticipant, args);
            out.push(refusal.needing(participants.iter().cloned()));
        }
        let honour = with.honour().and_then(|named| {
            policy.honours().iter().find(|honour| {
                Lang::ALL.iter().any(|lang| honour.name().get(*lang) == named.get(*lang))
            })
        });
        if let Some(needed) = honour.and_then(crate::conduct::Honour::from_points) {
            let before = self.state.awards.iter().filter(|award| award.to == *with.to());
            let before = before.filter_map(|award| award.points);
            let points = before.chain(with.points()).fold(0_u64, u64::saturating_add);
            if points < needed {
                let args = vec![who, Arg::plain("points", points), Arg::plain("needed", needed)];
                out.push(RegisterRefusal::new(RegisterCode::TooFewPoints, args));
            }
        }
    }

    fn check_sanctions(&self, out: &mut Vec<RegisterRefusal>) {
        match self.act {
            RegisterAct::Announce { person, with } => {
                self.check_rung(person, with.seat(), with.sanction(), out);
            }
            RegisterAct::Hear { entry, .. } => {
                let announced = self.state.announced.get(entry);
                if let Some(by) = announced.and_then(|known| known.heard.or(known.imposed)) {
                    let already = Self::already(("what came of it by entry", "后续条目"), &by);
                    out.push(already.citing([Cited::Entry(by)]));
                }
            }
            RegisterAct::Sanction { person, with } => self.check_imposed(person, with, out),
            RegisterAct::AskReview { entry, .. } => {
                if let Some(imposed) = self.state.sanctions.get(entry) {
                    self.check_request(imposed, out);
                }
            }
            RegisterAct::Review { entry, with } => {
                if let Some(imposed) = self.state.sanctions.get(entry) {
                    self.check_review(imposed, with, out);
                }
            }
            _ => {}
        }
    }

    /// That a person holds a seat whose ladder has a rung; its place on the ladder.
    fn check_rung(
        &self,
        person: &PersonKey,
        seat: &SeatKey,
        sanction: Sanction,
        out: &mut Vec<RegisterRefusal>,
    ) -> Option<usize> {
        self.seat_of(seat, out)?;
        if self.state.holding(seat, person, self.day).is_none() {
            let args = vec![Arg::plain("person", person), self.seat_arg("seat", seat)];
            out.push(RegisterRefusal::new(RegisterCode::NotAHolder, args));
        }
        let step = rung(self.charter, seat, sanction);
        if step.is_none() {
            let label = |lang| sanction.label(lang);
            let args = vec![
                self.seat_arg("seat", seat),
                Arg::bilingual("sanction", label(Lang::En), label(Lang::Zh)),
            ];
            let refusal = RegisterRefusal::new(RegisterCode::NotOnTheLadder, args);
            out.push(refusal.citing([Cited::Seat(seat.clone())]));
        }
        step.map(|step| step.place)
    }

    fn check_imposed(&self, person: &PersonKey, with: &Impose, out: &mut Vec<RegisterRefusal>) {
        let (seat, sanction) = (with.seat(), with.sanction());
        if self.check_rung(person, seat, sanction, out).is_none() {
            return;
        }
        let (Some(step), Some(holding)) =
            (rung(self.charter, seat, sanction), self.state.holding(seat, person, self.day))
        else {
            return;
        };
        let label = |lang| sanction.label(lang);
        let named = || Arg::bilingual("sanction", label(Lang::En), label(Lang::Zh));
        let cited = || [Cited::Rung(step.policy.key().clone(), step.place)];
        let is_ladder = |one: &Sanction| *one != Sanction::NotRenominate;
        let standing = self.state.sanctions.values().filter(|one| {
            one.person == *person
                && one.seat == *seat
                && one.stands(self.day)
                && is_ladder(&one.sanction) == is_ladder(&sanction)
        });
        let highest = standing.max_by_key(|one| one.rung);
        if let Some(highest) = highest.filter(|one| one.rung >= step.place as u64) {
            let label = |lang| highest.sanction.label(lang);
            let args = vec![
                Arg::bilingual("standing", label(Lang::En), label(Lang::Zh)),
                Arg::plain("entry", highest.entry),
                named(),
            ];
            let refusal = RegisterRefusal::new(RegisterCode::NotHigher, args);
            out.push(refusal.citing([Cited::Entry(highest.entry)]));
        }
        let assessed = over(self.state, holding, step.policy, with.since(), self.day);
        let due = assessed.as_ref().and_then(|assessed| {
            let standing = assessed.standing();
            let due =
                if is_ladder(&sanction) { standing.due() } else { standing.not_renominated() };
            due.map(|due| due.index())
        });
        let next = highest.map_or(0, |one| one.rung.saturating_add(1));
        let is_due = if step.rung.triggers().is_empty() {
            // Nobody said what makes it due: then only one after the other.
            step.place as u64 <= next
        } else {
            due.is_some_and(|due| due >= step.place)
        };
        if !is_due {
            let refusal = RegisterRefusal::new(RegisterCode::NotTriggered, vec![named()]);
            out.push(refusal.citing(cited()));
        }
        if let Some(until) = with.until() {
            let limit = super::lapse::lapse(step, holding, self.charter, self.day);
            if until <= self.day {
                let args = vec![Arg::plain("until", until), Arg::plain("from", self.day)];
                out.push(RegisterRefusal::new(RegisterCode::NoTime, args));
            } else if let Some(limit) = limit.filter(|limit| *limit < until) {
                let args = vec![Arg::plain("until", until), Arg::plain("limit", limit)];
                out.push(RegisterRefusal::new(RegisterCode::BeyondTerm, args));
            }
        }
        let has_to_be_heard = step.rung.heard().is_given() || sanction == Sanction::Revoke;
        if has_to_be_heard && !self.was_heard(person, seat, sanction) {
            let args = vec![Arg::plain("person", person), named()];
            out.push(RegisterRefusal::new(RegisterCode::Unheard, args).citing(cited()));
        }
    }

    /// Whether somebody was heard on what was announced, or had the time to be.
    fn was_heard(&self, person: &PersonKey, seat: &SeatKey, sanction: Sanction) -> bool {
        self.state.announced.values().any(|known| {
            known.person == *person
                && known.seat == *seat
                && known.sanction == sanction
                && known.imposed.is_none()
                && (known.heard.is_some() || known.answer_by.is_some_and(|by| by <= self.on))
        })
    }

    fn check_request(&self, imposed: &Imposed, out: &mut Vec<RegisterRefusal>) {
        if let Some(by) = imposed.asked.or(imposed.reviewed) {
            let already = Self::already(("what came of it by entry", "后续条目"), &by);
            out.push(already.citing([Cited::Entry(by)]));
        }
        let step = rung(self.charter, &imposed.seat, imposed.sanction);
        if step.is_some_and(|step| step.rung.review().is_absent()) {
            let label = |lang| imposed.sanction.label(lang);
            let args = vec![Arg::bilingual("sanction", label(Lang::En), label(Lang::Zh))];
            out.push(RegisterRefusal::new(RegisterCode::NoReview, args));
        }
        if let Some(due) = imposed.review_by.filter(|due| *due <= self.on) {
            let refusal =
                RegisterRefusal::new(RegisterCode::ReviewOver, vec![Arg::plain("due", due)]);
            out.push(refusal.citing([Cited::Entry(imposed.entry)]));
        }
    }

    fn check_review(&self, imposed: &Imposed, with: &Review, out: &mut Vec<RegisterRefusal>) {
        if let Some(by) = imposed.reviewed {
            let already = Self::already(("a review by entry", "复核条目"), &by);
            out.push(already.citing([Cited::Entry(by)]));
        }
        if let Some(hand) = imposed.hand.as_ref().filter(|hand| Some(*hand) == self.hand) {
            let args = vec![Arg::plain("person", hand)];
            let refusal = RegisterRefusal::new(RegisterCode::SelfReview, args);
            out.push(refusal.citing([Cited::Entry(imposed.entry)]));
        }
        if with.outcome() == ReviewOutcome::Lifted
            && let Ok(seat) = self.charter.seat(&imposed.seat)
            && let Some(holding) = super::change::revoked(self.state, imposed)
        {
            let stretch = (imposed.day.max(holding.from), holding.planned);
            if let Some(on) = taken_on(self.state, seat, stretch, 0, Some(holding)) {
                let number = seat.number().given().copied().unwrap_or_default();
                let args = vec![
                    self.seat_arg("seat", seat.key()),
                    Arg::plain("number", number),
                    Arg::plain("on", on),
                ];
                out.push(RegisterRefusal::new(RegisterCode::NoPlace, args));
            }
        }
    }
}
