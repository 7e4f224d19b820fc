//! Compares two charters part by part.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use crate::charter::difference::alteration::{Compared, Found};
use crate::charter::difference::change::{Change, ChangeKind, Section};
use crate::charter::difference::matching::{fields, reduced, unmatched, value};
use crate::charter::difference::renaming::Renamings;
use crate::charter::document::Document;
use crate::charter::loaded::Charter;
use crate::charter::lookup::Keyed;
use crate::values::lang::Lang;
use crate::values::stated::{Listed, Stated};
use crate::values::text::Text;

/// Two charters, and the changes found so far.
pub(super) struct Comparison<'c> {
    pub(super) before: &'c Charter,
    pub(super) after: &'c Charter,
    pub(super) renamings: Renamings,
    changes: Vec<Change>,
}

pub(super) fn both(text: &Text) -> [String; 2] {
    [Lang::En, Lang::Zh].map(|lang| text.get(lang).to_owned())
}

impl<'c> Comparison<'c> {
    /// The changes from one charter to another, in the order of the sections.
    pub(super) fn of(before: &'c Charter, after: &'c Charter) -> Vec<Change> {
        let renamings = Renamings::of(before, after);
        let mut comparison = Self { before, after, renamings, changes: Vec::new() };
        comparison.all();
        comparison.changes
    }
}

impl Comparison<'_> {
    fn all(&mut self) {
        // Taken apart without a rest, so that no part of a charter is forgotten here.
        let Document {
            dollar_schema: _no_part_of_the_charter,
            format: _,
            key: _,
            version: _,
            title,
            description,
            source,
            calendar,
            intake,
            triage,
            agenda,
            training,
            incentives,
            places,
            matters,
            parties,
            groups,
            sectors,
            seats,
            liaison,
            positions: _by_holder_and_rights,
            rules,
            procedures: _by_key_and_step,
            acknowledged,
            conduct,
        } = self.before.document();
        let a = self.after.document();
        self.part(Section::Heading, ["title", "名称"], Some(title), Some(&a.title));
        self.part(
            Section::Heading,
            ["description", "说明"],
            description.as_ref(),
            a.description.as_ref(),
        );
        self.part(Section::Heading, ["source", "出处"], source.as_ref(), a.source.as_ref());
        self.part(Section::Heading, ["calendar", "日历"], calendar.as_ref(), a.calendar.as_ref());
        self.keyed(Section::Places, places, &a.places, |place| both(place.name()));
        self.keyed(Section::Matters, matters, &a.matters, |matter| both(matter.name()));
        self.keyed(Section::Parties, parties, &a.parties, |party| both(party.name()));
        self.keyed(Section::Groups, groups, &a.groups, |group| both(group.name()));
        self.keyed(Section::Sectors, sectors, &a.sectors, |sector| both(sector.name()));
        self.listed(
            Section::Seats,
            seats,
            &a.seats,
            |seat| both(seat.name()),
            |charter, absent| {
                absent.represents().map_or(["no seat".to_owned(), "无席位".to_owned()], |whom| {
                    let name = |lang| charter.holder_name(whom, lang);
                    [format!("no seat for {}", name(Lang::En)), format!("{}无席位", name(Lang::Zh))]
                })
            },
        );
        self.unkeyed(Section::Liaison, liaison, &a.liaison, |charter, link| {
            [Lang::En, Lang::Zh].map(|lang| {
                let name = |holder| charter.holder_name(holder, lang);
                format!("{} → {}", name(link.from()), name(link.to()))
            })
        });
        self.stated(Section::Intake, ["intake", "诉求受理"], intake, &a.intake);
        self.positions();
        self.stated(Section::Triage, ["triage", "分流"], triage, &a.triage);
        self.stated(Section::Triage, ["agenda", "议题选择"], agenda, &a.agenda);
        self.keyed(Section::Rules, rules, &a.rules, |rule| both(rule.name()));
        self.procedures();
        self.keyed(Section::Conduct, conduct, &a.conduct, |policy| both(policy.name()));
        self.stated(Section::Conduct, ["training", "培训"], training, &a.training);
        self.stated(Section::Conduct, ["incentives", "激励"], incentives, &a.incentives);
        self.unkeyed(Section::Acknowledged, acknowledged, &a.acknowledged, |_, known| {
            [Lang::En, Lang::Zh]
                .map(|lang| format!("{}: {}", known.code().label(lang), known.reason().get(lang)))
        });
    }

    pub(super) fn add(
        &mut self,
        section: Section,
        what: [String; 2],
        before: Option<Value>,
        after: Option<Value>,
    ) {
        let followed = |value: Value| reduced(self.renamings.follow(section, value));
        let (kind, fields, found) = match (before.clone().map(followed), after.clone().map(reduced))
        {
            (None, None) => return,
            (None, Some(_)) => (ChangeKind::Added, Vec::new(), Found::default()),
            (Some(_), None) => (ChangeKind::Removed, Vec::new(), Found::default()),
            (Some(before), Some(after)) if before == after => return,
            (Some(before), Some(after)) => {
                let fields = fields(&before, &after);
                let kind = match fields.as_slice() {
                    [only] if only == "key" => ChangeKind::Renamed,
                    _ => ChangeKind::Changed,
                };
                let compared = Compared { before: self.before, after: self.after, section };
                (kind, fields, compared.alterations(&before, &after))
            }
        };
        let Found { alterations, more } = found;
        self.changes.push(Change { kind, section, what, fields, alterations, more, before, after });
    }

    fn part<T: Serialize>(
        &mut self,
        section: Section,
        what: [&str; 2],
        before: Option<&T>,
        after: Option<&T>,
    ) {
        self.add(section, what.map(str::to_owned), before.map(value), after.map(value));
    }

    /// A part with the three states: unstated is not there; a statement of absence is.
    fn stated<T: Serialize>(
        &mut self,
        section: Section,
        what: [&str; 2],
        before: &Stated<T>,
        after: &Stated<T>,
    ) {
        let there = |part: &Stated<T>| (!part.is_unstated()).then(|| value(part));
        let what = if after.is_absent() && !before.is_absent() {
            let [en, zh] = what;
            [format!("{en}: stated to be absent"), format!("{zh}：明示没有")]
        } else {
            what.map(str::to_owned)
        };
        self.add(section, what, there(before), there(after));
    }

    /// Entries with keys: those of one key are compared.
    pub(super) fn keyed<T: Keyed + Serialize + PartialEq>(
        &mut self,
        section: Section,
        before: &[T],
        after: &[T],
        what: impl Fn(&T) -> [String; 2],
    ) {
        let by_key = |entries: &[T]| -> BTreeMap<String, usize> {
            let keyed = entries.iter().enumerate();
            keyed.filter_map(|(i, e)| e.key_text().map(|key| (key.to_owned(), i))).collect()
        };
        let (old, new) = (by_key(before), by_key(after));
        for (key, index) in &old {
            let Some(entry) = before.get(*index) else {
                continue;
            };
            let new_key = self.renamings.new_key(section, key).unwrap_or(key);
            let other = new.get(new_key).and_then(|index| after.get(*index));
            if other != Some(entry) {
                self.add(section, what(entry), Some(value(entry)), other.map(value));
            }
        }
        let renamed: BTreeSet<String> = old
            .keys()
            .filter_map(|key| self.renamings.new_key(section, key).map(str::to_owned))
            .collect();
        for (key, index) in &new {
            if !old.contains_key(key)
                && !renamed.contains(key)
                && let Some(entry) = after.get(*index)
            {
                self.add(section, what(entry), None, Some(value(entry)));
            }
        }
    }

    /// Entries without keys: each is there, or it is not.
    pub(super) fn unkeyed<T: Serialize + PartialEq>(
        &mut self,
        section: Section,
        before: &[T],
        after: &[T],
        what: impl Fn(&Charter, &T) -> [String; 2],
    ) {
        let follow = |value| self.renamings.follow(section, value);
        let (removed, added) = unmatched(before, after, follow);
        for entry in removed {
            self.add(section, what(self.before, entry), Some(value(entry)), None);
        }
        for entry in added {
            self.add(section, what(self.after, entry), None, Some(value(entry)));
        }
    }

    /// Entries with keys, among statements of absence.
    pub(super) fn listed<G: Keyed + Serialize + PartialEq, A: Serialize + PartialEq>(
        &mut self,
        section: Section,
        before: &[Listed<G, A>],
        after: &[Listed<G, A>],
        given: impl Fn(&G) -> [String; 2],
        absent: impl Fn(&Charter, &A) -> [String; 2],
    ) {
        self.keyed(section, before, after, |entry| {
            entry.given().map_or([String::new(), String::new()], &given)
        });
        let old: Vec<&A> = before.iter().filter_map(Listed::absent).collect();
        let new: Vec<&A> = after.iter().filter_map(Listed::absent).collect();
        self.unkeyed(section, &old, &new, |charter, entry| {
            let [en, zh] = absent(charter, entry);
            [format!("{en} (stated to be absent)"), format!("{zh}（明示没有）")]
        });
    }
}
