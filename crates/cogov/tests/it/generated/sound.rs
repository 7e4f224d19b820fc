//! Charters that are valid by construction, as JSON.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

const NAMES: [&str; 9] = [
    "Committee",
    "居民委员会",
    "x",
    "a \"quoted\" name",
    "back\\slash / and / slashes",
    "line\nbreak and\ttab",
    "𠮷野家 👍🏽",
    "e\u{301}tat, Straße, İ",
    "{none: true}",
];

fn text() -> impl Strategy<Value = Value> {
    let one = || select(NAMES.to_vec());
    prop_oneof![
        one().prop_map(|name| json!(name)),
        (one(), one()).prop_map(|(en, zh)| json!({"en": en, "zh": zh})),
        (one(), one()).prop_map(|(en, de)| json!({"en": en, "de-AT": de})),
        one().prop_map(|zh| json!({"zh": zh})),
    ]
}

/// A field with three states: left out, stated to be absent, or given.
fn stated(given: impl Strategy<Value = Value> + 'static) -> impl Strategy<Value = Option<Value>> {
    prop_oneof![
        Just(None),
        Just(Some(json!({"none": true}))),
        text().prop_map(|source| Some(json!({"none": true, "source": source}))),
        given.prop_map(Some),
    ]
}

fn option(given: impl Strategy<Value = Value> + 'static) -> impl Strategy<Value = Option<Value>> {
    prop::option::of(given)
}

fn with<const N: usize>(mut value: Value, fields: [(&str, Option<Value>); N]) -> Value {
    for (name, field) in fields {
        if let Some(field) = field {
            value[name] = field;
        }
    }
    value
}

fn rhythm() -> impl Strategy<Value = Value> {
    (1..=100_u32, select(vec!["day", "week", "month", "quarter", "year"]))
        .prop_map(|(every, period)| json!({"every": every, "period": period}))
}

fn term() -> impl Strategy<Value = Value> {
    prop_oneof![
        (1..=36_600_u32).prop_map(|days| json!({"days": days})),
        (1..=36_600_u32).prop_map(|days| json!({"working_days": days})),
    ]
}

fn holder() -> impl Strategy<Value = Value> {
    select(vec![
        json!({"party": "party-0"}),
        json!({"party": "party-1"}),
        json!({"seat": "chair"}),
        json!({"group": "owners"}),
        json!({"sector": "trade"}),
        json!("anyone"),
        json!("affected"),
        json!({"jointly": [{"party": "party-1"}, {"seat": "chair"}]}),
        json!({"at_least": [1, 10], "of": "owners"}),
        json!({"at_least": [9_007_199_254_740_991_u64, 9_007_199_254_740_991_u64], "of": "owners"}),
    ])
}

fn keys(prefix: &'static str, least: usize, most: usize) -> impl Strategy<Value = Vec<String>> {
    let all: Vec<String> = (0..3).map(|index| format!("{prefix}-{index}")).collect();
    subsequence(all, least..=most)
}

fn valid() -> impl Strategy<Value = Value> {
    select(vec![
        json!({}),
        json!({"from": "2024-02-29"}),
        json!({"until": "2024-03-01"}),
        json!({"from": "2024-02-29", "until": "2024-03-01"}),
        json!({"from": "0001-01-01", "until": "9999-12-31"}),
    ])
}

fn functions() -> impl Strategy<Value = Vec<&'static str>> {
    subsequence(vec!["receive", "screen", "decide", "dispatch", "implement", "supervise"], 1..=3)
}

fn position() -> impl Strategy<Value = Value> {
    let rights = prop_oneof![
        (subsequence(vec!["power", "lead", "support"], 1..=3), functions())
            .prop_map(|(kinds, functions)| json!({"kinds": kinds, "functions": functions})),
        subsequence(vec!["vote", "verify", "be_briefed", "object"], 1..=3)
            .prop_map(|claims| json!({"kinds": ["claim"], "claims": claims})),
        Just(json!({"kinds": ["leadership"], "prior_study": true})),
        functions().prop_map(|functions| {
            json!({"kinds": ["bar"], "functions": functions, "together_with": "evaluate"})
        }),
        // Of what nobody is given here: no mark is contradicted.
        subsequence(vec!["inspect", "get_answer"], 1..=2)
            .prop_map(|claims| json!({"none": true, "kinds": ["claim"], "claims": claims})),
    ];
    (rights, holder(), keys("matter", 1, 2), keys("place", 0, 2), valid(), any::<u8>(), text())
        .prop_map(|(rights, holder, matters, places, valid, bits, source)| {
            let given = rights["none"].is_null();
            let performs = given
                && ["power", "lead", "support"].contains(&rights["kinds"][0].as_str().unwrap());
            let flag = |bit: u8, value: Value| (bits >> bit & 1 == 1).then_some(value);
            with(
                rights,
                [
                    ("holder", Some(holder)),
                    ("matters", flag(0, json!(matters))),
                    ("places", flag(1, json!(places)).filter(|_| !places.is_empty())),
                    ("valid", flag(2, valid).filter(|_| given)),
                    ("source", flag(3, source)),
                    ("within", flag(4, json!({"days": 30})).filter(|_| performs)),
                    ("forms", flag(5, json!(["documents"])).filter(|_| given)),
                ],
            )
        })
}

fn step(index: usize) -> impl Strategy<Value = Value> {
    let functions = vec!["plan", "convene", "deliberate", "disclose", "receive", "screen"];
    let step = (select(functions), text(), option(holder()), stated(term()), any::<u8>());
    step.prop_map(move |(function, name, by, within, bits)| {
        let flag = |bit: u8, value: Value| (bits >> bit & 1 == 1).then_some(value);
        let before = format!("step-{}", index.saturating_sub(1));
        let after = if bits & 4 == 0 {
            json!(before)
        } else {
            json!({"step": before, "delay": {"working_days": 3}})
        };
        with(
            json!({"key": format!("step-{index}"), "name": name, "function": function}),
            [
                ("by", by),
                ("within", within),
                ("after", flag(0, json!([after])).filter(|_| index > 0)),
                ("hears", flag(1, json!(["affected"])).filter(|_| function == "deliberate")),
                ("form", flag(3, json!("joint_meeting"))),
            ],
        )
    })
}

fn procedure() -> impl Strategy<Value = Value> {
    let steps: Vec<_> = (0..4).map(step).collect();
    (text(), steps, stated(text()), keys("matter", 1, 3), any::<u8>(), 1..=4_usize).prop_map(
        |(name, mut steps, criteria, matters, bits, count)| {
            let flag = |bit: u8, value: Value| (bits >> bit & 1 == 1).then_some(value);
            steps.truncate(count);
            if bits & 8 == 0 {
                steps.push(json!({
                    "key": "decision", "name": "决定", "function": "decide", "after": ["step-0"],
                    "rules": [{"rule": "rule-0", "matters": ["matter-1"]}, {"rule": "rule-1"}]
                }));
            }
            if bits & 16 == 0 {
                steps.insert(0, json!({"none": true, "step": "evaluation", "source": "§5"}));
            }
            with(
                json!({"name": name, "steps": steps}),
                [
                    ("criteria", criteria),
                    ("matters", flag(0, json!(matters))),
                    ("source", flag(1, json!("§2"))),
                ],
            )
        },
    )
}

/// Everything that a charter can have, in random states; at least one entry of each list.
pub(crate) fn sound() -> impl Strategy<Value = Value> {
    let whole = (
        stated(Just(json!({"channels": [
            {"key": "box", "name": "信箱", "medium": "paper", "anonymous": true},
            {"none": true, "medium": "online"}
        ], "accept_within": {"days": 5}}))),
        stated(Just(json!([{"name": "课程", "every": {"every": 1, "period": "year"}}]))),
        stated(Just(json!({"points": [{"contribution": "proposal", "points": 5}]}))),
        stated(Just(json!({"order": ["attention", "urgency"], "at_most": 3}))),
    );
    let entries = (
        prop::collection::vec((text(), stated(rhythm()), stated(holder_of_body())), 2..5),
        prop::collection::vec(position(), 1..6),
        prop::collection::vec(procedure(), 1..3),
        (text(), text(), text(), text()),
        (
            stated(Just(json!(11))),
            stated(Just(json!("elected"))),
            stated(Just(json!({"years": 5}))),
        ),
    );
    (whole, entries, 1..=9_007_199_254_740_991_u64).prop_map(
        |((intake, training, incentives, agenda), (parties, positions, procedures, names, seat), version)| {
            let parties: Vec<Value> = parties
                .into_iter()
                .enumerate()
                .map(|(index, (name, meets, convener))| {
                    let party = json!({"key": format!("party-{index}"), "name": name, "kind": "council"});
                    with(party, [("meets", meets), ("convener", convener)])
                })
                .collect();
            let procedures: Vec<Value> = procedures
                .into_iter()
                .enumerate()
                .map(|(index, procedure)| with(procedure, [("key", Some(json!(format!("way-{index}"))))]))
                .collect();
            let chair = with(
                json!({"key": "chair", "name": names.0, "body": "party-0", "represents": {"group": "owners"}}),
                [("number", seat.0), ("filled_by", seat.1), ("term", seat.2)],
            );
            with(
                json!({
                    "format": "cogov/1", "key": "generated", "version": version,
                    "title": names.1,
                    "calendar": {
                        "offsets": [{"offset": "+08:00"}], "weekend": ["saturday", "sunday"],
                        "holidays": ["2024-02-29"], "roll": "following"
                    },
                    "places": [
                        {"key": "place-0", "name": names.2, "kind": "community"},
                        {"key": "place-1", "name": "网格", "kind": "grid", "parent": "place-0"},
                        {"key": "place-2", "name": "Block", "kind": "building",
                         "parent": "place-1", "property_parent": "place-0"}
                    ],
                    "matters": [
                        {"key": "matter-0", "name": names.3},
                        {"key": "matter-1", "name": "停车", "parent": "matter-0"},
                        {"key": "matter-2", "name": "Charging", "parent": "matter-1"}
                    ],
                    "parties": parties,
                    "groups": [{"key": "owners", "name": "业主", "size": 100}],
                    "sectors": [{"key": "trade", "name": "工商界", "body": "party-1"}],
                    "seats": [chair, {"none": true, "represents": {"sector": "trade"}}],
                    "liaison": [{"from": {"seat": "chair"}, "to": {"group": "owners"}, "reach": 10}],
                    "positions": positions,
                    "rules": [
                        {"key": "rule-0", "name": "过半", "approval":
                            {"measure": "heads", "base": "cast", "more_than": [1, 2]}},
                        {"key": "rule-1", "name": "Consensus", "approval": "consensus",
                         "quorum": {"all": [{"measure": "heads", "count": "participating",
                                             "base": "entitled", "at_least": [2, 3]}]}}
                    ],
                    "triage": {
                        "scales": [{"dimension": "severity", "levels": ["low", "high"]},
                                   {"dimension": "urgency", "levels": ["calm", "urgent"]}],
                        "rows": [
                            {"when": {"severity": ["high"]}, "route": {"to": "refer_up"}},
                            {"route": {"to": "consult", "procedure": "way-0"}}
                        ]
                    },
                    "procedures": procedures,
                    "acknowledged": [{"code": "gap", "reason": "known", "about": ["implement"]}]
                }),
                [
                    ("intake", intake),
                    ("training", training),
                    ("incentives", incentives),
                    ("agenda", agenda),
                ],
            )
        },
    )
}

fn holder_of_body() -> impl Strategy<Value = Value> {
    select(vec![json!({"party": "party-1"}), json!({"seat": "chair"})])
}

/// One of them, always the same.
pub(crate) fn fixed() -> Value {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    sound().new_tree(&mut runner).unwrap().current()
}
