//! Whether a policy is consistent in itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::conduct::definition::{BasicRequirement, ConductPolicy, LeaveRule, Mark};
use crate::conduct::ladder::{Rung, Sanction, Trigger};
use crate::conduct::points::Points;
use crate::conduct::sharing::Sharing;
use crate::conduct::table::PointsTable;
use crate::json::Reader;
use crate::position::Holder;
use crate::problem::{Arg, ProblemCode};
use crate::values::fraction::Fraction;
use crate::values::key::{ContributionKey, Key};

impl ConductPolicy {
    /// Reports what is inconsistent in the policy, at paths below the one at hand.
    pub(crate) fn validate(&self, reader: &mut Reader) {
        let kinds = self.contributions.iter().map(|kind| kind.key.text()).collect();
        let check = Check { policy: self, kinds };
        unique_keys(reader, "contributions", &self.contributions, |kind| &kind.key);
        if let Some(attendance) = self.attendance.given() {
            reader.within_known("attendance", |reader| {
                not_empty(reader, attendance);
                each(reader, attendance, |reader, duty| {
                    reader.within_known("kind", |reader| check.known_kind(reader, &duty.kind));
                });
            });
        }
        if let Some(leave) = self.leave.given() {
            reader.within_known("leave", |reader| {
                not_empty(reader, leave);
                each(reader, leave, |reader, rule| check.known_kinds(reader, &rule.kinds));
            });
        }
        if let Some(table) = self.points.given() {
            reader.within_known("points", |reader| check.validate_table(reader, table));
        }
        if let Some(ladder) = self.ladder.given() {
            reader.within_known("ladder", |reader| check.validate_ladder(reader, ladder));
        }
        reader.within_known("requirements", |reader| {
            each(reader, &self.requirements, |reader, requirement| {
                check.validate_requirement(reader, requirement);
            });
        });
    }

    /// Visits every holder that the policy names, each at its path.
    pub(crate) fn each_holder(
        &self,
        reader: &mut Reader,
        mut visit: impl FnMut(&mut Reader, &Holder),
    ) {
        let visit = &mut visit;
        let mut at = |reader: &mut Reader, name: &'static str, holder: Option<&Holder>| {
            if let Some(holder) = holder {
                reader.within_known(name, |reader| visit(reader, holder));
            }
        };
        reader.within_known("leave", |reader| {
            let rules: &[LeaveRule] = self.leave.given().map_or(&[], Vec::as_slice);
            each(reader, rules, |reader, rule| at(reader, "granted_by", rule.granted_by()));
        });
        reader.within_known("ladder", |reader| {
            let rungs: &[Rung] = self.ladder.given().map_or(&[], Vec::as_slice);
            each(reader, rungs, |reader, rung| {
                at(reader, "by", rung.by());
                reader.within_known("heard", |reader| {
                    at(reader, "by", rung.heard().given().and_then(|heard| heard.by()));
                });
            });
        });
    }
}

/// A policy with what it lists, looked up often.
struct Check<'p> {
    policy: &'p ConductPolicy,
    kinds: BTreeSet<&'p str>,
}

impl Check<'_> {
    fn validate_table(&self, reader: &mut Reader, table: &PointsTable) {
        unique_keys(reader, "accounts", &table.accounts, |account| &account.key);
        unique_keys(reader, "bands", &table.bands, |band| &band.key);
        within_limits(reader, table.base, table.cap, table.floor, "base");
        reader.within_known("accounts", |reader| {
            each(reader, &table.accounts, |reader, account| {
                within_limits(reader, account.start, account.cap, account.floor, "start");
            });
        });
        if let (Some(pass), Some(cap)) = (table.pass, table.cap)
            && pass > cap
        {
            reader.within_known("pass", |reader| impossible(reader, pass));
        }
        reader.within_known("items", |reader| {
            not_empty(reader, &table.items);
            self.validate_items(reader, table);
        });
        reader.within_known("bands", |reader| validate_bands(reader, table));
    }

    fn validate_items(&self, reader: &mut Reader, table: &PointsTable) {
        let mut rows = BTreeMap::new();
        let accounts = table.accounts.iter().map(|account| account.key.text()).collect();
        each(reader, &table.items, |reader, item| {
            reader.within_known("kind", |reader| self.known_kind(reader, &item.kind));
            if rows.insert((&item.kind, item.mark, item.role), ()).is_some() {
                let row = format!("{} {}", item.kind, item.mark.as_str());
                reader.report(ProblemCode::DuplicateEntry, vec![Arg::quoted("found", &row)]);
            }
            if let Some(key) = &item.account {
                reader.within_known("account", |reader| known_key(reader, key, &accounts));
            }
            if let Some(Sharing::First(share)) = item.sharing
                && share > Fraction::ONE
            {
                reader.within_known("sharing", |reader| {
                    misordered(
                        reader,
                        "the first author's share is more than the whole",
                        "第一作者的份额超过全部",
                    );
                });
            }
            if item.most_authors == Some(0) {
                reader.within_known("most_authors", |reader| {
                    reader.report(ProblemCode::ZeroNumber, Vec::new());
                });
            }
        });
    }

    fn validate_ladder(&self, reader: &mut Reader, ladder: &[Rung]) {
        not_empty(reader, ladder);
        let mut gravest: Option<Sanction> = None;
        each(reader, ladder, |reader, rung| {
            if rung.sanction != Sanction::NotRenominate {
                if let Some(graver) = gravest.filter(|gravest| rung.sanction < *gravest) {
                    reader.within_known("sanction", |reader| {
                        milder(reader, rung.sanction, graver);
                    });
                }
                gravest = gravest.max(Some(rung.sanction));
            }
            reader.within_known("triggers", |reader| {
                not_empty(reader, &rung.triggers);
                each(reader, &rung.triggers, |reader, trigger| {
                    self.validate_trigger(reader, trigger);
                });
            });
        });
    }

    fn validate_trigger(&self, reader: &mut Reader, trigger: &Trigger) {
        match trigger {
            Trigger::BelowPoints(below) => {
                if self.policy.points.given().is_none() {
                    reader.misplaced("the policy counts no points", "该规则不计分");
                }
                let floor = self.policy.points.given().and_then(|table| table.floor);
                if floor.is_some_and(|floor| below.below_points <= floor) {
                    reader.within_known("below_points", |reader| {
                        impossible(reader, below.below_points);
                    });
                }
            }
            Trigger::AtLeast(count) => {
                self.counted(reader, &count.kinds, &count.marks);
                if count.at_least == 0 {
                    idle(reader, "at_least");
                }
            }
            Trigger::FewerThan(count) => {
                self.counted(reader, &count.kinds, &count.marks);
                if count.fewer_than == 0 {
                    reader.within_known("fewer_than", |reader| impossible(reader, Points::ZERO));
                }
            }
            Trigger::YearsWithout(years) => self.counted(reader, &years.kinds, &years.marks),
            Trigger::UnmetRequirements(_) => {
                if self.policy.requirements.is_empty() {
                    reader.misplaced("the policy has no requirements", "该规则没有基本要求");
                }
            }
        }
    }

    fn validate_requirement(&self, reader: &mut Reader, requirement: &BasicRequirement) {
        self.counted(reader, &requirement.kinds, &requirement.marks);
        if requirement.at_least == 0 {
            idle(reader, "at_least");
        }
    }

    fn counted(&self, reader: &mut Reader, kinds: &[ContributionKey], marks: &[Mark]) {
        reader.within_known("kinds", |reader| not_empty(reader, kinds));
        self.known_kinds(reader, kinds);
        reader.within_known("marks", |reader| {
            let mut seen = BTreeMap::new();
            each(reader, marks, |reader, mark| {
                if seen.insert(*mark, ()).is_some() {
                    reader.duplicate_entry(mark.as_str());
                }
            });
        });
    }

    fn known_kinds(&self, reader: &mut Reader, kinds: &[ContributionKey]) {
        reader.within_known("kinds", |reader| {
            let mut seen = BTreeMap::new();
            each(reader, kinds, |reader, kind| {
                self.known_kind(reader, kind);
                if seen.insert(kind, ()).is_some() {
                    reader.duplicate_entry(kind.as_str());
                }
            });
        });
    }

    fn known_kind(&self, reader: &mut Reader, kind: &ContributionKey) {
        known_key(reader, kind, &self.kinds);
    }
}

fn each<'e, T>(reader: &mut Reader, entries: &'e [T], mut check: impl FnMut(&mut Reader, &'e T)) {
    for (index, entry) in entries.iter().enumerate() {
        reader.within_index(index, |reader| check(reader, entry));
    }
}

fn not_empty<T>(reader: &mut Reader, entries: &[T]) {
    if entries.is_empty() {
        reader.report(ProblemCode::EmptyList, Vec::new());
    }
}

fn unique_keys<T, K: Key>(
    reader: &mut Reader,
    list: &'static str,
    entries: &[T],
    key: impl Fn(&T) -> &K,
) {
    let mut first: BTreeMap<&K, usize> = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate() {
        let key = key(entry);
        match first.get(key) {
            None => {
                first.insert(key, index);
            }
            Some(first) => {
                reader.at_entry(list, index, |reader| {
                    reader.duplicate_key(list, *first, key.text());
                });
            }
        }
    }
}

fn known_key<K: Key>(reader: &mut Reader, key: &K, known: &BTreeSet<&str>) {
    if !known.contains(key.text()) {
        reader.unknown_key(K::LISTED_IN, key.text(), known.iter().copied(), None);
    }
}

/// The cap is not below the floor, and what is begun with lies between them.
fn within_limits(
    reader: &mut Reader,
    begun: Option<Points>,
    cap: Option<Points>,
    floor: Option<Points>,
    field: &'static str,
) {
    let above = |a: Option<Points>, b: Option<Points>| a.zip(b).is_some_and(|(a, b)| a > b);
    if above(floor, cap) {
        reader.within_known("cap", |reader| {
            misordered(reader, "the cap is below the floor", "上限低于下限");
        });
    } else if above(begun, cap) || above(floor, begun) {
        reader.within_known(field, |reader| {
            misordered(
                reader,
                "the points begun with are not between floor and cap",
                "起始分不在下限与上限之间",
            );
        });
    }
}

fn validate_bands(reader: &mut Reader, table: &PointsTable) {
    let rising = match table.bands.as_slice() {
        [first, second, ..] => first.from < second.from,
        _ => false,
    };
    for (index, pair) in table.bands.windows(2).enumerate() {
        if let [a, b] = pair
            && (a.from == b.from || (a.from < b.from) != rising)
        {
            reader.within_index(index.saturating_add(1), |reader| {
                reader.within_known("from", |reader| {
                    misordered(
                        reader,
                        "bands go from the highest to the lowest or the other way round, each once",
                        "等次须由高到低或由低到高，且不重复",
                    );
                });
            });
        }
    }
    each(reader, &table.bands, |reader, band| {
        if table.cap.is_some_and(|cap| band.from > cap) {
            reader.within_known("from", |reader| impossible(reader, band.from));
        }
    });
}

fn impossible(reader: &mut Reader, threshold: Points) {
    reader.report(ProblemCode::ImpossibleThreshold, vec![Arg::plain("threshold", threshold)]);
}

fn idle(reader: &mut Reader, field: &'static str) {
    reader.within_known(field, |reader| reader.report(ProblemCode::IdleThreshold, Vec::new()));
}

/// Reports a rung that is milder than one before it, with the order that there is.
fn milder(reader: &mut Reader, sanction: Sanction, graver: Sanction) {
    let rising = Sanction::ALL.iter().filter(|one| **one != Sanction::NotRenominate);
    let rising: Vec<&str> = rising.map(|one| one.as_str()).collect();
    let (anywhere, [en, zh]) =
        (Sanction::NotRenominate, [", ", "、"].map(|comma| rising.join(comma)));
    reader.report(
        ProblemCode::MisorderedTable,
        vec![
            Arg::bilingual(
                "reason",
                format!("`{sanction}` is milder than `{graver}` before it"),
                format!("`{sanction}` 轻于其前的 `{graver}`"),
            ),
            Arg::help(
                format!(
                    "let the rungs rise from the mildest to the gravest: {en}; `{anywhere}` can stand anywhere"
                ),
                format!("请由轻到重排列各级：{zh}；`{anywhere}` 可在任何位置"),
            ),
        ],
    );
}

fn misordered(reader: &mut Reader, en: &'static str, zh: &'static str) {
    reader.report(ProblemCode::MisorderedTable, vec![Arg::bilingual("reason", en, zh)]);
}
