//! Whether a ballot leaves out some of those of whom it asks others: nobody picks who of a group
//! votes.

use std::collections::BTreeSet;

use crate::act::{OpenBallot, Participant};
use crate::case::context::Context;
use crate::case::refusal::{Cited, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::charter::Held;
use crate::decision::{Measure, Rule};
use crate::position::{Function, Holder};
use crate::problem::Arg;
use crate::values::key::{GroupKey, PersonKey};
use crate::values::lang::Lang;

/// Who is listed as an elector: by themselves, and as part of whom.
struct Listed<'a> {
    persons: BTreeSet<&'a PersonKey>,
    groups: BTreeSet<&'a GroupKey>,
    /// Those for whom a holder is listed.
    represented: BTreeSet<&'a PersonKey>,
}

/// A group that is entitled to vote, with those who are recorded as of it and of its parts.
struct Entitled<'a> {
    group: &'a Holder,
    /// Where the charter says that it is entitled.
    position: usize,
    parts: Vec<&'a GroupKey>,
    persons: BTreeSet<&'a PersonKey>,
}

impl<'a> Context<'a> {
    /// Whether of each elector some group that is entitled is asked as a whole, as far as the roster
    /// says who is of it. Which group that is, is free: representatives decide without those whom
    /// they represent. Who has an interest, or may not decide, is not asked.
    ///
    /// By households one votes for all of theirs, and of persons the roster does not say which that
    /// is; and who is invited to a session, not listed, was judged when it was convened.
    pub(super) fn check_nobody_left_out(
        &self,
        with: &'a OpenBallot,
        entitled: &'a [Held<'a>],
        rule: Option<&Rule>,
        out: &mut Vec<Refusal>,
    ) {
        let each_for_themselves = |rule: &Rule| {
            !rule.measures(Measure::Households)
                || rule.measures(Measure::Heads)
                || rule.measures(Measure::Weight)
        };
        if with.electors().is_empty() || !rule.is_some_and(each_for_themselves) {
            return;
        }
        let listed = self.listed_electors(with);
        let groups = self.groups_entitled(entitled);
        let judged: Vec<(Entitled<'_>, Vec<&PersonKey>)> = groups
            .into_iter()
            .map(|group| {
                let missing = self.left_out_of(&group, &listed);
                (group, missing)
            })
            .collect();
        let whole =
            || judged.iter().filter(|(_, missing)| missing.is_empty()).map(|(group, _)| group);
        let mut persons: BTreeSet<&PersonKey> =
            whole().flat_map(|group| group.persons.iter().copied()).collect();
        let mut parts: BTreeSet<&GroupKey> =
            whole().flat_map(|group| group.parts.iter().copied()).collect();
        // From the smallest: of groups in one another it is the narrowest that somebody stands for.
        let mut partly: Vec<&(Entitled<'_>, Vec<&PersonKey>)> =
            judged.iter().filter(|(_, missing)| !missing.is_empty()).collect();
        partly.sort_by_key(|(group, _)| group.persons.len());
        for (group, missing) in partly {
            let asks_some = group
                .persons
                .iter()
                .any(|one| listed.persons.contains(one) && !persons.contains(one))
                || group
                    .parts
                    .iter()
                    .any(|part| listed.groups.contains(part) && !parts.contains(part));
            if asks_some {
                out.push(self.left_out(group, missing));
                persons.extend(group.persons.iter().copied());
                parts.extend(group.parts.iter().copied());
            }
        }
    }

    fn listed_electors(&self, with: &'a OpenBallot) -> Listed<'a> {
        let roster = &self.state.roster;
        let (mut persons, mut groups, mut represented) =
            (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for elector in with.electors() {
            match elector.who() {
                Participant::Person(person) => {
                    persons.insert(person);
                }
                Participant::Holder(Holder::Group(group)) => {
                    groups.insert(group);
                    for part in self.parts_of(group) {
                        represented.extend(roster.persons_of(part));
                    }
                }
                Participant::Holder(Holder::Seat(seat)) => {
                    represented.extend(roster.holders_of(seat, self.day));
                }
                Participant::Holder(Holder::Party(party)) => {
                    represented.extend(roster.members_of(party));
                    let seats = self.charter.seats().iter().filter_map(|listed| listed.given());
                    for seat in seats.filter(|seat| seat.body() == party) {
                        represented.extend(roster.holders_of(seat.key(), self.day));
                    }
                }
                Participant::Holder(_) | Participant::Bearer(_) => {}
            }
        }
        Listed { persons, groups, represented }
    }

    /// The groups with a roll that lie in a group, itself among them.
    fn parts_of(&self, group: &GroupKey) -> impl Iterator<Item = &'a GroupKey> {
        let wide = Holder::Group(group.clone());
        let (charter, roster) = (self.charter, &self.state.roster);
        roster.groups().filter(move |part| charter.includes(&wide, &Holder::Group((*part).clone())))
    }

    fn groups_entitled(&self, entitled: &'a [Held<'a>]) -> Vec<Entitled<'a>> {
        let mut groups: Vec<Entitled<'a>> = Vec::new();
        for held in entitled {
            let holder = held.holder();
            let Holder::Group(group) = holder else { continue };
            if groups.iter().any(|one| one.group == holder) {
                continue;
            }
            let parts: Vec<&GroupKey> = self.parts_of(group).collect();
            let persons = parts.iter().flat_map(|part| self.state.roster.persons_of(part));
            let persons = persons.collect();
            groups.push(Entitled { group: holder, position: held.index(), parts, persons });
        }
        groups
    }

    /// Who of a group could vote and is not asked.
    fn left_out_of<'g>(&self, group: &Entitled<'g>, listed: &Listed<'_>) -> Vec<&'g PersonKey> {
        let setting = self.setting();
        let has_bar = setting.has_bar(Function::Decide);
        let is_asked = |person: &PersonKey| {
            listed.persons.contains(person) || listed.represented.contains(person)
        };
        let is_excused = |person: &PersonKey| {
            self.state.interests.contains(&Participant::Person(person.clone()))
                || (has_bar && {
                    let voting = Context { hand: Some(person), ..self.by_holder(group.group) };
                    voting.bar_on(setting, Function::Decide).is_some()
                })
        };
        let persons = group.persons.iter().copied();
        persons.filter(|person| !is_asked(person) && !is_excused(person)).collect()
    }

    fn left_out(&self, group: &Entitled<'_>, missing: &[&PersonKey]) -> Refusal {
        const SHOWN: usize = 8;
        let named = |lang: Lang| {
            let mut keys: Vec<&str> = missing.iter().take(SHOWN).map(|one| one.as_str()).collect();
            if missing.len() > SHOWN {
                keys.push("…");
            }
            keys.join(lang.pick(", ", "、"))
        };
        let args = vec![
            self.holder_arg("group", group.group),
            Arg::bilingual("who", named(Lang::En), named(Lang::Zh)),
            Arg::plain("number", missing.len()),
        ];
        Refusal::new(RefusalCode::LeftOut, args).citing([Cited::Position(group.position)])
    }
}
