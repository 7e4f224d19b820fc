//! Rules that the charters of the library copy from its rules.

use cogov::{Charter, Lang, Rule};

/// What a rule of a charter cites, of which no more than the words are looked at, and the rule of
/// the library that it is a copy of.
fn original(rule: &Rule) -> Option<Rule> {
    let source = rule.source().map_or("", |source| source.get(Lang::En));
    // Bylaws keep the thresholds of the law as of 2018, as from when it was amended.
    if rule.key().as_str().ends_with("-bylaw")
        || rule.key().as_str().ends_with("-local")
        || rule.key().as_str().ends_with("-from-2026")
    {
        return None;
    }
    let three_quarters = format!("{:?}", rule.approval()).contains('4');
    let cited = [
        ("Civil Code art. 279", "civil-code-279-interested"),
        (
            "Civil Code art. 278",
            match three_quarters {
                true => "civil-code-278-major",
                false => "civil-code-278-general",
            },
        ),
        ("two committees d", "two-committees-majority"),
        ("four discussions and two disclosures", "party-members-four-discussions"),
        ("Organic Law of Villagers' Committees", "villagers-representatives-2018"),
        ("Organic Law of the Villagers' Committees", "villagers-representatives-2018"),
        ("Organic Law of Urban Residents' Committees", "residents-meeting-2018"),
        ("Organic Law of the Urban Residents' Committees", "residents-meeting-2018"),
    ];
    let by_citation = cited.iter().find(|(words, _)| source.contains(words)).map(|(_, key)| *key);
    let by_key = Some(rule.key().as_str()).filter(|key| Rule::builtins().any(|name| name == *key));
    assert!(by_key.is_none() || by_citation.is_none() || by_key == by_citation, "{source}");
    Rule::builtin(by_key.or(by_citation)?)
}

/// A clause as text, in which the order of what is said together does not matter.
fn told(clause: &impl serde::Serialize) -> String {
    fn sorted(value: &serde_json::Value) -> String {
        match value {
            serde_json::Value::Array(parts) if parts.iter().all(serde_json::Value::is_object) => {
                let mut parts: Vec<String> = parts.iter().map(sorted).collect();
                parts.sort();
                format!("[{}]", parts.join(", "))
            }
            serde_json::Value::Object(members) => {
                // Where an absence is stated, the source may say it in other words.
                let members = members.iter().filter(|(name, _)| *name != "source");
                let members: Vec<String> =
                    members.map(|(name, value)| format!("{name}: {}", sorted(value))).collect();
                format!("{{{}}}", members.join(", "))
            }
            other => other.to_string(),
        }
    }
    sorted(&serde_json::to_value(clause).unwrap())
}

#[test]
fn rules_that_a_charter_copies_agree_with_those_of_the_library_or_say_why_not() {
    let mut agreeing = Vec::new();
    let mut differing = Vec::new();
    for name in Charter::builtins() {
        let charter = Charter::builtin(name).unwrap();
        for rule in charter.rules() {
            let Some(original) = original(rule) else { continue };
            let what = format!("{name} {} {}", rule.key(), original.key());
            assert_eq!(told(rule.approval()), told(original.approval()), "{what}");
            assert_eq!(rule.valid(), original.valid(), "{what}");
            if told(rule.quorum()) == told(original.quorum()) {
                agreeing.push(what);
            } else {
                let source = rule.source().unwrap().get(Lang::En);
                assert!(source.contains("unlike there, a quorum is stated"), "{what}: {source}");
                differing.push(what);
            }
        }
    }
    assert_eq!(
        agreeing,
        [
            "county-cppcc-completed villagers-representatives-2018 villagers-representatives-2018",
            "county-cppcc-completed residents-2018 residents-meeting-2018",
            "cuizhuyuan-completed owners-major civil-code-278-major",
            "cuizhuyuan-completed owners-general civil-code-278-general",
            "cuizhuyuan-completed interested-owners civil-code-279-interested",
            "cuizhuyuan-completed residents-until-2025 residents-meeting-2018",
            "party-building-completed villagers-representatives-2018 villagers-representatives-2018",
            "party-building-completed residents-meeting-2018 residents-meeting-2018",
            "whole-process-completed representatives-2018 villagers-representatives-2018",
            "whole-process-completed party-members-examine party-members-four-discussions",
            "whole-process-completed owners-three-quarters civil-code-278-major",
            "whole-process-completed owners-half civil-code-278-general",
        ]
    );
    assert_eq!(
        differing,
        [
            "party-building-completed two-committees-majority two-committees-majority",
            "whole-process-completed majority-of-committees two-committees-majority",
        ]
    );
}
