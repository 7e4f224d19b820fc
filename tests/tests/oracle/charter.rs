//! What a charter says, read from its JSON.

use std::collections::BTreeMap;

use serde_json::Value;
use time::Date;

use crate::clock::{Clock, Moment, date};
use crate::reading::{has, list, text, words};

#[derive(Debug, Clone)]
pub(crate) struct Charter {
    pub(crate) json: Value,
    pub(crate) clock: Clock,
    /// What it is named by in a migration.
    pub(crate) digest: String,
    /// Where the entry of a key stands in which list.
    places: BTreeMap<(String, String), usize>,
}

/// Where a position is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spot<'s> {
    pub(crate) matter: Option<&'s str>,
    pub(crate) place: Option<&'s str>,
    pub(crate) day: Date,
}

/// One right at one scope: a position is the product of its lists.
#[derive(Debug, Clone)]
struct Right<'c> {
    holder: &'c Value,
    matter: Option<&'c str>,
    place: Option<&'c str>,
    position: &'c Value,
}

impl Charter {
    pub(crate) fn new(json: Value, digest: String) -> Self {
        let clock = Clock::new(&json["calendar"]);
        let mut places = BTreeMap::new();
        for (of, entries) in json.as_object().into_iter().flatten() {
            for (at, entry) in entries.as_array().into_iter().flatten().enumerate() {
                if let Some(key) = text(entry, "key") {
                    places.insert((of.clone(), key.to_owned()), at);
                }
            }
        }
        Self { json, clock, digest, places }
    }

    pub(crate) fn entry(&self, of: &str, key: &str) -> Option<&Value> {
        let at = self.places.get(&(of.to_owned(), key.to_owned()))?;
        list(&self.json, of).get(*at)
    }

    pub(crate) fn lists(&self, of: &str, key: &str) -> bool {
        self.entry(of, key).is_some()
    }

    /// An entry and all above it, by these kinds of parent.
    fn above<'c>(&'c self, of: &str, key: &'c str, parents: &[&str]) -> Vec<&'c str> {
        let mut found = vec![key];
        let mut next = 0;
        while let Some(one) = found.get(next).copied() {
            next += 1;
            for parent in parents {
                if let Some(up) = self.entry(of, one).and_then(|entry| text(entry, parent))
                    && !found.contains(&up)
                {
                    found.push(up);
                }
            }
        }
        found
    }

    pub(crate) fn matter_in(&self, matter: &str, wide: &str) -> bool {
        self.above("matters", matter, &["parent"]).contains(&wide)
    }

    pub(crate) fn place_in(&self, place: &str, wide: &str) -> bool {
        self.above("places", place, &["parent", "property_parent"]).contains(&wide)
    }

    fn group_in(&self, group: &str, wide: &str) -> bool {
        self.above("groups", group, &["parent"]).contains(&wide)
    }

    /// Whether all who act as one holder act as the other one, too.
    pub(crate) fn includes(&self, wide: &Value, narrow: &Value) -> bool {
        if wide == "anyone" || wide == narrow {
            return true;
        }
        let within = |group: &Value, of: &str| self.group_in(group.as_str().unwrap(), of);
        if let Some(group) = text(wide, "group") {
            return narrow.get("group").is_some_and(|it| within(it, group))
                || narrow.get("of").is_some_and(|it| within(it, group));
        }
        if let (Some(group), Some(of)) = (text(wide, "of"), text(narrow, "of")) {
            let part = |of: &Value| {
                let terms = &of["at_least"];
                (terms[0].as_u64().unwrap(), terms[1].as_u64().unwrap())
            };
            let ((a, b), (c, d)) = (part(wide), part(narrow));
            return group == of && c * b >= a * d;
        }
        if let (Some(one), Some(other)) = (wide.get("jointly"), narrow.get("jointly")) {
            let (one, other) = (one.as_array().unwrap(), other.as_array().unwrap());
            return one.len() == other.len() && one.iter().all(|it| other.contains(it));
        }
        false
    }

    /// The single rights of a kind to a function (or claim) that hold at a spot.
    fn rights(&self, kind: &str, what: &str, spot: Spot<'_>) -> Vec<Right<'_>> {
        let mut found = Vec::new();
        for position in list(&self.json, "positions") {
            let lists = |name, key: &str| list(position, name).iter().any(|it| it == key);
            let named = lists("functions", what) || lists("claims", what);
            if !named || !lists("kinds", kind) || has(position, "none") {
                continue;
            }
            let scope = |name| -> Vec<Option<&str>> {
                let names = words(position, name);
                if names.is_empty() { vec![None] } else { names.into_iter().map(Some).collect() }
            };
            for matter in scope("matters") {
                for place in scope("places") {
                    let right = Right { holder: &position["holder"], matter, place, position };
                    if self.holds(&right, spot) {
                        found.push(right);
                    }
                }
            }
        }
        found
    }

    fn holds(&self, right: &Right<'_>, spot: Spot<'_>) -> bool {
        let matter =
            right.matter.is_none_or(|wide| spot.matter.is_some_and(|it| self.matter_in(it, wide)));
        let place =
            right.place.is_none_or(|wide| spot.place.is_some_and(|it| self.place_in(it, wide)));
        matter && place && in_force(right.position, spot.day)
    }

    /// Whether one scope lies inside another one, and is not the same.
    fn narrower(&self, one: &Right<'_>, wide: &Right<'_>) -> bool {
        let matter = wide.matter.is_none_or(|it| one.matter.is_some_and(|m| self.matter_in(m, it)));
        let place = wide.place.is_none_or(|it| one.place.is_some_and(|p| self.place_in(p, it)));
        let (inner, outer) = (&one.position["valid"], &wide.position["valid"]);
        let day = |of: &Value, name: &str| of.get(name).map(date);
        let from = match (day(inner, "from"), day(outer, "from")) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(one), Some(other)) => one >= other,
        };
        let until = match (day(inner, "until"), day(outer, "until")) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(one), Some(other)) => one <= other,
        };
        let same = one.matter == wide.matter && one.place == wide.place && inner == outer;
        matter && place && from && until && !same
    }

    /// The holders of the narrowest of these rights.
    fn narrowest(&self, kind: &str, function: &str, spot: Spot<'_>) -> Vec<&Value> {
        let rights = self.rights(kind, function, spot);
        let gives_way = |right: &Right<'_>| rights.iter().any(|it| self.narrower(it, right));
        rights.iter().filter(|right| !gives_way(right)).map(|right| right.holder).collect()
    }

    /// The powers to perform a function, whether barred or not.
    pub(crate) fn powers(&self, function: &str, spot: Spot<'_>) -> Vec<&Value> {
        self.narrowest("power", function, spot)
    }

    pub(crate) fn leads(&self, function: &str, spot: Spot<'_>) -> Vec<&Value> {
        self.narrowest("lead", function, spot)
    }

    pub(crate) fn supports(&self, function: &str, spot: Spot<'_>) -> Vec<&Value> {
        self.rights("support", function, spot).iter().map(|right| right.holder).collect()
    }

    pub(crate) fn claims(&self, claim: &str, spot: Spot<'_>) -> Vec<&Value> {
        self.rights("claim", claim, spot).iter().map(|right| right.holder).collect()
    }

    /// All bars on a function: whose, and beside which function, if only beside one.
    pub(crate) fn barring(&self, function: &str, spot: Spot<'_>) -> Vec<(&Value, Option<&str>)> {
        let rights = self.rights("bar", function, spot).into_iter();
        rights.map(|right| (right.holder, text(right.position, "together_with"))).collect()
    }

    /// The bars on a function that concern a holder: beside which function, if only beside one.
    pub(crate) fn bars(&self, function: &str, by: &Value, spot: Spot<'_>) -> Vec<Option<&str>> {
        let concerns = |holder: &Value| {
            self.includes(holder, by)
                || list(by, "jointly").iter().any(|one| self.includes(holder, one))
        };
        let rights = self.rights("bar", function, spot);
        let barring = rights.iter().filter(|right| concerns(right.holder));
        barring.map(|right| text(right.position, "together_with")).collect()
    }

    pub(crate) fn procedure(&self, key: &str) -> Option<&Value> {
        self.entry("procedures", key)
    }

    /// Whether a procedure takes a matter.
    pub(crate) fn takes(&self, procedure: &Value, matter: &str) -> bool {
        let matters = words(procedure, "matters");
        matters.is_empty() || matters.iter().any(|wide| self.matter_in(matter, wide))
    }

    /// The place to which a matter goes up, and who receives it there.
    pub(crate) fn way_up(&self, spot: Spot<'_>) -> Option<(&str, Vec<&Value>)> {
        let place = self.entry("places", spot.place?)?;
        let mut level: Vec<&str> =
            ["parent", "property_parent"].iter().filter_map(|it| text(place, it)).collect();
        while !level.is_empty() {
            for up in &level {
                let there = Spot { place: Some(*up), ..spot };
                let rights = self.rights("power", "receive", there);
                let gives_way =
                    |right: &Right<'_>| rights.iter().any(|it| self.narrower(it, right));
                let receive: Vec<&Value> = rights
                    .iter()
                    .filter(|right| right.place == Some(*up) && !gives_way(right))
                    .map(|right| right.holder)
                    .filter(|holder| !self.bars("receive", holder, there).contains(&None))
                    .collect();
                if !receive.is_empty() {
                    let key = self.entry("places", up).and_then(|it| text(it, "key"))?;
                    return Some((key, receive));
                }
            }
            let entries = level.iter().filter_map(|it| self.entry("places", it));
            let above: Vec<&str> = entries
                .flat_map(|it| ["parent", "property_parent"].map(|name| text(it, name)))
                .flatten()
                .collect();
            level = above;
        }
        None
    }

    /// The rules of a deciding step that are in force, as a first match over matters.
    pub(crate) fn rules_of<'c>(
        &'c self,
        step: &'c Value,
        matter: &str,
        day: Date,
    ) -> Vec<&'c Value> {
        let matching = list(step, "rules").iter().filter(|named| {
            let matters = words(named, "matters");
            matters.is_empty() || matters.iter().any(|wide| self.matter_in(matter, wide))
        });
        let rules = matching.filter_map(|named| self.entry("rules", text(named, "rule")?));
        rules.filter(|rule| in_force(rule, day)).collect()
    }

    pub(crate) fn day(&self, at: Moment) -> Date {
        self.clock.day(at)
    }
}

/// Whether something that can be valid for a time is so on a day.
pub(crate) fn in_force(of: &Value, day: Date) -> bool {
    let valid = &of["valid"];
    valid.get("from").is_none_or(|from| date(from) <= day)
        && valid.get("until").is_none_or(|until| day < date(until))
}
