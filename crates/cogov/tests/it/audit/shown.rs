//! The day, what is acknowledged, and how findings are shown.

use cogov::audit::{Basis, Severity};
use cogov::{Audit, Charter, FindingCode, Lang};
use insta::assert_snapshot;
use serde_json::{Value, json};

use super::{committee, company, of, with};
use crate::charter::{audit, day, document, load, subjects, today};

#[test]
fn a_lead_that_holds_until_a_day_leaves_a_gap_from_that_day_on() {
    let charter = load(&document(json!({"positions": [
        with(of(company(), &["power", "lead"], "implement"), json!({"valid": {"until": "2026-06-01"}})),
        {"none": true, "kinds": ["lead"], "functions": ["implement"]}
    ]})));
    let gaps = |on| subjects(&charter.audit(day(on)), FindingCode::Gap, Basis::Stated).len();
    assert_eq!(gaps("2026-05-31"), 0);
    assert_eq!(gaps("2026-06-01"), 1);
}

#[test]
fn an_overlap_lasts_only_while_both_lead() {
    let valid = |from: &str, until: &str| json!({"valid": {"from": from, "until": until}});
    let charter = load(&document(json!({"positions": [
        with(of(company(), &["lead"], "implement"), valid("2024-01-01", "2024-03-01")),
        with(of(committee(), &["lead"], "implement"), valid("2024-02-29", "2025-01-01"))
    ]})));
    let overlaps =
        |on| subjects(&charter.audit(day(on)), FindingCode::Overlap, Basis::Stated).len();
    assert_eq!(["2024-02-28", "2024-02-29", "2024-03-01"].map(overlaps), [0, 1, 0]);
}

#[test]
fn supervision_and_leads_that_are_over_check_and_honour_nothing() {
    let over = |position: Value| with(position, json!({"valid": {"until": "2026-06-01"}}));
    let charter = load(&document(json!({"positions": [
        of(company(), &["power"], "implement"),
        over(of(committee(), &["power"], "supervise")),
        {"holder": "affected", "kinds": ["claim"], "claims": ["be_heard"]},
        over(of(committee(), &["lead"], "deliberate"))
    ]})));
    let found = |on: &str, code| {
        let audit = charter.audit(day(on));
        audit.findings().iter().filter(|f| f.code() == code).count()
    };
    for code in [FindingCode::UncheckedPower, FindingCode::HollowClaim] {
        assert_eq!((found("2026-05-31", code), found("2026-06-01", code)), (0, 1), "{code:?}");
    }
}

fn overlapping(acknowledged: Value) -> Audit {
    audit(&document(json!({"acknowledged": acknowledged, "positions": [
        of(company(), &["power", "lead"], "implement"),
        of(committee(), &["power", "lead"], "implement")
    ]})))
}

fn overlap(audit: &Audit) -> &cogov::Finding {
    audit.findings().iter().find(|f| f.code() == FindingCode::Overlap).unwrap()
}

#[test]
fn what_is_acknowledged_is_shown_as_such_and_not_dropped() {
    let audit = overlapping(json!([
        {"code": "overlap", "reason": "both agreed on it", "about": ["implement", "company"]}
    ]));
    assert_eq!(overlap(&audit).acknowledged().unwrap().to_string(), "both agreed on it");
    assert_eq!(audit.count(Severity::Error), 1, "it still counts");
    assert_eq!(audit.open(Severity::Error).count(), 0, "it is not open");
    assert!(audit.stale_acknowledgements().is_empty());
    assert!(audit.to_text(Lang::En).contains("acknowledged: both agreed on it"));
    assert!(audit.to_markdown(Lang::Zh).contains("已确认：both agreed on it"));
}

#[test]
fn what_a_finding_is_about_can_be_copied_from_the_audit_into_an_acknowledgement() {
    let json = serde_json::to_value(overlapping(json!([]))).unwrap();
    let text = overlapping(json!([])).to_text(Lang::En);
    let line = text.lines().find_map(|line| line.trim().strip_prefix("about: ")).unwrap();
    let from_text: Vec<&str> = line.split(", ").collect();
    assert_eq!(json!(from_text), json["findings"][0]["subjects"]);
    for about in [json!(from_text), json["findings"][0]["subjects"].clone()] {
        let audit = overlapping(json!([{"code": "overlap", "reason": "agreed", "about": about}]));
        assert!(overlap(&audit).acknowledged().is_some(), "{about}");
    }
    // A finding that says nothing of anybody in particular has nothing to copy.
    let chinese = overlapping(json!([])).to_text(Lang::Zh);
    assert!(chinese.contains("涉及：implement, committee, company"), "{chinese}");
}

#[test]
fn an_acknowledgement_about_something_else_accepts_nothing_and_is_stale() {
    for about in [json!(["dispatch"]), json!(["implement", "residents"])] {
        let audit = overlapping(json!([{"code": "overlap", "reason": "agreed", "about": about}]));
        assert!(overlap(&audit).acknowledged().is_none(), "{about}");
        assert_eq!(audit.stale_acknowledgements().len(), 1, "{about}");
        assert_eq!(audit.open(Severity::Error).count(), 1);
    }
}

#[test]
fn an_acknowledgement_about_nothing_in_particular_accepts_all_of_its_code() {
    let audit =
        overlapping(json!([{"code": "gap", "reason": "x"}, {"code": "overlap", "reason": "y"}]));
    assert!(overlap(&audit).acknowledged().is_some());
    assert_eq!(audit.stale_acknowledgements()[0].reason().to_string(), "x");
}

#[test]
fn what_is_accepted_on_one_matter_is_not_accepted_on_another_that_it_grows_to() {
    let open = |matters: &[&str], about: Value| {
        let led = |holder| super::on(of(holder, &["power", "lead"], "implement"), matters);
        let audit = audit(&document(json!({
            "acknowledged": [{"code": "overlap", "reason": "agreed", "about": about}],
            "matters": super::matters(), "positions": [led(company()), led(committee())]
        })));
        audit.open(Severity::Error).count()
    };
    assert_eq!(open(&["parking"], json!(["parking"])), 0);
    assert_eq!(open(&["parking", "safety"], json!(["parking"])), 1);
    assert_eq!(open(&["parking", "safety"], json!(["safety", "parking", "company"])), 0);
    // Who names no matter accepts it on all.
    assert_eq!(open(&["parking", "safety"], json!(["company"])), 0);
}

#[test]
fn an_acknowledgement_goes_stale_when_its_finding_is_mended() {
    let mended = load(&document(json!({
        "acknowledged": [{"code": "overlap", "reason": "for now"}],
        "positions": [of(company(), &["power", "lead"], "implement")]
    })));
    assert_eq!(mended.audit(today()).stale_acknowledgements().len(), 1);
}

#[test]
fn the_gravest_come_first_and_open_ones_are_counted_up_to_a_severity() {
    let audit = Charter::builtin("cuizhuyuan-found").unwrap().audit(today());
    let order: Vec<Severity> = audit.findings().iter().map(cogov::Finding::severity).collect();
    assert!(order.is_sorted() && order.first() == Some(&Severity::Error));
    let open: Vec<usize> = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| audit.open(severity).count())
        .to_vec();
    let count = |severity| audit.count(severity);
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    assert_eq!(open, [errors, errors + warnings, audit.findings().len()]);
}

#[test]
fn equal_charters_give_equal_audits() {
    let text = Charter::builtin_text("party-building-found").unwrap();
    let value: Value = serde_json::from_str(text).unwrap();
    let (one, other) = (Charter::from_json(text).unwrap(), load(&value));
    let json = |charter: &Charter| serde_json::to_string(&charter.audit(today())).unwrap();
    assert_eq!(json(&one), json(&other));
}

#[test]
fn the_audit_of_the_four_party_platform_as_text() {
    let audit = Charter::builtin("cuizhuyuan-found").unwrap().audit(today());
    assert_snapshot!("text_en", audit.to_text(Lang::En));
    assert_snapshot!("text_zh", audit.to_text(Lang::Zh));
    assert_eq!(audit.to_string(), audit.to_text(Lang::En));
}

#[test]
fn the_audit_of_the_four_party_platform_as_markdown() {
    let audit = Charter::builtin("cuizhuyuan-found").unwrap().audit(today());
    assert_snapshot!("markdown_en", audit.to_markdown(Lang::En));
    assert_snapshot!("markdown_zh", audit.to_markdown(Lang::Zh));
}

#[test]
fn the_audit_of_the_four_party_platform_as_json() {
    let audit = Charter::builtin("cuizhuyuan-found").unwrap().audit(today());
    assert_snapshot!("json", serde_json::to_string_pretty(&audit).unwrap());
}

#[test]
fn no_explanation_leaves_a_detail_open() {
    for name in Charter::builtins() {
        for finding in Charter::builtin(name).unwrap().audit(today()).findings() {
            for lang in Lang::ALL {
                let said = finding.explanation(lang) + &finding.remedy(lang);
                assert!(!said.contains(['{', '}']) && !said.contains("  "), "{name}: {said}");
                assert!(!said.starts_with([':', ' ', ',']), "{name}: {said}");
            }
        }
    }
}

/// A name that tries to break out of whatever it is put in.
const HOSTILE: &str =
    "=cmd|' /C calc'!A0\n# forged\nerror [gap] forged | | `x` [y](z) <b>\"; --> %% \\";

fn hostile() -> Charter {
    load(&json!({
        "format": "cogov/1", "key": "court", "version": 1, "title": HOSTILE,
        "parties": [
            {"key": "committee", "name": HOSTILE, "kind": "owners_committee"},
            {"key": "company", "name": HOSTILE, "kind": "property_company", "source": HOSTILE}
        ],
        "matters": [{"key": "parking", "name": HOSTILE}],
        "acknowledged": [{"code": "overlap", "reason": HOSTILE}],
        "positions": [
            with(of(company(), &["lead"], "implement"), json!({"source": HOSTILE})),
            with(of(committee(), &["lead"], "implement"), json!({"source": HOSTILE})),
            with(of(committee(), &["power"], "implement"), json!({"matters": ["parking"]}))
        ],
        "procedures": [{"key": "way", "name": HOSTILE, "steps": [
            {"key": "a", "name": HOSTILE, "function": "plan", "by": company(), "then": ["b"]},
            {"key": "b", "name": HOSTILE, "function": "disclose", "start": "excluded"},
            {"key": "c", "name": HOSTILE, "function": "decide", "includes": ["b"]}
        ]}]
    }))
}

#[test]
fn a_hostile_name_forges_no_line_of_an_audit() {
    let audit = hostile().audit(today());
    for lang in Lang::ALL {
        for shown in [audit.to_text(lang), audit.to_markdown(lang)] {
            let forged = |line: &&str| {
                ["# forged", "error [gap]", "错误 [gap]"]
                    .iter()
                    .any(|start| line.trim_start().starts_with(start))
            };
            assert_eq!(shown.lines().find(forged), None, "{shown}");
            assert!(!shown.contains('\r'));
        }
        let markdown = audit.to_markdown(lang);
        assert!(
            !markdown.contains("<b>") && !markdown.contains(" [y](") && !markdown.contains(" `x`")
        );
    }
}

/// Cells of a Markdown row: the bars that are not escaped.
fn bars(row: &str) -> usize {
    let mut escaped = false;
    row.chars()
        .filter(|&c| {
            let bar = c == '|' && !escaped;
            escaped = c == '\\' && !escaped;
            bar
        })
        .count()
}

#[test]
fn a_hostile_name_breaks_no_table() {
    let matrix = hostile().matrix(today());
    for lang in Lang::ALL {
        let markdown = matrix.to_markdown(lang);
        let table: Vec<&str> = markdown.lines().take_while(|line| !line.is_empty()).collect();
        assert_eq!(table.len(), 2 + matrix.rows().len(), "{markdown}");
        for row in &table {
            assert_eq!(bars(row), 2 + matrix.holders().len() + 1, "{row}");
        }
        assert!(!markdown.contains("<b>"));
        // Plain text: a header, the rows, an empty line, the holders, an empty line, the legend of two lines.
        let lines = matrix.to_text(lang).lines().count();
        assert_eq!(lines, 1 + matrix.rows().len() + 1 + matrix.holders().len() + 3);
    }
}

/// Reads comma-separated values as RFC 4180 has them.
fn records(csv: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut field) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut chars) = (false, csv.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => field.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut field)),
            '\r' if !quoted && chars.peek() == Some(&'\n') => {
                chars.next();
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            other => field.push(other),
        }
    }
    assert!(!quoted && field.is_empty() && record.is_empty(), "ends with a whole record");
    records
}

#[test]
fn a_hostile_name_stays_one_field_and_is_no_formula() {
    let matrix = hostile().matrix(today());
    let records = records(&matrix.to_csv(Lang::En));
    assert_eq!(records.len(), 1 + matrix.rows().len());
    assert!(records.iter().all(|record| record.len() == 4 + matrix.holders().len()));
    assert_eq!(records[0][3], format!("'{HOSTILE}"));
}

#[test]
fn a_hostile_name_stays_a_label_of_a_diagram() {
    let charter = hostile();
    let compiled = charter.compiled(&"way".parse().unwrap()).unwrap();
    for lang in Lang::ALL {
        let mermaid = compiled.to_mermaid(lang);
        for line in mermaid.lines().skip(1) {
            assert!(
                line.trim_start().starts_with('s') || line.trim_start().starts_with("class"),
                "{line}"
            );
            assert!(line.matches('"').count() <= 2 && !line.contains("%%"), "{line}");
        }
        for line in compiled.to_dot(lang).lines() {
            let unescaped = line.replace("\\\\", "").replace("\\\"", "").matches('"').count();
            assert!(unescaped == 0 || unescaped == 2, "{line}");
        }
    }
}

#[test]
fn a_hostile_name_forges_no_line_of_a_difference() {
    let charter = hostile();
    let before = load(&json!({"format": "cogov/1", "key": "court", "version": 1, "title": "x"}));
    let difference = before.diff(&charter);
    for lang in Lang::ALL {
        let count = |text: String| text.lines().filter(|line| !line.is_empty()).count();
        let sections = cogov::charter::Section::ALL.iter();
        let sections = sections.filter(|s| difference.in_section(**s).next().is_some()).count();
        let altered: usize = difference.changes().iter().map(|c| c.alterations().len()).sum();
        let expected = 1 + sections + difference.changes().len() + altered;
        assert_eq!(count(difference.to_text(lang)), expected);
        assert_eq!(count(difference.to_markdown(lang)), expected);
    }
}

#[test]
fn places_beyond_those_that_are_shown_are_counted_in_the_singular_and_the_plural() {
    let shown = |count: usize, lang| {
        let positions: Vec<Value> = (0..count)
            .map(|n| {
                with(of(company(), &["lead"], "implement"), json!({"matters": [format!("m{n}")]}))
            })
            .collect();
        let matters: Vec<Value> =
            (0..count).map(|n| json!({"key": format!("m{n}"), "name": "M"})).collect();
        audit(&document(json!({"matters": matters, "positions": positions}))).to_text(lang)
    };
    let line =
        |text: &str| text.lines().find(|line| line.contains("more place")).map(str::to_owned);
    assert_eq!(line(&shown(6, Lang::En)), None);
    assert_eq!(line(&shown(7, Lang::En)).unwrap().trim(), "and 1 more place");
    assert_eq!(line(&shown(8, Lang::En)).unwrap().trim(), "and 2 more places");
    assert!(shown(7, Lang::Zh).contains("另有 1 处"));
}
