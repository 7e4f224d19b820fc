//! Compares the positions of two charters.

use std::collections::{BTreeMap, BTreeSet};

use crate::charter::difference::change::Section;
use crate::charter::difference::comparison::Comparison;
use crate::charter::difference::matching::{reduced, unmatched, value};
use crate::charter::loaded::Charter;
use crate::position::{AbsentPosition, Position, Right};
use crate::values::lang::Lang;
use crate::values::stated::Listed;

impl Comparison<'_> {
    /// Positions: equal ones are matched, then those of one holder with the same rights compared.
    pub(super) fn positions(&mut self) {
        let (before, after) = (self.before.positions(), self.after.positions());
        let follow = |value| self.renamings.follow(Section::Positions, value);
        let (mut removed, added) = unmatched(before, after, follow);
        let mut added: Vec<Option<_>> = added.into_iter().map(Some).collect();
        // Of several alike, the first that is new answers to the first that is old.
        let mut alike: BTreeMap<(String, BTreeSet<Right>), Vec<usize>> = BTreeMap::new();
        for (place, new) in added.iter().enumerate().rev() {
            if let Some(Listed::Given(new)) = new {
                let holder = reduced(value(new.holder())).to_string();
                alike.entry((holder, rights(new))).or_default().push(place);
            }
        }
        let mut changed = Vec::new();
        removed.retain(|old| {
            let Listed::Given(given) = old else {
                return true;
            };
            let holder = reduced(follow(value(given.holder()))).to_string();
            let place = alike.get_mut(&(holder, rights(given))).and_then(Vec::pop);
            let new = place.and_then(|place| added.get_mut(place)).and_then(Option::take);
            changed.extend(new.map(|new| (*old, new)));
            new.is_none()
        });
        for (old, new) in changed {
            let what = position_words(self.after, new);
            self.add(Section::Positions, what, Some(value(old)), Some(value(new)));
        }
        for old in removed {
            let what = position_words(self.before, old);
            self.add(Section::Positions, what, Some(value(old)), None);
        }
        for new in added.into_iter().flatten() {
            let what = position_words(self.after, new);
            self.add(Section::Positions, what, None, Some(value(new)));
        }
    }
}

fn rights(position: &Position) -> BTreeSet<Right> {
    position.rights().collect()
}

fn position_words(charter: &Charter, listed: &Listed<Position, AbsentPosition>) -> [String; 2] {
    [Lang::En, Lang::Zh].map(|lang| {
        let describe = |rights: Vec<Right>| {
            let words: Vec<String> = rights.into_iter().map(|right| right.describe(lang)).collect();
            words.join(lang.pick(", ", "、"))
        };
        match listed {
            Listed::Given(position) => format!(
                "{}: {}",
                charter.holder_name(position.holder(), lang),
                describe(position.rights().collect())
            ),
            Listed::Absent(absent) => {
                let rights = Right::all(absent.kinds(), absent.functions(), absent.claims());
                let holder = absent.holder().map_or_else(
                    || lang.pick("nobody", "无人").to_owned(),
                    |holder| charter.holder_name(holder, lang),
                );
                let rights = describe(rights.collect());
                match lang {
                    Lang::En => format!("{holder}, stated to lack: {rights}"),
                    Lang::Zh => format!("{holder}（明示没有）：{rights}"),
                }
            }
        }
    })
}
