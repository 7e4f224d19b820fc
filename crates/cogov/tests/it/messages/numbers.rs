//! Numbers that are too small, too large, or not written as whole ones.

use super::*;

fn version(written: &str) -> Invalid {
    let text = document(json!({"version": 7})).to_string();
    refusal(&text.replace(r#""version":7"#, &format!(r#""version":{written}"#)))
}

#[test]
fn a_negative_version_is_told_the_true_least_at_once() {
    check(
        &version("-1"),
        ["negative-number", "version"],
        ["the number -1 is negative", "write a number of at least 1"],
        ["数字 -1 为负", "请写不小于 1 的数"],
    );
    check(
        &version("0"),
        ["zero-number", "version"],
        ["the number is zero", "write a number of at least 1"],
        ["数字为零", "请写不小于 1 的数"],
    );
    let parking = json!([{"key": "p", "name": "P", "kind": "other", "size": -1}]);
    let error = refused(json!({"parties": parking}));
    assert_eq!(told(&error, Lang::En)[3], "write a number of at least 0");
}

/// The help at the only problem, for a number in its place.
fn helped(document: impl Fn(i64) -> Value, number: i64) -> String {
    told(&refused(document(number)), Lang::En)[3].clone()
}

#[test]
fn a_negative_number_is_told_the_least_that_is_then_accepted() {
    let policy = |policy: Value| {
        let mut conduct = json!({"key": "members", "name": "Members",
            "contributions": [{"key": "plenary", "name": "Plenary"}]});
        conduct.as_object_mut().unwrap().extend(policy.as_object().unwrap().clone());
        json!({"conduct": [conduct]})
    };
    let item = |more: Value| {
        let mut item = json!({"kind": "plenary", "mark": "done", "points": 1});
        item.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        policy(json!({"points": {"items": [item]}}))
    };
    let rule = |quorum: Value| json!({"rules": [{"key": "r", "name": "R", "approval": "consensus", "quorum": quorum}]});
    let share = |share: Value| {
        rule(json!({"measure": "heads", "count": "present", "base": "entitled", "at_least": share}))
    };
    let kinds = || json!(["plenary"]);
    let from_one: [(&str, &dyn Fn(i64) -> Value); 11] = [
        ("conduct[0].points.items[0].most_authors", &|n| item(json!({"most_authors": n}))),
        ("conduct[0].points.items[0].points[1]", &|n| item(json!({"points": [1, n]}))),
        ("conduct[0].requirements[0].at_least", &|n| {
            policy(json!({"requirements": [{"at_least": n, "kinds": kinds()}]}))
        }),
        ("conduct[0].ladder[0].triggers[0].at_least", &|n| {
            let trigger = json!({"at_least": n, "within": "year", "kinds": kinds()});
            policy(json!({"ladder": [{"sanction": "remind", "triggers": [trigger]}]}))
        }),
        ("conduct[0].ladder[0].triggers[0].fewer_than", &|n| {
            let trigger = json!({"fewer_than": n, "within": "year", "kinds": kinds()});
            policy(json!({"ladder": [{"sanction": "remind", "triggers": [trigger]}]}))
        }),
        ("agenda.at_most", &|n| json!({"agenda": {"order": ["attention"], "at_most": n}})),
        (
            "liaison[0].reach",
            &|n| json!({"liaison": [{"from": {"party": "company"}, "to": "anyone", "reach": n}]}),
        ),
        (
            "seats[0].number",
            &|n| json!({"seats": [{"key": "s", "name": "S", "body": "company", "number": n}]}),
        ),
        ("rules[0].quorum.at_least[0]", &|n| share(json!([n, 2]))),
        ("rules[0].quorum.at_least[1]", &|n| share(json!([1, n]))),
        ("positions[0].holder.at_least[0]", &|n| {
            json!({"groups": [{"key": "owners", "name": "Owners"}],
                "positions": [{"holder": {"at_least": [n, 2], "of": "owners"},
                               "kinds": ["lead"], "functions": ["decide"]}]})
        }),
    ];
    for (path, document) in from_one {
        let error = refused(document(-1));
        let [code, at, message, help] = told(&error, Lang::En);
        assert_eq!(
            [code.as_str(), &at, &message, &help],
            ["negative-number", path, "the number -1 is negative", "write a number of at least 1"]
        );
        let zero = refused(document(0));
        assert_eq!(zero.problems().len(), 1, "{path}");
        assert!(path.starts_with(&zero.first().path().to_string()), "{path}: {zero}");
        assert!(Charter::from_json(&crate::charter::document(document(1)).to_string()).is_ok());
    }
    // Where zero is accepted, it is what is told.
    let from_zero: [&dyn Fn(i64) -> Value; 3] = [
        &|n| json!({"parties": [{"key": "p", "name": "P", "kind": "other", "size": n}]}),
        &|n| json!({"groups": [{"key": "g", "name": "G", "size": n}]}),
        &|n| {
            rule(json!({"measure": "heads", "count": "present", "base": "entitled",
                "more_than": [n, 2]}))
        },
    ];
    for document in from_zero {
        assert_eq!(helped(document, -1), "write a number of at least 0");
        assert!(Charter::from_json(&crate::charter::document(document(0)).to_string()).is_ok());
    }
}

#[test]
fn a_whole_number_with_a_point_or_an_exponent_is_told_how_it_is_written() {
    for (written, whole) in [
        ("1.0", "1"),
        ("1e0", "1"),
        ("12e1", "120"),
        ("-0", "0"),
        ("-2.0", "-2"),
        ("9007199254740991.0", "9007199254740991"),
    ] {
        check(
            &version(written),
            ["not-a-whole-number", "version"],
            [
                "this is not the plain form of a whole number",
                &format!("write it in digits only, such as {whole}"),
            ],
            ["这不是整数的通常写法", &format!("请直接用数字书写，例如 {whole}")],
        );
    }
    for written in ["1.5", "1e300", "9007199254740992.0", "18446744073709551616"] {
        let [code, _, message, _] = told(&version(written), Lang::En);
        assert_eq!(
            [code.as_str(), &message],
            ["not-a-whole-number", "the number is not a whole number within ±(2^53 - 1)"],
            "{written}"
        );
    }
}

#[test]
fn a_number_beyond_two_to_53_is_told_in_good_words() {
    check(
        &version("9007199254740992"),
        ["bound-exceeded", "version"],
        [
            "a whole number of the size 9007199254740992 is beyond 9007199254740991",
            "write a number from -9007199254740991 to 9007199254740991",
        ],
        [
            "整数的绝对值为 9007199254740992，超过上限 9007199254740991",
            "请写 -9007199254740991 至 9007199254740991 之间的数",
        ],
    );
}
