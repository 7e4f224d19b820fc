//! The agenda: how topics are ranked, and why.

use super::*;

proptest! {
    #![proptest_config(crate::inputs::inputs(512))]

    #[test]
    fn an_agenda_is_ranked_like_a_stable_sort_by_keys(
        topics in prop::collection::vec((0_usize..3, 0_usize..3, 0_u64..4), 0..20),
        order in Just(AgendaCriterion::ALL.to_vec()).prop_shuffle(),
        kept in 1_usize..=3,
        at_most in prop::option::of(1_u64..25),
    ) {
        let order = order[..kept].to_vec();
        let table = agenda_table();
        let given: Vec<AgendaTopic> = topics.iter().map(|(c, u, a)| {
            AgendaTopic::new(Text::new("题").unwrap())
                .with_commonality(level(LEVELS[*c]))
                .with_urgency(level(LEVELS[*u]))
                .with_attention(*a)
        }).collect();
        let mut policy = AgendaPolicy::new(order.clone());
        if let Some(at_most) = at_most {
            policy = policy.with_at_most(at_most);
        }
        let ranked = agenda(&policy, &given, Some(&table)).unwrap();

        // Keys made so that a plain sort of (keys, place) has the same order.
        let mut expected: Vec<(Vec<i64>, usize)> = topics.iter().enumerate().map(|(place, (c, u, a))| {
            let key = |criterion: &AgendaCriterion| match criterion {
                AgendaCriterion::Commonality => -(*c as i64),
                AgendaCriterion::Urgency => -(*u as i64),
                AgendaCriterion::Attention => -(*a as i64),
                other => panic!("{other} is new"),
            };
            (order.iter().map(key).collect(), place)
        }).collect();
        expected.sort();
        prop_assert_eq!(ranked.entries().len(), expected.len());
        for (place, (entry, (keys, topic))) in ranked.entries().iter().zip(&expected).enumerate() {
            prop_assert_eq!(entry.topic(), *topic);
            prop_assert_eq!(entry.rank(), place + 1);
            prop_assert_eq!(entry.is_taken(), at_most.is_none_or(|most| (place as u64) < most));
            let tied = place > 0 && expected[place - 1].0 == *keys;
            prop_assert_eq!(entry.is_tied(), tied);
        }
        prop_assert_eq!(ranked.taken().count() + ranked.left().count(), topics.len());
    }
}

/// A table with the two scales that an agenda goes by.
fn agenda_table() -> TriageTable {
    let triage = Triage::new()
        .with_scales([
            scale(Dimension::Commonality, &LEVELS[..3]),
            scale(Dimension::Urgency, &LEVELS[..3]),
        ])
        .with_rows([TriageRow::new(consult())]);
    TriageTable::new(&triage).unwrap()
}

fn titled(title: &str) -> AgendaTopic {
    AgendaTopic::new(Text::new(title).unwrap())
}

#[test]
fn an_agenda_says_why_each_topic_has_its_rank_and_what_it_does_not_take() {
    let table = agenda_table();
    let policy = AgendaPolicy::new([AgendaCriterion::Urgency, AgendaCriterion::Attention])
        .with_at_most(2_u64);
    let topics = [
        titled("电梯").with_urgency(level("l1")).with_attention(9_u64),
        titled("停车").with_urgency(level("l2")).with_attention(0_u64),
        titled("路灯").with_urgency(level("l1")).with_attention(9_u64),
        titled("绿化").with_urgency(level("l1")).with_attention(10_u64),
    ];
    let ranked = agenda(&policy, &topics, Some(&table)).unwrap();
    let reasons: Vec<String> =
        ranked.entries().iter().map(|entry| entry.reason(Lang::En)).collect();
    assert_eq!(
        reasons,
        [
            "urgency l2, attention 0; no topic comes before it",
            "urgency l1, attention 10; after rank 1, whose urgency is l2",
            "urgency l1, attention 9; after rank 2, whose attention is 10; \
             not taken, since the agenda takes at most 2",
            "urgency l1, attention 9; equal to rank 3 by every criterion, and given after it; \
             not taken, since the agenda takes at most 2",
        ]
    );
    let last = &ranked.entries()[3];
    assert_eq!(last.title().to_string(), "路灯");
    assert_eq!(
        last.reason(Lang::Zh),
        "紧迫性 l1、关注度 9；各项与第 3 位相同，提出在后；未列入，因议程至多列 2 项"
    );
    assert_eq!(ranked.left().map(|entry| entry.topic()).collect::<Vec<_>>(), [0, 2]);
}

#[test]
fn a_topic_that_lacks_what_the_policy_ranks_by_is_named() {
    let table = agenda_table();
    let policy = AgendaPolicy::new([AgendaCriterion::Commonality]);
    let topics =
        [titled("lamps").with_commonality(level("l0")), titled("lifts").with_attention(3_u64)];
    let error = agenda(&policy, &topics, Some(&table)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "topics[1].commonality: the topic says nothing about its commonality, by which the policy ranks"
    );

    let unknown = [titled("lamps").with_commonality(level("l9"))];
    let error = agenda(&policy, &unknown, Some(&table)).unwrap_err();
    assert_eq!(error.to_string(), "topics[0].commonality: \"l9\" is not one of the values here");
    assert_eq!(error.first().help(Lang::En), "did you mean \"l0\"?");
}

#[test]
fn an_agenda_policy_has_distinct_criteria_with_scales_and_takes_at_least_one_topic() {
    let codes = |policy: &AgendaPolicy, table: Option<&TriageTable>| -> Vec<(&str, String)> {
        let error = policy.check(table).unwrap_err();
        error.problems().iter().map(|p| (p.code().as_str(), p.path().to_string())).collect()
    };
    let empty = AgendaPolicy::new([]);
    assert_eq!(codes(&empty, None), [("empty-list", "order".to_owned())]);

    let urgency = AgendaCriterion::Urgency;
    let wrong =
        AgendaPolicy::new([urgency, AgendaCriterion::Attention, urgency]).with_at_most(0_u64);
    let repeated =
        [("duplicate-entry", "order[2]".to_owned()), ("zero-number", "at_most".to_owned())];
    assert_eq!(codes(&wrong, Some(&agenda_table())), repeated);
    let without_scale = [("unknown-key", "order[0]".to_owned())];
    assert_eq!(codes(&wrong, None), [&without_scale[..], &repeated].concat());

    let error = agenda(&wrong, &[], None).unwrap_err();
    assert_eq!(error.problems().len(), 3);
    assert_eq!(error.first().path().to_string(), "policy.order[0]");
    assert_eq!(
        agenda(&AgendaPolicy::new([AgendaCriterion::Attention]), &[], None).unwrap().entries(),
        []
    );
}
