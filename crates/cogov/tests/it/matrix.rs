//! The responsibility matrix: a view of the positions, in four forms.

mod left_out;

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
            for (column, holder) in matrix.holders().iter().enumerate() {
                let cell = row.cell(column);
                let rights = setting.rights_of(holder).unwrap();
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
                let is_watched = [Function::Decide, Function::Implement].contains(&function);
                assert!(marked || !(supervises && is_watched), "{name}");
                // Whoever supervises more than the row does so though others are nearer.
                let anywhere = charter.positions_of(holder).unwrap().any(|held| {
                    held.position().functions().contains(&Function::Supervise)
                        && held.position().in_force_on(today())
                });
                assert!(!marked || (anywhere && is_watched), "{name}");
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
    assert_eq!(flaws(vec![help.clone()]), [Some(LeadFlaw::Open)]);
    let nobody = json!({"none": true, "kinds": ["lead"], "functions": ["implement"]});
    assert_eq!(flaws(vec![help.clone(), nobody.clone()]), [Some(LeadFlaw::Gap)]);
    assert_eq!(flaws(vec![nobody]), [Some(LeadFlaw::Gap)]);
    // A claim alone does not make it a function that somebody should lead.
    let heard = json!({"holder": "affected", "kinds": ["claim"], "claims": ["verify"]});
    assert_eq!(flaws(vec![heard]), [None]);
    // All listed matters are led, if not together.
    let all = lead("company", json!({"matters": ["commons"]}));
    assert_eq!(flaws(vec![help.clone(), all]), [None, None]);
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
        "matters": [{"key": "parking", "name": "Parking"}, {"key": "garden", "name": "Garden"}],
        "positions": [
            {"holder": {"party": "company"}, "kinds": ["lead"], "functions": ["implement"],
             "matters": ["parking"], "valid": {"until": "2026-06-01"}},
            {"holder": {"party": "company"}, "kinds": ["power"], "functions": ["implement"]}
        ]
    })));
    let flaw = |on| charter.matrix(day(on)).rows()[0].flaw();
    assert_eq!(flaw("2026-05-31"), Some(LeadFlaw::InPart));
    assert_eq!(flaw("2026-06-01"), Some(LeadFlaw::Open));
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

#[test]
fn whoever_supervises_at_a_place_above_supervises_decisions_and_work_below() {
    let position = |party: &str, kind: &str, function: &str, place: &str| {
        json!({"holder": {"party": party}, "kinds": [kind], "functions": [function],
               "places": [place]})
    };
    let charter = load(&document(json!({
        "places": [
            {"key": "street", "name": "Street", "kind": "subdistrict"},
            {"key": "community", "name": "Community", "kind": "community", "parent": "street"}
        ],
        "positions": [
            position("committee", "power", "supervise", "street"),
            position("company", "lead", "implement", "community"),
            position("company", "lead", "decide", "community"),
            position("company", "lead", "plan", "community"),
            {"holder": "affected", "kinds": ["power"], "functions": ["supervise"],
             "places": ["community"]}
        ]
    })));
    let matrix = charter.matrix(today());
    let supervisors = |function: Function| -> Vec<usize> {
        let mut rows = matrix.rows().iter();
        let row = rows.find(|row| row.function() == function).unwrap();
        let marked = row.cells().filter(|(_, marks)| marks.contains(&Involvement::Supervises));
        marked.map(|(column, _)| column).collect()
    };
    // The narrower supervision of those affected does not relieve the committee above.
    assert_eq!(supervisors(Function::Implement), [0, 2]);
    assert_eq!(supervisors(Function::Decide), [0, 2]);
    assert!(supervisors(Function::Plan).is_empty());
}

#[test]
fn the_marks_of_the_matrix_are_the_findings_of_the_audit() {
    for name in Charter::builtins() {
        let charter = Charter::builtin(name).unwrap();
        let audit = charter.audit(today());
        let found = |code, basis, function: Function| {
            let about = cogov::audit::Subject::Function(function);
            audit.findings().iter().any(|finding| {
                (finding.code(), finding.basis()) == (code, basis)
                    && finding.subjects().contains(&about)
            })
        };
        for row in charter.matrix(today()).rows() {
            use cogov::FindingCode;
            use cogov::audit::Basis;
            let function = row.function();
            let is_found = match row.flaw() {
                None | Some(LeadFlaw::InPart) => continue,
                Some(LeadFlaw::Gap) => found(FindingCode::Gap, Basis::Stated, function),
                Some(LeadFlaw::Open) => found(FindingCode::Gap, Basis::Silent, function),
                Some(LeadFlaw::Overlap) => found(FindingCode::Overlap, Basis::Stated, function),
                Some(other) => panic!("a flaw that the test does not know: {other:?}"),
            };
            assert!(is_found, "{name}: {function:?} {:?}", row.flaw());
        }
    }
}

#[test]
fn a_legend_tells_what_is_stated_from_what_is_left_open() {
    let matrix = platform().matrix(today());
    let text = matrix.to_text(Lang::En);
    assert!(text.contains("GAP and OVERLAP follow from what the charter states"), "{text}");
    assert!(matrix.to_markdown(Lang::Zh).contains("未定：章程没有规定由谁牵头"));
    assert!(LeadFlaw::ALL.iter().all(|flaw| {
        let is_stated = [LeadFlaw::Gap, LeadFlaw::Overlap].contains(flaw);
        is_stated == flaw.label(Lang::En).starts_with(char::is_uppercase)
    }));
}

#[test]
fn where_two_leads_cross_there_is_a_row_as_the_audit_reports_an_overlap() {
    let lead = |holder: &str, matters: Option<&str>, place: Option<&str>| {
        let mut position = json!({"holder": {"party": holder}, "kinds": ["lead"],
            "functions": ["implement"]});
        if let Some(matter) = matters {
            position["matters"] = json!([matter]);
        }
        if let Some(place) = place {
            position["places"] = json!([place]);
        }
        position
    };
    let charter = |positions: serde_json::Value| {
        load(&document(json!({
            "matters": [{"key": "parking", "name": "Parking"}, {"key": "lifts", "name": "Lifts"}],
            "places": [{"key": "court", "name": "Court", "kind": "compound"},
                       {"key": "block", "name": "Block", "kind": "building", "parent": "court"}],
            "positions": positions
        })))
    };
    let rows =
        |positions: serde_json::Value| -> Vec<(Option<String>, Option<String>, Option<LeadFlaw>)> {
            let charter = charter(positions);
            let matrix = charter.matrix(today());
            let overlaps = charter
                .audit(today())
                .findings()
                .iter()
                .filter(|finding| finding.code().as_str() == "overlap")
                .count();
            let marked =
                matrix.rows().iter().filter(|row| row.flaw() == Some(LeadFlaw::Overlap)).count();
            assert_eq!(overlaps > 0, marked > 0, "the matrix shows what the audit finds");
            matrix
                .rows()
                .iter()
                .map(|row| {
                    (
                        row.matter().map(|m| m.to_string()),
                        row.place().map(|p| p.to_string()),
                        row.flaw(),
                    )
                })
                .collect()
        };
    let row = |matter: Option<&str>, place: Option<&str>, flaw: Option<LeadFlaw>| {
        (matter.map(str::to_owned), place.map(str::to_owned), flaw)
    };
    let on_parking = lead("company", Some("parking"), None);
    let at_court = lead("committee", None, Some("court"));
    assert_eq!(
        rows(json!([on_parking, at_court])),
        [
            row(None, Some("court"), None),
            row(Some("parking"), None, None),
            row(Some("parking"), Some("court"), Some(LeadFlaw::Overlap)),
        ]
    );
    // Of one party there is nothing to see, nor where a narrower lead settles it.
    assert_eq!(rows(json!([on_parking, lead("company", None, Some("court"))])).len(), 2);
    let settled =
        rows(json!([on_parking, at_court, lead("company", Some("parking"), Some("court"))]));
    assert_eq!(settled[2], row(Some("parking"), Some("court"), None));
    // Leads that do not meet, or of which one is narrower, have no such row.
    assert_eq!(rows(json!([on_parking, lead("committee", Some("lifts"), Some("court"))])).len(), 2);
    assert_eq!(
        rows(json!([on_parking, lead("committee", Some("parking"), Some("court"))])).len(),
        2
    );
    assert_eq!(rows(json!([at_court, lead("company", None, Some("block"))])).len(), 2);
}

#[test]
fn who_is_barred_from_a_power_does_not_perform_in_the_matrix() {
    let row = |bar: bool| {
        let mut kinds = vec!["lead", "power"];
        kinds.extend(bar.then_some("bar"));
        let positions: Vec<_> = kinds
            .into_iter()
            .map(|kind| {
                json!({"holder": {"party": "company"}, "kinds": [kind], "functions": ["implement"]})
            })
            .collect();
        let matrix = load(&document(json!({"positions": positions}))).matrix(today());
        assert_eq!(matrix.rows().len(), 1);
        matrix.rows()[0].cell(0).contains(&Involvement::Performs)
    };
    assert_eq!((row(false), row(true)), (true, false));
}

#[test]
fn a_function_that_only_a_step_performs_has_a_row_and_no_other_function_has_one() {
    let charter = load(&document(json!({"procedures": [{"key": "way", "name": "Way", "steps": [
        {"key": "talk", "name": "Talk", "function": "deliberate"}]}]})));
    let matrix = charter.matrix(today());
    let functions: Vec<Function> = matrix.rows().iter().map(|row| row.function()).collect();
    assert_eq!(functions, [Function::Deliberate]);
}
