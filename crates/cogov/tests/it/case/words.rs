//! What a refusal says, in both languages, with what it rests on and who could do it instead.

use cogov::Lang;
use serde_json::{Value, json};

use super::world::{COMPLETED, NOTIFIED, OPENED, RESULT, SUBMITTED, World, draft, owners, party};

pub(super) fn shown(world: &World, entry: Value) -> String {
    let mut case = world.case.clone();
    let refused = case.perform(&world.entry(entry)).unwrap_err();
    let mut lines = Vec::new();
    for refusal in refused.refusals() {
        let cites: Vec<String> = refusal.cites().iter().map(ToString::to_string).collect();
        let needed = serde_json::to_string(refusal.needed()).unwrap();
        lines.push(format!("{} cites {cites:?} needs {needed}", refusal.code()));
        for lang in [Lang::En, Lang::Zh] {
            lines.push(format!("  {} → {}", refusal.message(lang), refusal.help(lang)));
        }
    }
    lines.join("\n")
}

#[test]
fn refusals_say_what_is_wrong_on_what_it_rests_and_who_could_do_it() {
    let mut shown_all = Vec::new();
    let mut show = |until: usize, entry: Value| shown_all.push(shown(&World::court(until), entry));
    let appeal = json!({ "appeal": "0192f000-0000-7000-8000-000000000001" });
    show(SUBMITTED, json!({ "by": party("company"), "act": "accept", "target": appeal }));
    show(SUBMITTED, json!({ "by": party("committee"), "act": "decline", "target": appeal }));
    show(
        NOTIFIED,
        json!({ "by": party("committee"), "act": "convene", "target": { "step": "meeting" },
        "with": { "session": "0192f000-0000-7000-8000-00000000a001", "should_attend": [{ "who": party("company"), "role": "chair" }] } }),
    );
    show(
        OPENED,
        json!({ "by": party("assembly"), "act": "resolve", "target": { "step": "vote" },
        "with": { "text": "Nothing", "obligations": [draft("a", json!({ "liable": "assembly", "verifiers": [] }))] } }),
    );
    show(
        COMPLETED,
        json!({ "by": party("supervisors"), "hand": "both", "act": "verify",
        "target": { "obligation": "signs" }, "with": { "result": "solved" } }),
    );
    show(
        COMPLETED,
        json!({ "by": party("company"), "act": "complete", "target": { "obligation": "plants" } }),
    );
    show(COMPLETED, json!({ "by": party("supervisors"), "act": "close" }));
    show(
        RESULT,
        json!({ "by": party("committee"), "act": "evaluate", "target": { "step": "evaluation" },
        "with": { "result": "fulfilled" } }),
    );
    show(
        RESULT,
        json!({ "by": owners(), "hand": "stranger", "act": "refer-up",
        "with": { "reply": "up", "to": "compound", "case": "0192f000-0000-7000-8000-00000000c001" } }),
    );
    insta::assert_snapshot!("refusals", shown_all.join("\n\n"));
}

#[test]
fn where_nobody_is_in_the_role_any_more_it_is_told_who_has_the_power() {
    // The session is over, and nobody runs it.
    let world = World::court(16);
    let told = shown(
        &world,
        json!({ "by": party("committee"), "act": "record-consensus", "target": { "step": "vote" },
        "with": { "text": "Plants", "session": "0192f000-0000-7000-8000-00000000a001" } }),
    );
    let first = told.lines().next().unwrap();
    assert!(first.starts_with("not-in-role") && first.contains("assembly"), "{told}");
    assert!(!told.contains("nobody"), "{told}");
}
