//! The naive oracle: positions as lists, trees as parents walked by hand, nothing indexed.

use std::collections::BTreeMap;

use cogov::case::{Case, RefusalCode};
use cogov::charter::Held;
use cogov::position::Right;
use cogov::{Charter, Claim, Function, Holder, MatterKey, PlaceKey};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

use crate::charter::{day, document, load};
use crate::trees::{self, Cell};

const FUNCTIONS: [Function; 3] = [Function::Receive, Function::Decide, Function::Implement];
const CLAIMS: [Claim; 2] = [Claim::Vote, Claim::BeBriefed];
/// From high to low, so that every earlier place can be a parent.

#[derive(Debug, Clone)]
struct Entry {
    holder: usize,
    kinds: Vec<&'static str>,
    functions: Vec<Function>,
    claims: Vec<Claim>,
    together_with: Option<Function>,
    matters: Vec<usize>,
    places: Vec<usize>,
    valid: (Option<u8>, Option<u8>),
    /// States an absence instead: nobody holds anything by it.
    absent: bool,
}

#[derive(Debug, Clone)]
struct World {
    /// The parents of each, all of them earlier.
    matters: Vec<Option<usize>>,
    places: Vec<[Option<usize>; 2]>,
    entries: Vec<Entry>,
    /// Whether the lists stand in the charter from the last to the first.
    backwards: bool,
}

/// All kinds of holder. The last two are the same share.
fn holder_value(index: usize) -> Value {
    match index {
        0 => json!({"party": "committee"}),
        1 => json!({"party": "company"}),
        2 => json!({"seat": "chair"}),
        3 => json!({"group": "owners"}),
        4 => json!("anyone"),
        5 => json!("affected"),
        6 => json!({"jointly": [{"party": "committee"}, {"seat": "chair"}]}),
        7 => json!({"sector": "trade"}),
        8 => json!({"at_least": [1, 10], "of": "owners"}),
        _ => json!({"at_least": [2, 20], "of": "owners"}),
    }
}

fn same_holder(a: usize, b: usize) -> bool {
    a.min(8) == b.min(8)
}

/// Those who act in a case: besides the others, a larger share, and a group within the group.
const ACTING: usize = 12;

fn acting_value(index: usize) -> Value {
    match index {
        10 => json!({"at_least": [1, 2], "of": "owners"}),
        11 => json!({"group": "tenants"}),
        _ => holder_value(index),
    }
}

/// Whether what is given to a holder is given to whoever acts: anyone, a group of which they are
/// part, a share that is no larger.
fn includes(holder: usize, acting: usize) -> bool {
    match acting {
        0..8 => holder == acting || holder == 4,
        8..=10 => [3, 4, 8, 9].contains(&holder),
        _ => [3, 4].contains(&holder),
    }
}

/// The one barred, anyone, one of those who act jointly, or the group of which it is a share.
fn barred(bar: usize, holder: usize) -> bool {
    same_holder(bar, holder)
        || bar == 4
        || (holder == 6 && [0, 2].contains(&bar))
        || (holder >= 8 && bar == 3)
}

fn date(number: u8) -> String {
    format!("2024-02-{:02}", 24 + number)
}

impl Entry {
    fn has(&self, right: Right) -> bool {
        let of = |kind: &str, function: &Function| {
            let any = kind == "leadership" && self.functions.is_empty();
            self.kinds.contains(&kind) && (any || self.functions.contains(function))
        };
        !self.absent
            && match right {
                Right::Power(f) => of("power", &f),
                Right::Lead(f) => of("lead", &f),
                Right::Support(f) => of("support", &f),
                Right::Bar(f) => of("bar", &f),
                Right::Leadership(f) => of("leadership", &f),
                Right::Claim(c) => self.kinds.contains(&"claim") && self.claims.contains(&c),
                other => panic!("{other:?} is new"),
            }
    }

    fn holds_on(&self, day: u8) -> bool {
        self.valid.0.is_none_or(|from| from <= day) && self.valid.1.is_none_or(|end| day < end)
    }

    fn value(&self) -> Value {
        let keys = |list: &[usize], letter: char| -> Vec<String> {
            list.iter().map(|index| format!("{letter}{index}")).collect()
        };
        let functions: Vec<&str> = self.functions.iter().map(|f| f.as_str()).collect();
        let claims: Vec<&str> = self.claims.iter().map(|c| c.as_str()).collect();
        let mut value = json!({
            "holder": holder_value(self.holder), "kinds": self.kinds,
            "functions": functions, "claims": claims
        });
        if !self.places.is_empty() {
            value["places"] = json!(keys(&self.places, 'p'));
        }
        if !self.matters.is_empty() {
            value["matters"] = json!(keys(&self.matters, 'm'));
        }
        if self.absent {
            value["none"] = json!(true);
            return value;
        }
        if let Some(function) = self.together_with {
            value["together_with"] = json!(function.as_str());
        }
        let mut valid = json!({});
        if let Some(from) = self.valid.0 {
            valid["from"] = json!(date(from));
        }
        if let Some(until) = self.valid.1 {
            valid["until"] = json!(date(until));
        }
        value["valid"] = valid;
        value
    }
}

impl World {
    fn charter(&self) -> Charter {
        let list = |entries: Vec<Value>| -> Vec<Value> {
            if self.backwards { entries.into_iter().rev().collect() } else { entries }
        };
        load(&document(json!({
            "matters": list(trees::matters(&self.matters)),
            "places": list(trees::places(&self.places)),
            "groups": [
                {"key": "owners", "name": "Owners"},
                {"key": "tenants", "name": "Tenants", "parent": "owners"}
            ],
            "sectors": [{"key": "trade", "name": "Trade", "body": "committee"}],
            "seats": [{"key": "chair", "name": "Chair", "body": "committee"}],
            "positions": self.entries.iter().map(Entry::value).collect::<Vec<_>>()
        })))
    }

    /// How many steps up it is from one place to another, by the shorter parents.
    fn steps_up(&self, from: usize, to: usize) -> Option<usize> {
        if from == to {
            return Some(0);
        }
        let parents = self.places[from].iter().flatten();
        parents.filter_map(|&parent| self.steps_up(parent, to)).min().map(|steps| steps + 1)
    }

    fn within(&self, inner: Cell, outer: Cell) -> bool {
        trees::within((&self.matters, &self.places), inner, outer)
    }

    /// The scopes of an entry: each matter with each place.
    fn scopes(&self, entry: &Entry) -> Vec<Cell> {
        trees::cross(&entry.matters, &entry.places)
    }

    /// Who has a right: everybody it is given to here, less those with a wider scope than
    /// somebody else for powers and leads.
    fn who(&self, right: Right, here: Cell, day: u8) -> Vec<usize> {
        let mut reaching: Vec<(usize, Cell)> = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            if entry.has(right) && entry.holds_on(day) {
                let scopes = self.scopes(entry).into_iter();
                reaching.extend(scopes.filter(|s| self.within(here, *s)).map(|s| (index, s)));
            }
        }
        let exclusive = matches!(right, Right::Power(_) | Right::Lead(_));
        let stays = |scope: Cell| {
            let narrower = |other: Cell| other != scope && self.within(other, scope);
            !exclusive || !reaching.iter().any(|(_, other)| narrower(*other))
        };
        let mut who: Vec<usize> =
            reaching.iter().filter(|(_, scope)| stays(*scope)).map(|(index, _)| *index).collect();
        who.dedup();
        who
    }

    fn who_may(&self, function: Function, here: Cell, day: u8) -> Vec<usize> {
        let bars = self.who(Right::Bar(function), here, day);
        let mut may = self.who(Right::Power(function), here, day);
        may.retain(|&power| {
            !bars.iter().map(|&bar| &self.entries[bar]).any(|bar| {
                bar.together_with.is_none() && barred(bar.holder, self.entries[power].holder)
            })
        });
        may
    }

    fn rights() -> Vec<Right> {
        let functions = |of: fn(Function) -> Right| Function::ALL.iter().copied().map(of);
        functions(Right::Power)
            .chain(functions(Right::Lead))
            .chain(functions(Right::Support))
            .chain(Claim::ALL.iter().copied().map(Right::Claim))
            .chain(functions(Right::Bar))
            .chain(functions(Right::Leadership))
            .collect()
    }

    fn rights_of(&self, holder: usize, here: Cell, day: u8) -> Vec<(Right, Vec<usize>)> {
        let rights = Self::rights().into_iter().map(|right| {
            let mut held = match right {
                Right::Power(function) => self.who_may(function, here, day),
                _ => self.who(right, here, day),
            };
            held.retain(|&index| same_holder(self.entries[index].holder, holder));
            (right, held)
        });
        rights.filter(|(_, held)| !held.is_empty()).collect()
    }

    /// The places above that may receive the matter by a position there, with who may.
    fn takers(&self, here: Cell, day: u8) -> BTreeMap<usize, Vec<usize>> {
        let mut takers = BTreeMap::new();
        for place in 0..self.places.len() {
            let above = here.1 != Some(place) && trees::place_in(&self.places, here.1, Some(place));
            let mut who = self.who_may(Function::Receive, (here.0, Some(place)), day);
            who.retain(|&index| self.entries[index].places.contains(&place));
            if above && here.1.is_some() && !who.is_empty() {
                takers.insert(place, who);
            }
        }
        takers
    }
}

fn kinds() -> impl Strategy<Value = Vec<&'static str>> {
    prop_oneof![
        5 => subsequence(vec!["power", "lead", "support", "claim", "leadership"], 1..=4),
        2 => Just(vec!["bar"]),
    ]
}

fn entry(matters: usize, places: usize) -> impl Strategy<Value = Entry> {
    let some = |count: usize| subsequence((0..count).collect::<Vec<_>>(), 0..=count.min(2));
    let valid = (prop::option::weighted(0.3, 0_u8..4), prop::option::weighted(0.3, 1_u8..5));
    (
        0..10_usize,
        kinds(),
        (subsequence(FUNCTIONS.to_vec(), 1..=3), subsequence(CLAIMS.to_vec(), 1..=2)),
        prop::option::weighted(0.3, select(FUNCTIONS.to_vec())),
        (some(matters), some(places)),
        valid,
        prop::bool::weighted(0.1),
    )
        .prop_map(|(holder, kinds, (functions, claims), together, scope, valid, absent)| {
            let only = |kind: &str| kinds.iter().all(|other| *other == kind);
            let ordered = !matches!(valid, (Some(from), Some(until)) if from >= until);
            // No function is barred together with itself.
            let together =
                together.filter(|with| kinds.contains(&"bar") && !functions.contains(with));
            Entry {
                // An absence speaks of what nobody is given, so that none is contradicted.
                functions: match (only("claim"), absent) {
                    (true, _) => Vec::new(),
                    (false, true) => vec![Function::Evaluate],
                    (false, false) => functions,
                },
                claims: match (kinds.contains(&"claim"), absent) {
                    (false, _) => Vec::new(),
                    (true, true) => vec![Claim::Inspect],
                    (true, false) => claims,
                },
                together_with: together,
                valid: if ordered { valid } else { (valid.0, None) },
                matters: scope.0,
                places: scope.1,
                holder,
                kinds,
                absent,
            }
        })
}

fn world() -> impl Strategy<Value = World> {
    let parents = |count: usize| -> Vec<BoxedStrategy<Option<usize>>> {
        let earlier = |index: usize| match index {
            0 => Just(None).boxed(),
            _ => prop::option::weighted(0.8, 0..index).boxed(),
        };
        (0..count).map(earlier).collect()
    };
    (0_usize..=4, 0_usize..=5).prop_flat_map(move |(matters, places)| {
        (
            parents(matters),
            parents(places),
            parents(places),
            prop::collection::vec(entry(matters, places), 0..8),
            any::<bool>(),
        )
            .prop_map(|(matters, parents, property, entries, backwards)| World {
                matters,
                places: parents.into_iter().zip(property).map(|(a, b)| [a, b]).collect(),
                entries,
                backwards,
            })
    })
}

fn indexes(held: impl IntoIterator<Item = impl std::borrow::Borrow<usize>>) -> Vec<usize> {
    held.into_iter().map(|index| *index.borrow()).collect()
}

fn of(held: &[Held<'_>]) -> Vec<usize> {
    indexes(held.iter().map(Held::index))
}

fn entry_of(
    seq: u64,
    on: u8,
    by: Value,
    act: &str,
    appeal: &str,
    with: Value,
) -> cogov::act::Entry {
    let entry = json!({
        "seq": seq, "at": format!("{}T09:00:00+08:00", date(on)), "by": by, "act": act,
        "target": { "appeal": appeal }, "with": with,
    });
    cogov::act::Entry::from_json(&entry.to_string()).unwrap()
}

proptest! {
    #![proptest_config(crate::inputs::inputs(384))]

    #[test]
    fn who_has_which_right_is_what_the_oracle_says(world in world(), on in 0_u8..5) {
        let charter = world.charter();
        let matters: Vec<Option<usize>> =
            std::iter::once(None).chain((0..world.matters.len()).map(Some)).collect();
        let places: Vec<Option<usize>> =
            std::iter::once(None).chain((0..world.places.len()).map(Some)).collect();
        for &matter in &matters {
            for &place in &places {
                let here = (matter, place);
                let mut setting = charter.on(day(&date(on)));
                if let Some(matter) = matter {
                    setting = setting.about(&MatterKey::new(&format!("m{matter}")).unwrap()).unwrap();
                }
                if let Some(place) = place {
                    setting = setting.at(&PlaceKey::new(&format!("p{place}")).unwrap()).unwrap();
                }
                for function in FUNCTIONS {
                    let expect = |right| world.who(right, here, on);
                    prop_assert_eq!(of(&setting.who_may(function)), world.who_may(function, here, on));
                    prop_assert_eq!(of(&setting.who_must(function)), expect(Right::Lead(function)));
                    prop_assert_eq!(of(&setting.who_helps(function)), expect(Right::Support(function)));
                    prop_assert_eq!(of(&setting.bars_on(function)), expect(Right::Bar(function)));
                    let leadership = setting.who_has_leadership(function);
                    prop_assert_eq!(of(&leadership), expect(Right::Leadership(function)));
                }
                for claim in CLAIMS {
                    let entitled = setting.who_is_entitled(claim);
                    prop_assert_eq!(of(&entitled), world.who(Right::Claim(claim), here, on));
                }
                let takers = world.takers(here, on);
                match setting.way_up() {
                    None => prop_assert!(takers.is_empty()),
                    Some((key, held)) => {
                        let place: usize = key.as_str().trim_start_matches(char::is_alphabetic).parse().unwrap();
                        prop_assert_eq!(Some(&of(&held)), takers.get(&place));
                        // Nothing that takes it is fewer steps away.
                        let Some(from) = here.1 else { panic!("nothing lies above every place") };
                        let steps = |to: usize| world.steps_up(from, to);
                        let nearer = takers.keys().find(|&&other| steps(other) < steps(place));
                        prop_assert_eq!(nearer, None);
                    }
                }
            }
        }
    }

    #[test]
    fn what_a_holder_has_is_what_the_oracle_says(world in world(), on in 0_u8..5) {
        let charter = world.charter();
        let holders = charter.positions().iter().filter_map(|p| p.given()).map(|p| p.holder());
        let holders: Vec<Holder> = holders.cloned().collect();
        let given = world.entries.iter().filter(|entry| !entry.absent);
        for (holder, entry) in holders.iter().zip(given) {
            let own: Vec<usize> = charter.positions_of(holder).unwrap().map(|held| held.index()).collect();
            let all = world.entries.iter().enumerate();
            let expected = all
                .filter(|(_, other)| !other.absent && same_holder(other.holder, entry.holder))
                .map(|(index, _)| index);
            prop_assert_eq!(own, expected.collect::<Vec<_>>());
            for scope in world.scopes(entry) {
                let mut setting = charter.on(day(&date(on)));
                if let Some(matter) = scope.0 {
                    setting = setting.about(&MatterKey::new(&format!("m{matter}")).unwrap()).unwrap();
                }
                if let Some(place) = scope.1 {
                    setting = setting.at(&PlaceKey::new(&format!("p{place}")).unwrap()).unwrap();
                }
                let rights: Vec<(Right, Vec<usize>)> =
                    setting.rights_of(holder).unwrap().iter().map(|(right, held)| (*right, of(held))).collect();
                prop_assert_eq!(rights, world.rights_of(entry.holder, scope, on));
            }
        }
    }

    #[test]
    fn who_may_act_in_a_case_is_what_the_oracle_says(world in world(), on in 0_u8..5) {
        let charter = world.charter();
        let appeal = "01890a5d-ac96-774b-bcce-b302099a8057";
        let places: Vec<Option<usize>> =
            std::iter::once(None).chain((0..world.places.len()).map(Some)).collect();
        for (matter, place) in (0..world.matters.len()).flat_map(|m| places.iter().map(move |p| (m, *p))) {
            let mut case = Case::open(charter.clone(), "0192f000-0000-7000-8000-000000000001".parse().unwrap());
            let mut with = json!({ "channel": "box", "matter": format!("m{matter}"), "text": "Too loud" });
            if let Some(place) = place {
                with["place"] = json!(format!("p{place}"));
            }
            case.observe(&entry_of(1, on, json!("anyone"), "submit", appeal, with));
            for acting in 0..ACTING {
                let decline = entry_of(2, on, acting_value(acting), "decline", appeal, json!({}));
                let refused = case.preview(&decline).err();
                let refusals = refused.iter().flat_map(|refused| refused.refusals());
                let is = |code: RefusalCode| refusals.clone().any(|refusal| refusal.code() == code);
                let here = (Some(matter), place);
                let holders = |right| world.who(right, here, on).into_iter().map(|index| &world.entries[index]);
                let given = holders(Right::Power(Function::Receive)).any(|power| includes(power.holder, acting));
                let barring = holders(Right::Bar(Function::Receive)).any(|bar| {
                    let parts = if acting == 6 { &[6, 0, 2][..] } else { &[acting][..] };
                    bar.together_with.is_none() && parts.iter().any(|part| includes(bar.holder, *part))
                });
                prop_assert_eq!(is(RefusalCode::NoPower), !given, "{:?} by {}", here, acting);
                prop_assert_eq!(is(RefusalCode::Barred), given && barring, "{:?} by {}", here, acting);
            }
        }
    }
}
