//! Who of a group is asked to vote: all of it, or of some other group, or none.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::ballots::measures;
use crate::judge::Act;
use crate::reading::{has, list, text};

impl Act<'_> {
    /// Some of a group are listed, and neither it nor another group of theirs as a whole.
    pub(crate) fn leaves_out(&self) -> Option<&'static str> {
        let named = self.word("rule").and_then(|rule| self.charter.entry("rules", rule));
        let rule = if self.word("rule").is_some() { named } else { self.rule() }?;
        let counts =
            |it: &str| ["quorum", "approval"].iter().any(|part| measures(&rule[*part], it));
        if counts("households") && !counts("heads") && !counts("weight") {
            return None;
        }
        let listed: Vec<&Value> =
            list(self.with, "electors").iter().map(|elector| &elector["who"]).collect();
        let claims = self.charter.claims("vote", self.spot());
        let entitled: Vec<&Value> = claims.into_iter().filter(|one| has(one, "group")).collect();
        let whole = |group: &Value| {
            let mut all = self.all_of(group).into_iter();
            all.all(|person| self.is_asked(person, &listed) || self.is_excused(person, group))
        };
        let is_in = |who: &Value, group: &Value| match text(who, "person") {
            Some(person) => self.all_of(group).contains(person),
            None => {
                let known = text(who, "group").is_some_and(|it| self.state.groups.contains_key(it));
                known && self.charter.includes(group, who)
            }
        };
        let picked = listed.iter().any(|who| {
            let own: Vec<&&Value> = entitled.iter().filter(|group| is_in(who, group)).collect();
            !own.is_empty() && !own.iter().any(|group| whole(group))
        });
        picked.then_some("left-out")
    }

    /// Everybody who is recorded as of a group, or of a part of it.
    fn all_of(&self, group: &Value) -> BTreeSet<&str> {
        let rolls = self.state.groups.iter();
        let own = rolls.filter(|(key, _)| self.charter.includes(group, &json!({ "group": key })));
        own.flat_map(|(_, roll)| roll.persons.iter().map(String::as_str)).collect()
    }

    fn is_asked(&self, person: &str, listed: &[&Value]) -> bool {
        listed.iter().any(|who| {
            if let Some(one) = text(who, "person") {
                return one == person;
            }
            match text(who, "group") {
                Some(_) => self.all_of(who).contains(person),
                None if has(who, "seat") || has(who, "party") => {
                    self.belongs(person, who) == Some(true)
                }
                None => false,
            }
        })
    }

    /// Whoever has an interest is not asked, nor who may not decide.
    fn is_excused(&self, person: &str, group: &Value) -> bool {
        let entry = json!({ "by": group, "hand": person });
        let as_them = Act { entry: &entry, by: group, ..*self };
        self.state.is_interested(&json!({ "person": person })) || as_them.may_not_decide().is_some()
    }
}
