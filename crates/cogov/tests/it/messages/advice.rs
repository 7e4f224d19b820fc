//! What a help says to write: what a missing field takes, and where something else belongs.

use super::*;

fn help(error: &Invalid) -> [String; 2] {
    [Lang::En, Lang::Zh].map(|lang| told(error, lang)[3].clone())
}

fn step(more: Value) -> Invalid {
    let mut step = json!({"key": "ask", "name": "Ask", "function": "receive"});
    step.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    refused(json!({"procedures": [{"key": "p", "name": "P", "steps": [step]}]}))
}

#[test]
fn the_base_of_a_quorum_is_told_what_it_can_be_and_where_the_other_one_stands() {
    let quorum = |count: &str, base: &str| {
        let quorum = json!({"measure": "heads", "count": count, "base": base, "at_least": [1, 2]});
        refused(
            json!({"rules": [{"key": "r", "name": "R", "approval": "consensus", "quorum": quorum}]}),
        )
    };
    check(
        &quorum("present", "present"),
        ["misplaced-field", "rules[0].quorum.base"],
        [
            "the field does not belong here: a quorum is a share of a whole that is known before anybody takes part",
            "write `entitled` or `should_attend`; how many of those who take part have to say yes stands in `approval`",
        ],
        [
            "此处不应有该字段：法定人数须以事先确定的人数为基数",
            "请写 `entitled` 或 `should_attend`；参与者中须有多少赞成，写在 `approval` 中",
        ],
    );
    let of_ballots = help(&quorum("participating", "cast"));
    assert!(of_ballots[0].starts_with("write `entitled`, `should_attend` or `present`;"));
    // What is told is taken.
    for (count, bases) in [
        ("present", &["entitled", "should_attend"][..]),
        ("participating", &["entitled", "should_attend", "present"]),
    ] {
        for base in bases {
            let quorum =
                json!({"measure": "heads", "count": count, "base": base, "at_least": [1, 2]});
            let rule = json!({"key": "r", "name": "R", "approval": "consensus", "quorum": quorum});
            assert!(Charter::from_json(&document(json!({"rules": [rule]})).to_string()).is_ok());
        }
    }
}

#[test]
fn a_missing_field_is_told_with_what_it_takes() {
    let helps = [
        refused(json!({"matters": [{"key": "parking"}]})),
        refused(json!({"matters": [{"name": "Parking"}]})),
        refused(json!({"places": [{"key": "p", "name": "P"}]})),
        refused(json!({"intake": {"channels": [{"key": "desk", "name": "Desk"}]}})),
        refused(json!({"positions": [{"kinds": ["lead"], "functions": ["decide"]}]})),
        refused(json!({"seats": [{"key": "chair", "name": "Chair"}]})),
        refused(json!({"triage": {"rows": [{}]}})),
        refused(json!({"triage": {"rows": [{"route": {"to": "consult"}}]}})),
        refused(json!({"acknowledged": [{"code": "no-rule"}]})),
        refused(json!({"rules": [{"key": "r", "name": "R"}]})),
        refused(json!({"positions": [{"holder": {"party": "company"}, "functions": ["decide"]}]})),
    ];
    let lines = helps.iter().map(|error| {
        let ([_, path, message, _], [en, zh]) = (told(error, Lang::En), help(error));
        format!("{path}: {message}\n  {en}\n  {zh}")
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn what_is_no_word_is_told_which_words_there_are() {
    check(
        &step(json!({"start": true})),
        ["wrong-type", "procedures[0].steps[0].start"],
        ["expected a string, found true or false", "write one of: \"owed\", \"excluded\""],
        ["应为字符串，实为布尔值 true 或 false", "请写其中之一：\"owed\"、\"excluded\""],
    );
}

#[test]
fn a_ladder_out_of_order_is_told_the_order() {
    let rung = |sanction: &str| json!({"sanction": sanction, "triggers": [{"at_least": 3, "within": "year"}]});
    let ladder = json!([rung("revoke"), rung("talk")]);
    let error = refused(json!({"conduct": [{"key": "c", "name": "C",
        "contributions": [{"key": "plenary", "name": "Plenary"}], "ladder": ladder}]}));
    let misordered = error.problems().iter().find(|one| one.code() == ProblemCode::MisorderedTable);
    let misordered = misordered.unwrap_or_else(|| panic!("{}", error.to_text(Lang::En)));
    assert_eq!(misordered.path().to_string(), "conduct[0].ladder[1].sanction");
    assert_eq!(
        misordered.message(Lang::En),
        "the table is not in order: `talk` is milder than `revoke` before it"
    );
    assert_eq!(
        misordered.help(Lang::En),
        "let the rungs rise from the mildest to the gravest: remind, talk, criticise, advise_to_resign, revoke; `not_renominate` can stand anywhere"
    );
    assert_eq!(
        misordered.help(Lang::Zh),
        "请由轻到重排列各级：remind、talk、criticise、advise_to_resign、revoke；`not_renominate` 可在任何位置"
    );
}

#[test]
fn a_claim_among_functions_and_a_function_among_claims_are_told_where_they_belong() {
    check(
        &position(json!({"kinds": ["power"], "functions": ["inspect"]})),
        ["unknown-value", "positions[0].functions[0]"],
        [
            "\"inspect\" is not one of the values here",
            "`inspect` is a claim: if the holder is entitled to inspect, write it in `claims`, with the kind `claim`; what the holder may or must do is `supervise`",
        ],
        [
            "“inspect”不是此处可用的值",
            "`inspect` 是权利：持有者有权查阅的，写在 `claims` 中，kinds 写 `claim`；持有者得做或须做的是 `supervise`",
        ],
    );
    let verify = help(&step(json!({"function": "verify"})));
    assert!(verify[0].ends_with("what the holder may or must do is `supervise`"), "{verify:?}");
    let claims = |claim: &str| {
        refused(json!({"positions": [
            {"holder": {"party": "company"}, "kinds": ["claim"], "claims": [claim]}
        ]}))
    };
    assert_eq!(
        help(&claims("disclose")),
        [
            "`disclose` is a function: write it in `functions`, with a kind such as `power`; what one is entitled to there is `inspect`, `object`, `get_answer`",
            "`disclose` 是职能：请写在 `functions` 中，kinds 写 `power` 等；与之相应的权利是 `inspect`、`object`、`get_answer`",
        ]
    );
    assert_eq!(
        help(&claims("evaluate"))[0],
        "`evaluate` is a function: write it in `functions`, with a kind such as `power`"
    );
    // What is misspelt is met with the nearest one, as before.
    assert_eq!(help(&claims("inspct"))[0], "did you mean \"inspect\"?");
}
