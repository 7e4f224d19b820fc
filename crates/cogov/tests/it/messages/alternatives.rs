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

#[test]
fn a_key_in_the_place_of_a_record_is_told_what_the_record_has_to_have() {
    check(
        &refused(json!({"matters": ["repairs"]})),
        ["wrong-type", "matters[0]"],
        [
            "expected a matter: {\"key\": …, \"name\": …}, found a string",
            "write a matter: {\"key\": …, \"name\": …}",
        ],
        ["应为事项：{\"key\": …, \"name\": …}，实为字符串", "请写事项：{\"key\": …, \"name\": …}"],
    );
    let party = refused(json!({"parties": ["board"]}));
    assert_eq!(told(&party, Lang::En)[3], "write a party: {\"key\": …, \"name\": …, \"kind\": …}");
}

#[test]
fn a_holder_of_another_kind_is_told_which_it_is() {
    let lists = |holder: Value| {
        refused(json!({
            "groups": [{"key": "owners", "name": "Owners"}],
            "sectors": [{"key": "education", "name": "Education", "body": "committee"}],
            "seats": [{"key": "chair", "name": "Chair", "body": "committee"}],
            "positions": [{"holder": holder, "kinds": ["lead"], "functions": ["decide"]}],
        }))
    };
    check(
        &lists(json!({"party": "chair"})),
        ["unknown-key", "positions[0].holder.party"],
        ["nothing in `parties` has the key \"chair\"", "it is a seat: write {\"seat\": \"chair\"}"],
        ["`parties` 中没有键“chair”", "它是席位：请写 {\"seat\": \"chair\"}"],
    );
    for (wrong, key, kind, right) in [
        ("party", "owners", "a group", "group"),
        ("seat", "education", "a sector", "sector"),
        ("group", "company", "a party", "party"),
        ("sector", "owners", "a group", "group"),
    ] {
        let help = told(&lists(json!({wrong: key})), Lang::En)[3].clone();
        assert_eq!(help, format!("it is {kind}: write {{\"{right}\": \"{key}\"}}"));
    }
    // A share is only of a group, and a misspelt key is of no kind.
    assert_eq!(
        told(&lists(json!({"at_least": [1, 10], "of": "chair"})), Lang::En)[3],
        "name an entry of `groups`, or add one"
    );
    assert_eq!(told(&lists(json!({"seat": "chairr"})), Lang::En)[3], "did you mean \"chair\"?");
}

#[test]
fn a_convener_and_whom_a_seat_represents_are_proposed_only_what_fits_there() {
    let lists = |convener: Value, represents: Value| {
        let mut chair = json!({"key": "chair", "name": "Chair", "body": "committee"});
        chair["represents"] = represents;
        refused(json!({
            "groups": [{"key": "owners", "name": "Owners"}],
            "sectors": [{"key": "education", "name": "Education", "body": "committee",
                         "convener": convener}],
            "seats": [chair],
        }))
    };
    let convener = |given: Value| lists(given, json!({"group": "owners"}));
    let represents = |given: Value| lists(json!({"seat": "chair"}), given);
    let party_or_seat = "write {\"party\": …} or {\"seat\": …}";
    let represented = "write {\"group\": …}, {\"party\": …} or {\"sector\": …}";

    // The field fits, and the key is of a kind that does not.
    check(
        &convener(json!({"seat": "owners"})),
        ["unknown-key", "sectors[0].convener.seat"],
        [
            "nothing in `seats` has the key \"owners\"",
            &format!("it is a group, which does not fit here: {party_or_seat}"),
        ],
        [
            "`seats` 中没有键“owners”",
            "它是群体，不适用于此处：请写 {\"party\": …} 或 {\"seat\": …}",
        ],
    );
    let error = represents(json!({"party": "chair"}));
    assert_eq!(
        told(&error, Lang::En)[3],
        format!("it is a seat, which does not fit here: {represented}")
    );
    // The key is of a kind that fits, whichever field names it.
    let is_seat = "it is a seat: write {\"seat\": \"chair\"}";
    assert_eq!(told(&convener(json!({"party": "chair"})), Lang::En)[3], is_seat);
    assert_eq!(
        told(&convener(json!({"group": "chair"})), Lang::En)[1..],
        [
            "sectors[0].convener",
            "the field does not belong here: a convener is a party or a seat",
            is_seat
        ]
    );
    let is_sector = "it is a sector: write {\"sector\": \"education\"}";
    assert_eq!(told(&represents(json!({"seat": "education"})), Lang::En)[3], is_sector);
    // Neither fits: no other key of that kind is proposed.
    for given in [
        json!({"group": "owners"}),
        json!({"group": "ownerss"}),
        json!({"at_least": [1, 2], "of": "owners"}),
        json!({"jointly": [{"party": "company"}, {"group": "nobody"}]}),
        json!("anyone"),
    ] {
        assert_eq!(told(&convener(given), Lang::En)[3], party_or_seat);
    }
    for given in [json!({"seat": "chair"}), json!({"seat": "chairr"}), json!("affected")] {
        assert_eq!(told(&represents(given), Lang::En)[3], represented);
    }
}

#[test]
fn a_title_under_another_name_is_one_problem() {
    let with = |from: &str, to: &str| {
        let text = document(json!({})).to_string();
        refusal(&text.replacen(&format!("\"{from}\":"), &format!("\"{to}\":"), 1))
    };
    check(
        &with("title", "name"),
        ["unknown-field", "name"],
        ["\"name\" is not a field here", "did you mean \"title\"?"],
        ["“name”不是此处的字段", "是否应为“title”？"],
    );
    // Where the title is there too, it is not meant.
    let both = refused(json!({"name": "Court"}));
    assert!(told(&both, Lang::En)[3].starts_with("fields here are: "));
}
