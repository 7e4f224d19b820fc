//! Where one of several things can stand, the help names every one that fits there.

use super::*;

fn holder(holder: &str) -> Invalid {
    refused(json!({"positions": [{"holder": holder, "kinds": ["lead"], "functions": ["decide"]}]}))
}

fn convener(convener: Value) -> Invalid {
    refused(json!({"parties": [
        {"key": "board", "name": "Board", "kind": "other", "convener": convener}
    ]}))
}

#[test]
fn a_word_as_approval_is_told_the_share_and_the_combinations_too() {
    let error = refused(json!({"rules": [{"key": "r", "name": "R", "approval": "majority"}]}));
    check(
        &error,
        ["unknown-value", "rules[0].approval"],
        [
            "\"majority\" is not one of the values here",
            "use one of: consensus, unanimity_of_interested, {\"measure\": …, \"base\": …, \"more_than\": [1, 2]}, {\"all\": […]}, {\"any\": […]}",
        ],
        [
            "“majority”不是此处可用的值",
            "可用的值：consensus、unanimity_of_interested、{\"measure\": …, \"base\": …, \"more_than\": [1, 2]}、{\"all\": […]}、{\"any\": […]}",
        ],
    );
    let misspelt = refused(json!({"rules": [{"key": "r", "name": "R", "approval": "concensus"}]}));
    assert_eq!(told(&misspelt, Lang::En)[3], "did you mean \"consensus\"?");
}

#[test]
fn a_word_as_holder_is_told_every_shape_of_a_holder() {
    assert_eq!(
        told(&holder("members"), Lang::En)[3],
        "use one of: anyone, affected, {\"party\": …}, {\"seat\": …}, {\"group\": …}, {\"sector\": …}, {\"jointly\": […]}, {\"at_least\": [1, 10], \"of\": …}",
    );
    assert_eq!(told(&holder("afected"), Lang::En)[3], "did you mean \"affected\"?");
}

#[test]
fn a_convener_and_whom_a_seat_represents_are_told_only_what_fits_there() {
    let fits = "use one of: {\"party\": …}, {\"seat\": …}";
    assert_eq!(told(&convener(json!("board")), Lang::En)[3], fits);
    assert_eq!(
        told(&convener(json!(1)), Lang::Zh)[2..],
        [
            "应为召集人：{\"party\": …} 或 {\"seat\": …}，实为整数",
            "请写召集人：{\"party\": …} 或 {\"seat\": …}",
        ],
    );
    // What is a holder, but no convener, is told the same.
    check(
        &convener(json!("anyone")),
        ["misplaced-field", "parties[0].convener"],
        [
            "the field does not belong here: a convener is a party or a seat",
            "write {\"party\": …} or {\"seat\": …}",
        ],
        ["此处不应有该字段：召集人应为主体或席位", "请写 {\"party\": …} 或 {\"seat\": …}"],
    );
    let seat = |represents: &str| {
        refused(json!({"seats": [
            {"key": "chair", "name": "Chair", "body": "committee", "represents": represents}
        ]}))
    };
    assert_eq!(
        told(&seat("owners"), Lang::En)[3],
        "use one of: {\"group\": …}, {\"party\": …}, {\"sector\": …}",
    );
    assert_eq!(
        told(&seat("anyone"), Lang::En)[3],
        "write {\"group\": …}, {\"party\": …} or {\"sector\": …}",
    );
}
