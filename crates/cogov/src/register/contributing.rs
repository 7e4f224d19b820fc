//! Rules on training, on what is taken into account, and on awards.

use std::collections::BTreeSet;

use crate::act::{Award, Belonging, Participant};
use crate::case::Cited;
use crate::case::naming::{bearer_name, nearest_key, unlisted_args};
use crate::position::Holder;
use crate::problem::Arg;
use crate::register::RegisterRefusal;
use crate::register::code::RegisterCode;
use crate::register::context::Context;
use crate::register::preparing::CountCredits;
use crate::register::state::Once;
use crate::register::table::RegisterAct;
use crate::values::key::PersonKey;
use crate::values::lang::Lang;

impl Context<'_> {
    pub(super) fn check_conduct(&self, out: &mut Vec<RegisterRefusal>) {
        match self.act {
            RegisterAct::Train { with } => {
                if with.persons().is_empty() {
                    out.push(RegisterRefusal::new(RegisterCode::NobodyNamed, Vec::new()));
                }
                with.persons().iter().for_each(|person| self.check_known(person, out));
                let listed = self.charter.training().given().map_or(0, Vec::len) as u64;
                if let Some(place) = with.training().filter(|place| *place >= listed) {
                    out.push(Self::not_in_charter("training", &place, None));
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

    fn check_count(&self, with: &CountCredits, out: &mut Vec<RegisterRefusal>) {
        let policy = self.charter.conduct_policy(with.policy());
        if let Err(missing) = &policy {
            out.push(Self::not_in_charter("conduct", with.policy(), Some(missing)));
        }
        let policy = policy.ok();
        if with.credits().is_empty() {
            out.push(RegisterRefusal::new(RegisterCode::NobodyNamed, Vec::new()));
        }
        let mut here = BTreeSet::new();
        for credit in with.credits() {
            self.check_known(credit.person(), out);
            let kind = credit.what().kind();
            if let Some(policy) = policy
                && policy.contributions().iter().all(|k| k.key() != kind)
            {
                let known = policy.contributions().iter().map(|one| one.key().as_str());
                let mut args = unlisted_args("contributions", kind, None);
                args.extend(nearest_key(out.len(), kind.as_str(), known));
                out.push(RegisterRefusal::new(RegisterCode::NotInCharter, args));
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
            Participant::Bearer(appeal) => {
                let [en, zh] = Lang::ALL.map(|lang| bearer_name(*appeal, lang));
                Arg::bilingual("who", en, zh)
            }
        };
        let takes_part = |holder: &Holder| match with.to() {
            Participant::Holder(to) => self.charter.includes(holder, to),
            // What nobody belongs to, and anybody can take part in.
            Participant::Bearer(_) => *holder == Holder::Anyone,
            Participant::Person(person) => match holder {
                Holder::Anyone => true,
                Holder::Seat(seat) => self.state.holding(seat, person, self.day).is_some(),
                holder => Belonging::of(holder)
                    .is_none_or(|of| self.belongs(&of, person).unwrap_or(false)),
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
}
