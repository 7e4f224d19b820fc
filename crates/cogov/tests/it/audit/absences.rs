//! What is left out is never stated to be absent: each finding on an absence that is stated rests on a
//! mark that says so.

use cogov::audit::Basis;
use cogov::{Audit, FindingCode};
use proptest::prelude::*;
use proptest::sample::subsequence;
use serde_json::{Value, json};

use super::{of, with};
use crate::charter::{audit, document, follow};

/// Whether a finding of a code says that something is not there: then every cause of a stated one is
/// a mark, or one of them is, where the others are positions that the mark leaves alone. The rest can
/// follow from what is given (a bar, a table that is blind, a rule out of force).
fn marks(code: FindingCode) -> Option<bool> {
    use FindingCode as F;
    match code {
        F::UnorganisedBody
        | F::UnservedMatter
        | F::NoWayUp
        | F::NoChannel
        | F::MissingStep
        | F::NoTerm
        | F::NoCriteria
        | F::NoSchedule
        | F::UnowedResult
        | F::NoConduct
        | F::NoTraining
        | F::NoIncentive
        | F::Unrepresented => Some(true),
        F::Gap | F::HollowClaim | F::UninformedParty | F::UncheckedPower | F::UnboundedPower => {
            Some(false)
        }
        _ => None,
    }
}

/// A part in one of its three states.
fn stated(given: Vec<Value>) -> impl Strategy<Value = Option<Value>> {
    let given = prop::sample::select(given).prop_map(Some);
    prop_oneof![2 => Just(None), 2 => Just(Some(json!({"none": true}))), 1 => given]
}

fn filled<const N: usize>(value: Value, fields: [(&str, Option<Value>); N]) -> Value {
    let given = fields.into_iter().filter_map(|(name, field)| Some((name.to_owned(), field?)));
    with(value, Value::Object(given.collect()))
}

fn bodies() -> impl Strategy<Value = Value> {
    let rhythm = || vec![json!({"every": 1, "period": "month"})];
    let party = || {
        let convener = vec![json!({"party": "company"})];
        (stated(convener), stated(rhythm()), stated(vec![json!(["council"])]))
    };
    let conduct = (
        stated(vec![json!([{"kind": "plenary"}])]),
        stated(vec![json!([{"sanction": "criticise",
                            "triggers": [{"at_least": 1, "kinds": ["plenary"], "within": "year"}]}])]),
    );
    let seats = subsequence(
        vec![
            json!({"none": true, "represents": {"group": "young"}}),
            json!({"none": true, "body": "company", "represents": {"group": "young"}}),
            json!({"none": true, "body": "council", "represents": {"group": "old"}}),
        ],
        0..=3,
    );
    let seat = stated(vec![json!("rules"), json!("rules")]);
    (party(), party(), conduct, (seat, seats)).prop_map(
        |(one, sector, conduct, (seat, mut seats))| {
            let committee = json!({"key": "committee", "name": "C", "kind": "council"});
            let fields = [("convener", one.0), ("meets", one.1), ("members", one.2)];
            let trade = json!({"key": "trade", "name": "Trade", "body": "company"});
            let rules = json!({"key": "rules", "name": "Rules",
                           "contributions": [{"key": "plenary", "name": "Plenary"}]});
            let chair = json!({"key": "chair", "name": "Chair", "body": "company"});
            seats.push(filled(chair, [("conduct", seat)]));
            json!({
                "parties": [filled(committee, fields),
                            {"key": "council", "name": "Council", "kind": "council"},
                            {"key": "company", "name": "Company", "kind": "company"}],
                "groups": [{"key": "young", "name": "Young"}, {"key": "old", "name": "Old"}],
                "sectors": [filled(trade, [("convener", sector.0), ("meets", sector.1)])],
                "conduct": [filled(rules, [("attendance", conduct.0), ("ladder", conduct.1)])],
                "seats": seats
            })
        },
    )
}

fn ways() -> impl Strategy<Value = Value> {
    let medium = |medium: Option<&str>, given: bool| match (medium, given) {
        (Some(medium), true) => {
            json!({"key": medium.replace('_', "-"), "name": "W", "medium": medium})
        }
        (Some(medium), false) => json!({"none": true, "medium": medium}),
        (None, _) => json!({"none": true}),
    };
    let channels = prop_oneof![
        Just(json!([medium(None, false)])),
        (subsequence(vec!["in_person", "visit", "online", "paper"], 0..=4), any::<u8>()).prop_map(
            move |(media, bits)| {
                let media = media.iter().enumerate();
                media.map(|(at, one)| medium(Some(one), bits >> at & 1 == 1)).collect()
            }
        ),
    ];
    let purposes = vec![
        "plan",
        "hearing",
        "implementation",
        "supervision",
        "decision_disclosure",
        "result_disclosure",
        "evaluation",
    ];
    let term = || stated(vec![json!({"days": 5})]);
    let steps = (subsequence(purposes, 0..=7), any::<bool>(), term(), term(), any::<bool>());
    let steps = steps.prop_map(|(purposes, decides, within, response, owed)| {
        let function = if decides { "decide" } else { "deliberate" };
        let response = filled(json!({"step": "second"}), [("within", response)]);
        let first =
            json!({"key": "first", "name": "First", "function": "screen", "then": [response]});
        let first = filled(first, [("start", owed.then(|| json!("owed")))]);
        let second = json!({"key": "second", "name": "Second", "function": function});
        let mut steps = vec![first, filled(second, [("within", within)])];
        steps.extend(purposes.iter().map(|purpose| json!({"none": true, "step": purpose})));
        json!(steps)
    });
    let served = subsequence(
        vec![
            json!({"none": true, "matters": ["parking"]}),
            json!({"none": true, "matters": ["safety"]}),
        ],
        0..=2,
    );
    (channels, steps, served, stated(vec![json!("What counts as done")])).prop_map(
        |(channels, steps, mut served, criteria)| {
            let way = json!({"key": "way", "name": "Way", "steps": steps, "matters": ["garden"]});
            served.push(filled(way, [("criteria", criteria)]));
            json!({"intake": {"channels": channels}, "procedures": served})
        },
    )
}

fn rights() -> impl Strategy<Value = Vec<Value>> {
    let holder = prop::sample::select(vec![
        json!({"party": "committee"}),
        json!({"party": "company"}),
        json!({"group": "young"}),
        json!("anyone"),
    ]);
    let function =
        || prop::sample::select(vec!["receive", "decide", "implement", "supervise", "dispatch"]);
    let kind = prop::sample::select(vec!["power", "lead", "support", "bar", "leadership"]);
    let term = stated(vec![json!({"days": 5})]);
    let given = (holder, kind, function(), term, any::<bool>()).prop_map(
        |(holder, kind, function, within, narrow)| {
            let position = of(holder, &[kind], function);
            let within = within.filter(|_| ["power", "lead", "support"].contains(&kind));
            let matters = narrow.then(|| json!(["parking"]));
            filled(position, [("within", within), ("matters", matters)])
        },
    );
    let claims = prop::sample::select(vec!["be_heard", "verify", "be_briefed"]);
    let claims = claims.prop_map(
        |claim| json!({"holder": {"group": "old"}, "kinds": ["claim"], "claims": [claim]}),
    );
    let nobody = (prop::sample::select(vec!["power", "lead"]), function());
    let nobody = nobody.prop_map(
        |(kind, function)| json!({"none": true, "kinds": [kind], "functions": [function]}),
    );
    let briefed = Just(json!({"none": true, "kinds": ["claim"], "claims": ["be_briefed"]}));
    prop::collection::vec(prop_oneof![4 => given, 1 => claims, 2 => nobody, 1 => briefed], 0..8)
}

fn charters() -> impl Strategy<Value = Value> {
    let training = stated(vec![json!([{"name": "Course"}])]);
    let incentives = stated(vec![
        json!({}),
        json!({"participants": ["anyone"]}),
        json!({"honours": [{"name": "Good neighbour"}]}),
    ]);
    (bodies(), ways(), rights(), training, incentives).prop_map(
        |(bodies, ways, positions, training, incentives)| {
            let more = filled(
                json!({"matters": super::matters(), "positions": positions, "places": [
                    {"key": "city", "name": "City", "kind": "city"},
                    {"key": "village", "name": "Village", "kind": "village", "parent": "city"}
                ]}),
                [("training", training), ("incentives", incentives)],
            );
            document(with(with(bodies, ways), more))
        },
    )
}

/// The stated findings on absences that rest on no mark, by code and cause.
fn unmarked(value: &Value, audit: &Audit) -> Vec<String> {
    let stated = audit.findings().iter().filter(|f| f.basis() == Basis::Stated);
    let wrong = stated.filter(|finding| {
        let Some(all) = marks(finding.code()) else { return false };
        let mut causes = finding.causes().iter().map(|cause| {
            let there = follow(value, cause.path().segments());
            there.is_some_and(|there| there["none"] == json!(true))
        });
        if all { !causes.all(|is_mark| is_mark) } else { !causes.any(|is_mark| is_mark) }
    });
    let causes = |finding: &cogov::Finding| -> Vec<String> {
        finding.causes().iter().map(|cause| cause.path().to_string()).collect()
    };
    wrong.map(|finding| format!("{}: {:?}", finding.code().as_str(), causes(finding))).collect()
}

proptest! {
    #![proptest_config(crate::inputs::inputs(512))]

    #[test]
    fn a_stated_finding_on_an_absence_rests_on_a_mark(value in charters()) {
        // A mark that is contradicted by what was drawn beside it is refused.
        prop_assume!(cogov::Charter::from_json(&value.to_string()).is_ok());
        prop_assert_eq!(unmarked(&value, &audit(&value)), Vec::<String>::new());
    }
}

#[test]
fn so_it_does_in_the_built_in_charters() {
    for name in cogov::Charter::builtins() {
        let value = serde_json::from_str(cogov::Charter::builtin_text(name).unwrap()).unwrap();
        assert_eq!(unmarked(&value, &audit(&value)), Vec::<String>::new(), "{name}");
    }
}
