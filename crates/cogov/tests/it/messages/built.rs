//! What is built in code, and not read, is told in its own terms.

use cogov::Topic;
use cogov::triage::{Dimension, Route, Scale, Triage, TriageRow, TriageTable};
use cogov::values::LevelKey;

use super::*;

fn level(key: &str) -> LevelKey {
    LevelKey::new(key).unwrap()
}

#[test]
fn a_topic_is_told_by_what_it_is_not_assessed_or_has_no_scale() {
    let triage = Triage::new()
        .with_scales([Scale::new(Dimension::Urgency, [level("later"), level("now")])])
        .with_rows([TriageRow::new(Route::Settle)]);
    let table = TriageTable::new(&triage).unwrap();
    check(
        &table.route(&Topic::new()).unwrap_err(),
        ["missing-field", "urgency"],
        ["the topic is not assessed by urgency", "assess it by one of: later, now"],
        ["议题未按紧迫性评定", "请评定为其中之一：later、now"],
    );
    let topic = Topic::new()
        .with(Dimension::Urgency, level("now"))
        .with(Dimension::DirectSettlement, level("yes"));
    let error = table.route(&topic).unwrap_err();
    check(
        &error,
        ["unknown-field", "direct_settlement"],
        [
            "the topic is assessed by direct settlement, which has no scale",
            "leave it out; there are scales of: urgency",
        ],
        ["议题按可否直接办理评定，而分流表没有该尺度", "请省去；已有的尺度：urgency"],
    );
    let details: Vec<_> = error.first().details().collect();
    assert_eq!(details, [("found", "direct_settlement"), ("known", "urgency")]);
    let table = TriageTable::new(&Triage::new().with_rows([TriageRow::new(Route::Settle)]));
    let error = table.unwrap().route(&Topic::new().with(Dimension::Reach, level("x"))).unwrap_err();
    assert_eq!(told(&error, Lang::En)[3], "leave it out: the table has no scales");
}
