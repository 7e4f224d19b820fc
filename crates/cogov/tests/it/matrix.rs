//! The responsibility matrix: a view of the positions, in four forms.

use cogov::charter::{Involvement, LeadFlaw};
use cogov::position::Right;
use cogov::{Charter, Function, Holder, Lang};
use insta::assert_snapshot;
use serde_json::json;

use crate::charter::{day, document, load, today};

fn platform() -> Charter {
    Charter::builtin("cuizhuyuan-found").unwrap()
}

#[test]
fn the_matrix_of_the_four_party_platform_as_text() {
    let matrix = platform().matrix(today());
    assert_snapshot!("text_en", matrix.to_text(Lang::En));
    assert_snapshot!("text_zh", matrix.to_text(Lang::Zh));
    assert_eq!(matrix.to_string(), matrix.to_text(Lang::En));
}

#[test]
fn the_matrix_of_the_four_party_platform_as_markdown_and_csv() {
    let matrix = platform().matrix(today());
    assert_snapshot!("markdown", matrix.to_markdown(Lang::En));
    assert_snapshot!("csv", matrix.to_csv(Lang::Zh));
}

#[test]
fn every_mark_is_a_right_and_every_right_has_a_mark() {
    for name in Charter::builtins() {
        let charter = Charter::builtin(name).unwrap();
        let matrix = charter.matrix(today());
        for row in matrix.rows() {
            let mut setting = charter.on(today());
            if let Some(matter) = row.matter() {
                setting = setting.about(matter).unwrap();
            }
            if let Some(place) = row.place() {
                setting = setting.at(place).unwrap();
            }
            let function = row.function();
            for (holder, cell) in matrix.holders().iter().zip(row.cells()) {
                let rights = setting.rights_of(holder);
                let has = |right: Right| rights.iter().any(|(own, _)| *own == right);
                for (mark, right) in [
                    (Involvement::Answers, Right::Lead(function)),
                    (Involvement::Performs, Right::Power(function)),
                    (Involvement::Helps, Right::Support(function)),
                    (Involvement::Barred, Right::Bar(function)),
                    (Involvement::Leadership, Right::Leadership(function)),
                ] {
                    assert_eq!(cell.contains(&mark), has(right), "{name}: {holder:?} {right:?}");
                }
                let supervises =
                    has(Right::Lead(Function::Supervise)) || has(Right::Power(Function::Supervise));
                let marked = cell.contains(&Involvement::Supervises);
                assert_eq!(marked, supervises && function == Function::Implement, "{name}");
            }
        }
    }
}

#[test]
fn a_row_says_whether_nobody_one_or_several_lead() {
    let lead = |party: &str, more: serde_json::Value| {
        let mut position =
            json!({"holder": {"party": party}, "kinds": ["lead"], "functions": ["implement"]});
        position.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        position
    };
    let flaws = |positions: Vec<serde_json::Value>| {
        let charter = load(&document(json!({"positions": positions, "matters": [
            {"key": "commons", "name": "Commons"},
            {"key": "parking", "name": "Parking", "parent": "commons"}
        ]})));
        let rows = charter.matrix(today());
        rows.rows().iter().map(cogov::charter::MatrixRow::flaw).collect::<Vec<_>>()
    };
    let parking = || json!({"matters": ["parking"]});
    let help = json!({"holder": {"party": "company"}, "kinds": ["support"],
                      "functions": ["implement"]});
    assert_eq!(flaws(vec![help.clone()]), [Some(LeadFlaw::Gap)]);
    assert_eq!(flaws(vec![lead("company", json!({}))]), [None]);
    assert_eq!(flaws(vec![help, lead("company", parking())]), [Some(LeadFlaw::InPart), None]);
    // Where nothing is held of the whole, the whole has no row.
    assert_eq!(flaws(vec![lead("company", parking())]), [None]);
    let both = vec![lead("company", json!({})), lead("committee", json!({}))];
    assert_eq!(flaws(both), [Some(LeadFlaw::Overlap)]);
    let narrower = vec![lead("company", json!({})), lead("committee", parking())];
    assert_eq!(flaws(narrower), [None, None]);
}

#[test]
fn a_lead_that_is_over_no_longer_leads_in_part() {
    let charter = load(&document(json!({
        "matters": [{"key": "parking", "name": "Parking"}],
        "positions": [
            {"holder": {"party": "company"}, "kinds": ["lead"], "functions": ["implement"],
             "matters": ["parking"], "valid": {"until": "2026-06-01"}},
            {"holder": {"party": "company"}, "kinds": ["power"], "functions": ["implement"]}
        ]
    })));
    let flaw = |on| charter.matrix(day(on)).rows()[0].flaw();
    assert_eq!(flaw("2026-05-31"), Some(LeadFlaw::InPart));
    assert_eq!(flaw("2026-06-01"), Some(LeadFlaw::Gap));
}

#[test]
fn whoever_holds_nothing_on_the_day_has_no_column() {
    let charter = load(&document(json!({"positions": [
        {"holder": {"party": "company"}, "kinds": ["lead"], "functions": ["implement"],
         "valid": {"until": "2026-06-01"}},
        {"holder": "anyone", "kinds": ["claim"], "claims": ["verify"]}
    ]})));
    assert_eq!(charter.matrix(day("2026-05-31")).holders().len(), 2);
    assert_eq!(charter.matrix(today()).holders(), [Holder::Anyone]);
}

#[test]
fn a_charter_without_positions_has_an_empty_matrix() {
    let matrix = load(&document(json!({}))).matrix(today());
    assert!(matrix.rows().is_empty() && matrix.holders().is_empty());
    assert_eq!(matrix.to_csv(Lang::En), "function,matter,place,flaw\r\n");
}
