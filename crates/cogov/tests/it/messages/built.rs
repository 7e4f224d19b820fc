//! What is built in code, and not read, is told in its own terms.

use cogov::triage::{
    AgendaCriterion, AgendaPolicy, AgendaTopic, Destination, Dimension, Scale, Triage, TriageRow,
    TriageTable, agenda,
};
use cogov::values::LevelKey;
use cogov::{Text, Topic};

use super::*;

fn level(key: &str) -> LevelKey {
    LevelKey::new(key).unwrap()
}

#[test]
fn a_topic_is_told_by_what_it_is_not_assessed_or_has_no_scale() {
    let triage = Triage::new()
        .with_scales([Scale::new(Dimension::Urgency, [level("later"), level("now")])])
        .with_rows([TriageRow::new(Destination::Settle)]);
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
    let table = TriageTable::new(&Triage::new().with_rows([TriageRow::new(Destination::Settle)]));
    let error = table.unwrap().route(&Topic::new().with(Dimension::Reach, level("x"))).unwrap_err();
    assert_eq!(told(&error, Lang::En)[3], "leave it out: the table has no scales");
}

#[test]
fn a_topic_of_an_agenda_is_told_by_what_it_cannot_be_ranked() {
    let triage = Triage::new()
        .with_scales([Scale::new(Dimension::Urgency, [level("later"), level("now")])])
        .with_rows([TriageRow::new(Destination::Settle)]);
    let table = TriageTable::new(&triage).unwrap();
    let topics = [AgendaTopic::new(Text::new("Lamps").unwrap())];
    let ranked_by =
        |by: AgendaCriterion| agenda(&AgendaPolicy::new([by]), &topics, Some(&table)).unwrap_err();
    check(
        &ranked_by(AgendaCriterion::Urgency),
        ["missing-field", "topics[0].urgency"],
        [
            "the topic says nothing about its urgency, by which the policy ranks",
            "assess it by one of: later, now",
        ],
        ["议题未写明紧迫性，而规则按此排序", "请评定为其中之一：later、now"],
    );
    check(
        &ranked_by(AgendaCriterion::Attention),
        ["missing-field", "topics[0].attention"],
        [
            "the topic says nothing about its attention, by which the policy ranks",
            "say how many people raised or support it",
        ],
        ["议题未写明关注度，而规则按此排序", "请写明有多少人提出或支持"],
    );
    check(
        &ranked_by(AgendaCriterion::Commonality),
        ["unknown-key", "policy.order[0]"],
        [
            "the policy ranks by commonality, and the triage table has no scale of it",
            "add a scale of commonality, or rank by: urgency, attention",
        ],
        ["规则按普遍性排序，而分流表没有该尺度", "请补上普遍性的尺度，或改按：urgency、attention"],
    );
    // There always is an order: it cannot be left out.
    let none = AgendaPolicy::new([]).check(None).unwrap_err();
    assert_eq!(told(&none, Lang::En)[3], "name at least one");
}
