//! Checks that would find or compare too much are cut short, and say so.

use cogov::{FindingCode, Lang};

use super::{at, audit, of, position};

#[test]
fn all_but_the_diagonal_of_a_large_grid_is_a_gap_that_is_listed_up_to_a_bound() {
    let positions = |size: usize| -> Vec<String> {
        let diagonal = 1..=size;
        diagonal
            .map(|index| position("a", r#""power","lead""#, r#""plan""#, &at(index, index)))
            .collect()
    };
    for (size, is_bounded) in [(100, false), (2_000, true)] {
        let audit = audit(size + 1, size + 1, &positions(size));
        let gaps = of(&audit, FindingCode::Gap);
        assert_eq!(gaps.len(), 1);
        let words = gaps[0].explanation(Lang::En);
        assert_eq!(words.ends_with("and very many more"), is_bounded, "{words}");
        // Each cell beside the diagonal, and the two tops by themselves.
        let listed = size * (size - 1) + 2;
        assert_eq!(words.ends_with(&format!("and {} more", listed - 8)), !is_bounded, "{words}");
        assert!(gaps[0].subjects().len() > 100);
    }
}

#[test]
fn leads_that_cross_everywhere_are_listed_up_to_a_bound_and_said_to_be_more() {
    let positions = |size: usize| -> Vec<String> {
        (1..=size)
            .flat_map(|index| {
                [
                    position("a", r#""lead""#, r#""plan""#, &format!(r#","matters":["m{index}"]"#)),
                    position("b", r#""lead""#, r#""plan""#, &format!(r#","places":["p{index}"]"#)),
                ]
            })
            .collect()
    };
    let small = audit(11, 11, &positions(10));
    let overlaps = of(&small, FindingCode::Overlap);
    assert_eq!(overlaps.len(), 1);
    assert_eq!(overlaps[0].causes().len(), 20);
    assert!(!overlaps[0].explanation(Lang::En).contains("left out"));

    let large = audit(2_001, 2_001, &positions(2_000));
    let overlaps = of(&large, FindingCode::Overlap);
    assert_eq!(overlaps.len(), 2);
    assert!(overlaps[1].explanation(Lang::En).contains("left out"));
    assert_eq!(overlaps[1].causes().len(), 2);
    // It names the one scope that it is about.
    let about = crate::charter::words(overlaps[1]);
    for key in about.iter().filter(|key| key.starts_with('m') || key.starts_with('p')) {
        if key != "plan" {
            assert!(overlaps[1].explanation(Lang::En).contains(key.as_str()), "{key}");
            assert!(overlaps[1].explanation(Lang::Zh).contains(key.as_str()), "{key}");
        }
    }
    assert!(small.left_out().is_empty());
    assert!(large.left_out().contains(&FindingCode::Overlap));
}

#[test]
fn a_check_of_overlaps_that_was_cut_short_says_so_whether_it_found_any_or_not() {
    const OVER: &str = r#","valid":{"until":"2020-01-01"}"#;
    let positions = |size: usize, overlapping: bool| -> Vec<String> {
        let crossing = (1..=size).flat_map(|index| {
            let (on, at) = (
                format!(r#","matters":["m{index}"]{OVER}"#),
                format!(r#","places":["p{index}"]{OVER}"#),
            );
            let lead = |holder, scope: &str| position(holder, r#""lead""#, r#""plan""#, scope);
            [lead("a", &on), lead("b", &at)]
        });
        let both =
            ["a", "b"].map(|holder| position(holder, r#""lead""#, r#""plan""#, &at(501, 501)));
        crossing.chain(both.into_iter().take(if overlapping { 2 } else { 1 })).collect()
    };
    let said = "left out: this check was cut short, there can be more of overlap";
    for (size, is_cut_short) in [(10, false), (500, true)] {
        for is_found in [false, true] {
            let audit = audit(502, 502, &positions(size, is_found));
            let codes: &[FindingCode] = if is_cut_short { &[FindingCode::Overlap] } else { &[] };
            assert_eq!(audit.left_out(), codes);
            let overlaps = of(&audit, FindingCode::Overlap);
            assert_eq!(overlaps.len(), usize::from(is_found));
            for overlap in overlaps {
                let text = overlap.explanation(Lang::En);
                assert_eq!(text.contains("left out"), is_cut_short, "{text}");
            }
            assert_eq!(audit.to_text(Lang::En).contains(said), is_cut_short);
            assert_eq!(audit.to_markdown(Lang::En).contains(said), is_cut_short);
            assert_eq!(audit.to_text(Lang::Zh).contains("从略：此项检查"), is_cut_short);
            let json = serde_json::to_value(&audit).unwrap();
            let words =
                if is_cut_short { serde_json::json!(["overlap"]) } else { serde_json::json!([]) };
            assert_eq!(json["left_out"], words);
        }
    }
}

#[test]
fn findings_of_which_not_all_parts_are_named_are_said_to_be_left_out() {
    let positions = |size: usize| -> Vec<String> {
        let lead = |index| position("a", r#""power","lead""#, r#""deliberate""#, &at(index, index));
        let claim = r#"{"holder":{"party":"b"},"kinds":["claim"],"claims":["be_heard"]}"#;
        (1..=size).map(lead).chain([claim.to_owned()]).collect()
    };
    for (size, is_cut_short) in [(20, false), (460, true)] {
        let audit = audit(size + 1, size + 1, &positions(size));
        for code in [FindingCode::Gap, FindingCode::HollowClaim] {
            assert_eq!(of(&audit, code).len(), 1);
            assert_eq!(audit.left_out().contains(&code), is_cut_short, "{code:?}");
        }
        let claims = of(&audit, FindingCode::HollowClaim)[0].explanation(Lang::En);
        assert_eq!(claims.contains("(further parts are left out)"), is_cut_short, "{claims}");
    }
}

#[test]
fn a_check_that_would_compare_everything_with_everything_is_cut_short_and_says_so() {
    let keys = |letter: char, size: usize| {
        let keys: Vec<String> = (1..=size).map(|index| format!("\"{letter}{index}\"")).collect();
        keys.join(",")
    };
    let positions = |size: usize, leads: usize| -> Vec<String> {
        let scope = format!(r#","matters":[{}],"places":[{}]"#, keys('m', size), keys('p', size));
        let power = position("a", r#""power""#, r#""implement""#, &scope);
        let lead = position("a", r#""lead""#, r#""implement""#, "");
        std::iter::once(power).chain(std::iter::repeat_n(lead, leads)).collect()
    };
    for (size, leads, is_cut_short) in [(3, 10, false), (200, 160, true)] {
        let audit = audit(size + 2, size + 2, &positions(size, leads));
        let code = FindingCode::PowerlessDuty;
        assert_eq!(audit.left_out().contains(&code), is_cut_short);
        let found = of(&audit, code);
        assert_eq!(found.len(), 1, "what was found before is still said");
        let text = found[0].explanation(Lang::En);
        assert_eq!(text.contains("left out"), is_cut_short, "{text}");
    }
}
