//! The papers that offices file.

use cogov::Lang;
use cogov::values::SessionId;

use super::parking::{opened, until};

fn ended() -> cogov::case::Case {
    let mut case = opened();
    until(&mut case, "2027-01-01T00:00:00Z".parse().expect("a moment"));
    case
}

#[test]
fn there_is_a_sheet_for_each_step_that_was_done_and_none_for_others() {
    let case = ended();
    let sheets = case.sheets(Lang::Zh);
    let text: Vec<String> = sheets.iter().map(|sheet| sheet.to_text()).collect();
    insta::assert_snapshot!(text.join("\n"));
    assert!(case.step_sheet(&"second-meeting".parse().unwrap(), Lang::En).is_none());
}

#[test]
fn a_session_has_an_invitation_a_sign_in_list_and_minutes() {
    let case = ended();
    let session: SessionId = "0192f000-0000-7000-8000-0000000000a1".parse().unwrap();
    let papers = [
        case.invitation(session, Lang::En),
        case.sign_in_list(session, Lang::En),
        case.minutes(session, Lang::Zh),
    ];
    let text: Vec<String> = papers.into_iter().flatten().map(|sheet| sheet.to_markdown()).collect();
    assert_eq!(text.len(), 3);
    insta::assert_snapshot!(text.join("\n"));
}
