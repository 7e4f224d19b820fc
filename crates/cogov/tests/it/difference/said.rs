//! What a changed part said and says, and parts that have but another key.

use cogov::charter::{ChangeKind, Section};
use cogov::{Charter, Lang};
use serde_json::{Value, json};

use crate::charter::{document, load};

fn step(more: Value) -> Charter {
    let mut step = json!({"key": "talk", "name": "Talk", "function": "deliberate"});
    step.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let prepare = |key: &str| json!({"key": key, "name": key, "function": "plan"});
    load(&document(json!({
        "procedures": [{"key": "talks", "name": "Talks", "steps": [prepare("a"), prepare("b"), step]}],
        "rules": [{"key": "r", "name": "R", "approval": "consensus"}]
    })))
}

fn said(before: &Charter, after: &Charter, lang: Lang) -> Vec<String> {
    let difference = before.diff(after);
    let alterations = difference.changes().iter().flat_map(|change| change.alterations());
    alterations.map(|alteration| alteration.describe(lang)).collect()
}

#[test]
fn a_changed_step_tells_what_its_fields_said_and_say_in_both_languages() {
    let cases = [
        (
            json!({"within": {"days": 60}}),
            json!({"within": {"days": 45}}),
            "within: 60 days → 45 days",
            "within：60日 → 45日",
        ),
        (
            json!({"form": "hearing"}),
            json!({"form": "joint_meeting"}),
            "form: hearing → joint meeting",
            "form：听证会 → 联席会议",
        ),
        (
            json!({"within": {"none": true}}),
            json!({"within": {"working_days": 1}}),
            "within: stated to be absent → 1 working day",
            "within：明示没有 → 1个工作日",
        ),
        (
            json!({}),
            json!({"by": {"party": "company"}}),
            "by: unstated → Property company",
            "by：未写明 → Property company",
        ),
        (
            json!({"after": ["a"]}),
            json!({"after": [{"step": "b", "delay": {"days": 3}}, "a"]}),
            "after[b]: not there → (b, delay 3 days)",
            "after[b]：无 → （b，delay 3日）",
        ),
        (
            json!({"after": [{"step": "a", "delay": {"days": 2}}]}),
            json!({"after": [{"step": "a", "delay": {"days": 3}}]}),
            "after[a].delay: 2 days → 3 days",
            "after[a].delay：2日 → 3日",
        ),
        (
            json!({"hears": ["affected"]}),
            json!({"hears": ["affected", "anyone"]}),
            "hears: those affected → those affected, anyone",
            "hears：利害关系人 → 利害关系人、任何人",
        ),
        (
            json!({"name": "Talk"}),
            json!({"name": "Hear"}),
            "name: “Talk” → “Hear”",
            "name：“Talk” → “Hear”",
        ),
        (
            json!({"name": {"en": "Talk", "zh": "会谈"}}),
            json!({"name": {"en": "Talk", "zh": "协商"}}),
            "name: “会谈” → “协商”",
            "name：“会谈” → “协商”",
        ),
    ];
    for (before, after, en, zh) in cases {
        let (before, after) = (step(before), step(after));
        assert_eq!(said(&before, &after, Lang::En), [en]);
        assert_eq!(said(&before, &after, Lang::Zh), [zh]);
        let difference = before.diff(&after);
        assert!(
            difference.to_text(Lang::En).ends_with(&format!("Talk\n      {en}\n")),
            "{difference}"
        );
        assert!(difference.to_text(Lang::Zh).contains(zh));
        let (path, values) = en.split_once(": ").unwrap();
        assert!(difference.to_markdown(Lang::En).ends_with(&format!("\n  * `{path}`: {values}\n")));
        let json = serde_json::to_value(&difference).unwrap();
        let told = &json["changes"][0]["alterations"][0];
        assert_eq!(told["path"], path);
        let values = format!("{} → {}", told["before"]["en"], told["after"]["en"]).replace('"', "");
        assert!(en.ends_with(&values), "{values}");
    }
}

#[test]
fn a_threshold_and_the_interval_of_a_rule_are_told_in_numbers() {
    let rule = |share: Value, until: &str| {
        load(&document(json!({"rules": [{"key": "r", "name": "R", "valid": {"until": until},
            "approval": {"all": [{"measure": "heads", "base": "present", "more_than": share}]}}]})))
    };
    let told =
        said(&rule(json!([1, 2]), "2026-01-01"), &rule(json!([4, 6]), "2027-01-01"), Lang::En);
    let [approval, valid] = told.as_slice() else { panic!("{told:?}") };
    assert!(approval.contains("more_than 1/2") && approval.contains("more_than 2/3"), "{approval}");
    assert_eq!(valid, "valid.until: 2026-01-01 → 2027-01-01");
}

#[test]
fn a_long_text_is_shown_around_what_differs_and_of_many_fields_some_are_counted() {
    let long = |end: &str| step(json!({"source": format!("{}{end}", "长".repeat(19_000))}));
    let told = said(&long("旧条文"), &long("新条文"), Lang::Zh);
    let [source] = told.as_slice() else { panic!("{told:?}") };
    assert!(source.contains("旧条文") && source.contains("新条文"), "{source}");
    assert!(source.chars().count() < 120, "{source}");

    let weights = |count: usize, days: u32| {
        let steps: Vec<Value> = (0..count)
            .map(|n| json!({"key": format!("s{n}"), "name": "S", "function": "plan"}))
            .chain([json!({"key": "last", "name": "Last", "function": "plan", "after":
                (0..count).map(|n| json!({"step": format!("s{n}"), "delay": {"days": days}}))
                    .collect::<Vec<_>>()})])
            .collect();
        load(&document(json!({"procedures": [{"key": "p", "name": "P", "steps": steps}]})))
    };
    let difference = weights(14, 1).diff(&weights(14, 2));
    let change = &difference.changes()[0];
    assert_eq!((change.alterations().len(), change.more_alterations()), (12, 2));
    assert!(difference.to_text(Lang::En).ends_with("\n      and 2 more fields\n"));
    assert!(difference.to_markdown(Lang::Zh).ends_with("\n  * 另有 2 个字段\n"));
}

#[test]
fn what_differs_cannot_make_up_lines_or_markdown_of_its_own() {
    let difference = step(json!({"source": "a"})).diff(&step(json!({"source": "a\n\n# <b>*x*"})));
    assert_eq!(difference.to_text(Lang::En).lines().count(), 5, "{difference}");
    assert!(difference.to_markdown(Lang::En).ends_with("“a  \\# &lt;b&gt;\\*x\\*”\n"));
}

/// Kind and words of every change.
fn told(before: &Value, after: &Value) -> Vec<(ChangeKind, String)> {
    let difference = load(before).diff(&load(after));
    let changes = difference.changes().iter();
    changes.map(|change| (change.kind(), change.what(Lang::En).to_owned())).collect()
}

#[test]
fn an_entry_with_but_another_key_is_renamed_and_so_is_what_refers_to_it() {
    let charter = |rule: &str, party: &str, matter: &str, step: &str| {
        document(json!({
            "matters": [{"key": matter, "name": "Commons"},
                        {"key": "parking", "name": "Parking", "parent": matter}],
            "parties": [{"key": party, "name": "Firm", "kind": "other"},
                        {"key": "desk", "name": "Desk", "kind": "other", "part_of": party}],
            "positions": [{"holder": {"party": party}, "kinds": ["lead"], "functions": ["implement"],
                           "matters": [matter]}],
            "rules": [{"key": rule, "name": "Half", "approval": "consensus"}],
            "procedures": [{"key": "vote", "name": "Vote", "steps": [
                {"key": step, "name": "Talk", "function": "deliberate", "by": {"party": party}},
                {"key": "ballot", "name": "Ballot", "function": "decide", "after": [step],
                 "rules": [{"rule": rule}]}]}]
        }))
    };
    let before = charter("half", "firm", "commons", "talk");
    let renamed = |what: &str| (ChangeKind::Renamed, what.to_owned());
    assert_eq!(told(&before, &charter("majority", "firm", "commons", "talk")), [renamed("Half")]);
    assert_eq!(told(&before, &charter("half", "company", "commons", "talk")), [renamed("Firm")]);
    assert_eq!(told(&before, &charter("half", "firm", "shared", "talk")), [renamed("Commons")]);
    assert_eq!(told(&before, &charter("half", "firm", "commons", "hear")), [renamed("Vote: Talk")]);
    let all = [renamed("Commons"), renamed("Firm"), renamed("Half"), renamed("Vote: Talk")];
    assert_eq!(told(&before, &charter("majority", "company", "shared", "hear")), all);

    let (before, after) = (load(&before), load(&charter("majority", "firm", "commons", "talk")));
    let difference = before.diff(&after);
    let change = &difference.changes()[0];
    assert_eq!((change.section(), change.fields()), (Section::Rules, &["key".to_owned()][..]));
    assert!(difference.to_text(Lang::En).ends_with("  = Half\n      key: half → majority\n"));
    assert!(
        difference.to_markdown(Lang::Zh).contains("* **改键** Half\n  * `key`：half → majority\n")
    );
    assert_eq!(change.before().unwrap()["key"], "half");
    assert_eq!(change.after().unwrap()["key"], "majority");
}

#[test]
fn those_who_act_jointly_are_the_same_in_whatever_order_their_new_keys_stand() {
    let charter = |party: &str, days: u32| {
        document(json!({
            "parties": [{"key": party, "name": "Firm", "kind": "other"},
                        {"key": "desk", "name": "Desk", "kind": "other"}],
            "positions": [{"holder": {"jointly": [{"party": party}, {"party": "desk"}]},
                           "kinds": ["lead"], "functions": ["plan"], "within": {"days": days}}]
        }))
    };
    let before = charter("firm", 5);
    let renamed = [(ChangeKind::Renamed, "Firm".to_owned())];
    for party in ["a-company", "zz-company"] {
        assert_eq!(told(&before, &charter(party, 5)), renamed, "{party}");
        // What else is new about their position is told of them.
        let kinds: Vec<ChangeKind> =
            told(&before, &charter(party, 6)).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, [ChangeKind::Renamed, ChangeKind::Changed], "{party}");
    }
}

#[test]
fn what_refers_to_itself_is_renamed_like_anything_else() {
    let charter = |party: &str, step: &str, convener: &str| {
        document(json!({
            "parties": [{"key": party, "name": "Board", "kind": "other",
                         "convener": {"party": convener}},
                        {"key": "desk", "name": "Desk", "kind": "other"}],
            "procedures": [{"key": "vote", "name": "Vote", "steps": [
                {"key": step, "name": "Talk", "function": "deliberate", "includes": [step]}]}]
        }))
    };
    let renamed = |what: &str| (ChangeKind::Renamed, what.to_owned());
    let both = [renamed("Board"), renamed("Vote: Talk")];
    let before = charter("board", "talk", "board");
    assert_eq!(told(&before, &charter("council", "hear", "council")), both);
    // What another one convenes now is not the same body.
    let kinds = |after: &Value| -> Vec<ChangeKind> {
        told(&before, after).into_iter().map(|(kind, _)| kind).collect()
    };
    use ChangeKind::{Added, Removed};
    assert_eq!(kinds(&charter("council", "talk", "desk")), [Removed, Added]);
}

#[test]
fn a_procedure_with_another_key_and_the_same_steps_is_renamed() {
    let charter = |key: &str, form: &str| {
        document(json!({"procedures": [{"key": key, "name": "Talks", "steps": [
            {"key": "talk", "name": "Talk", "function": "deliberate", "form": form}]}]}))
    };
    let renamed = told(&charter("talks", "hearing"), &charter("court", "hearing"));
    assert_eq!(renamed, [(ChangeKind::Renamed, "Talks".to_owned())]);
    // With another step it is another procedure.
    let kinds: Vec<ChangeKind> = told(&charter("talks", "hearing"), &charter("court", "visit"))
        .into_iter()
        .map(|(kind, _)| kind)
        .collect();
    use ChangeKind::{Added, Removed};
    assert_eq!(kinds, [Removed, Added, Added, Removed]);
}

#[test]
fn of_several_entries_that_say_the_same_none_is_renamed() {
    let charter = |keys: &[&str]| {
        let matters: Vec<Value> =
            keys.iter().map(|key| json!({"key": key, "name": "Same"})).collect();
        document(json!({"matters": matters}))
    };
    let kinds = |before: &[&str], after: &[&str]| -> Vec<ChangeKind> {
        told(&charter(before), &charter(after)).into_iter().map(|(kind, _)| kind).collect()
    };
    use ChangeKind::{Added, Removed, Renamed};
    assert_eq!(kinds(&["a"], &["b"]), [Renamed]);
    assert_eq!(kinds(&["a", "b"], &["c"]), [Removed, Removed, Added]);
    assert_eq!(kinds(&["a"], &["b", "c"]), [Removed, Added, Added]);
    assert_eq!(kinds(&["a", "b"], &["c", "d"]), [Removed, Removed, Added, Added]);
    // One that kept its key stands for itself.
    assert_eq!(kinds(&["a", "b"], &["a", "c"]), [Renamed]);
}

#[test]
fn the_heading_tells_apart_two_texts_of_one_version_and_says_when_nothing_changed() {
    let charter = |version: u32, title: &str| {
        load(&json!({"format": "cogov/1", "key": "court", "version": version, "title": title}))
    };
    let (one, other) = (charter(1, "A"), charter(1, "B"));
    let heading = |before: &Charter, after: &Charter, lang: Lang| {
        before.diff(after).to_text(lang).lines().next().unwrap().to_owned()
    };
    let [a, b] = [&one, &other].map(|charter| format!("{:.8}", charter.digest()));
    let expected = format!("From court, version 1 ({a}…) to court, version 1 ({b}…): 1 change");
    assert_eq!(heading(&one, &other, Lang::En), expected);
    assert_eq!(heading(&one, &one, Lang::En), "court, version 1: no changes");
    assert_eq!(heading(&one, &one, Lang::Zh), "court, version 1：没有变化");
    assert_eq!(one.diff(&one).to_markdown(Lang::En), "# court, version 1\n\nNo changes.\n");
    assert_eq!(
        heading(&one, &charter(2, "A"), Lang::En),
        "From court, version 1 to court, version 2: no changes"
    );
}

#[test]
fn an_acknowledgement_follows_the_keys_of_what_it_is_about() {
    let charter = |party: &str, matter: &str, step: &str, about: &[&str]| {
        document(json!({
            "matters": [{"key": matter, "name": "Commons"}],
            "parties": [{"key": party, "name": "Firm", "kind": "other"},
                        {"key": "desk", "name": "Desk", "kind": "other"}],
            "procedures": [{"key": "vote", "name": "Vote", "steps": [
                {"key": step, "name": "Talk", "function": "deliberate"}]}],
            "acknowledged": [
                {"code": "overlap", "reason": "both agreed", "about": about},
                {"code": "overlap", "reason": "so be it", "about": [{"en": about[0], "zh": "企业"}]}]
        }))
    };
    let before = charter("firm", "commons", "talk", &["firm", "commons", "vote/talk", "desk+firm"]);
    // The order of those who act together follows their keys.
    let about = ["a-company", "shared", "vote/hear", "a-company+desk"];
    let renamed = |what: &str| (ChangeKind::Renamed, what.to_owned());
    let all = [renamed("Commons"), renamed("Firm"), renamed("Vote: Talk")];
    assert_eq!(told(&before, &charter("a-company", "shared", "hear", &about)), all);
    // What says something else, or still names what is gone, is told.
    for others in [
        ["a-company", "shared", "vote/hear", "a-company"],
        ["a-company", "commons", "vote/hear", "a-company+desk"],
        ["a-company", "shared", "vote/talk", "a-company+desk"],
    ] {
        let told = told(&before, &charter("a-company", "shared", "hear", &others));
        let kinds: Vec<ChangeKind> = told.into_iter().map(|(kind, _)| kind).collect();
        use ChangeKind::{Added, Removed, Renamed};
        assert_eq!(kinds, [Renamed, Renamed, Renamed, Removed, Added], "{others:?}");
    }
}

#[test]
fn an_acknowledgement_about_a_key_that_two_entries_have_follows_neither() {
    let charter = |party: &str, about: &str| {
        document(json!({
            "matters": [{"key": "lifts", "name": "Lifts"}],
            "parties": [{"key": party, "name": "Lift firm", "kind": "other"}],
            "acknowledged": [{"code": "gap", "reason": "known", "about": [about]}]
        }))
    };
    let before = charter("lifts", "lifts");
    let renamed = [(ChangeKind::Renamed, "Lift firm".to_owned())];
    assert_eq!(told(&before, &charter("firm", "lifts")), renamed);
    assert_eq!(told(&before, &charter("firm", "firm")).len(), 3);
}
