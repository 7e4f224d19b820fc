//! The figures of law around decisions.

use cogov::decision::{Amount, Provision, Threshold};
use cogov::time::{Period, Rhythm};
use cogov::{Date, Lang, Term};

fn amount(provision: &str, figure: &str) -> Amount {
    let provision = Provision::builtin(provision).expect("a provision");
    provision.figure(figure).expect("a figure").amount().clone()
}

fn at_least(numerator: u64, denominator: u64) -> Amount {
    Amount::Share(Threshold::at_least(numerator, denominator).expect("a threshold"))
}

fn every(period: Period) -> Amount {
    Amount::Rhythm(Rhythm::new(cogov::time::Count::ONE, period))
}

fn days(days: u32) -> Amount {
    Amount::Term(Term::days(days).expect("a term"))
}

#[test]
fn figures_say_what_the_law_says() {
    let table = [
        ("villagers-meeting-2018", "demanded-by-villagers", at_least(1, 10)),
        ("villagers-meeting-2018", "demanded-by-representatives", at_least(1, 3)),
        ("villagers-meeting-2018", "notice", days(10)),
        ("villagers-representatives-2018", "meets", every(Period::Quarter)),
        ("villagers-representatives-2018", "demanded-by-representatives", at_least(1, 5)),
        ("villagers-representatives-2018", "representatives", at_least(4, 5)),
        ("villagers-representatives-2018", "women", at_least(1, 3)),
        (
            "villagers-representatives-2018",
            "households-per-representative",
            Amount::Number { least: 5, most: 15 },
        ),
        ("villagers-recall-2018", "moved-by-voters", at_least(1, 5)),
        ("villagers-recall-2018", "moved-by-representatives", at_least(1, 3)),
        ("villagers-review-2018", "held", every(Period::Year)),
        ("villagers-review-2018", "incompetent-in-a-row", Amount::Number { least: 2, most: 2 }),
        ("villagers-disclosure-2018", "general", every(Period::Quarter)),
        ("villagers-disclosure-2018", "many-transactions", every(Period::Month)),
        ("villagers-disclosure-2018", "major", Amount::AtOnce),
        ("owners-counting-2021", "unit", Amount::Number { least: 1, most: 1 }),
        ("owners-counting-2021", "buyer-of-several", Amount::Number { least: 1, most: 1 }),
        ("owners-counting-2021", "developer", Amount::Number { least: 1, most: 1 }),
        ("beijing-property-2024", "notice", days(15)),
        ("beijing-property-2024", "meets", every(Period::Year)),
        ("beijing-property-2024", "demanded-by-owners", at_least(1, 5)),
        ("beijing-property-2024", "result-public", days(3)),
    ];
    for (provision, figure, expected) in &table {
        assert_eq!(&amount(provision, figure), expected, "{provision}: {figure}");
    }
    let figures: usize = Provision::builtins()
        .map(|key| Provision::builtin(key).expect("a provision").figures().len())
        .sum();
    assert_eq!(figures, table.len(), "no figure is left out");
}

#[test]
fn demands_are_met_on_and_above_and_not_below_their_share() {
    let meets = |provision, figure, part, whole| match amount(provision, figure) {
        Amount::Share(threshold) => threshold.is_met_by(part, whole),
        other => panic!("not a share: {other:?}"),
    };
    for (provision, figure, whole, on) in [
        ("villagers-meeting-2018", "demanded-by-villagers", 800, 80),
        ("villagers-meeting-2018", "demanded-by-representatives", 60, 20),
        ("villagers-representatives-2018", "demanded-by-representatives", 60, 12),
        ("villagers-representatives-2018", "representatives", 60, 48),
        ("villagers-representatives-2018", "women", 60, 20),
        ("villagers-recall-2018", "moved-by-voters", 1_000, 200),
        ("villagers-recall-2018", "moved-by-representatives", 60, 20),
        ("beijing-property-2024", "demanded-by-owners", 100, 20),
    ] {
        assert!(!meets(provision, figure, on - 1, whole), "{provision}: {figure}");
        assert!(meets(provision, figure, on, whole), "{provision}: {figure}");
        assert!(meets(provision, figure, on + 1, whole), "{provision}: {figure}");
    }
}

#[test]
fn provisions_cite_their_source_and_end_with_their_law() {
    let (last, first) = (Date::new(2025, 12, 31).unwrap(), Date::new(2026, 1, 1).unwrap());
    for key in Provision::builtins() {
        let provision = Provision::builtin(key).unwrap_or_else(|| panic!("{key} cannot be read"));
        assert_eq!(provision.key().as_str(), key);
        assert_ne!(provision.source().get(Lang::En), provision.source().get(Lang::Zh), "{key}");
        assert!(provision.in_force_on(last), "{key}");
        assert_eq!(provision.in_force_on(first), !key.ends_with("-2018"), "{key}");
        let file = format!("{}/provisions/{key}.json", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&file).expect("a file");
        let written: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(serde_json::to_value(&provision).expect("JSON"), written, "{key}");
    }
    assert!(Provision::builtin("none").is_none());
    let meeting = Provision::builtin("villagers-meeting-2018").unwrap();
    assert!(meeting.figure("none").is_none());
}
