//! What is due, as a file that calendar programs read.

use cogov::act::Entry;
use cogov::case::{Case, DueCalendar};
use cogov::{Instant, Lang};

use super::parking::{ENTRIES, opened, until};

fn case_at(moment: &str) -> Case {
    let mut case = opened();
    until(&mut case, at(moment));
    case
}

fn at(moment: &str) -> Instant {
    moment.parse().expect("a moment")
}

/// The lines of a file as they were before they were folded.
fn lines(file: &str) -> Vec<String> {
    assert!(file.ends_with("\r\n"));
    for line in file.split_terminator("\r\n") {
        assert!(line.len() <= 75, "a line of more than 75 bytes: {line}");
        assert!(!line.contains(['\r', '\n']), "a line end within a line: {line:?}");
    }
    let unfolded = file.replace("\r\n ", "");
    unfolded.split_terminator("\r\n").map(str::to_owned).collect()
}

#[test]
fn the_file_has_a_to_do_for_whatever_is_due_and_an_event_for_a_session_to_come() {
    let mut shown = Vec::new();
    for (moment, lang) in [
        ("2026-06-13T09:00:00+08:00", Lang::En),
        ("2026-08-13T09:00:00+08:00", Lang::En),
        ("2026-08-13T09:00:00+08:00", Lang::Zh),
    ] {
        let now = at(moment);
        let case = case_at(moment);
        let file = case.due_calendar(now, lang).to_string();
        let lines = lines(&file);
        let todos = lines.iter().filter(|line| *line == "BEGIN:VTODO").count();
        assert_eq!(todos, case.due(now).len(), "{moment}");
        shown.push(lines.join("\n"));
    }
    insta::assert_snapshot!(shown.join("\n\n"));
}

#[test]
fn a_later_file_names_the_same_things_by_the_same_identifiers() {
    let identifiers = |moment: &str| {
        let file = case_at("2026-08-10T09:00:00+08:00").due_calendar(at(moment), Lang::En);
        let lines = lines(&file.to_string());
        let uids: Vec<String> = lines.into_iter().filter(|line| line.starts_with("UID")).collect();
        uids
    };
    let known = identifiers("2026-08-10T10:00:00+08:00");
    assert!(known.len() >= 2);
    assert_eq!(known, identifiers("2026-08-12T23:00:00+08:00"));
}

#[test]
fn several_cases_go_into_one_file_and_nothing_is_a_file_too() {
    let moment = "2026-08-13T09:00:00+08:00";
    let (case, now) = (case_at(moment), at(moment));
    let mut calendar = DueCalendar::new(now, Lang::En);
    assert_eq!(lines(&calendar.to_string()).len(), 5, "nothing but what each file has");
    calendar.add_due(&case, &case.due(now)).add_due(&case_at("2026-06-01T23:00:00+08:00"), &[]);
    assert_eq!(calendar.to_string().matches("BEGIN:VCALENDAR").count(), 1);
    assert_eq!(calendar.to_string().matches("BEGIN:VTODO").count(), case.due(now).len());
}

#[test]
fn what_people_wrote_cannot_break_out_of_its_line() {
    let mut case = case_at("2026-06-12T09:30:00+08:00");
    let line = ENTRIES.lines().find(|line| line.contains("convene")).unwrap();
    let mut convene: serde_json::Value = serde_json::from_str(line).unwrap();
    convene["with"]["starts"] = "2026-06-18T23:30:00.5+08:00".into();
    convene["with"]["venue"] = serde_json::json!({
        "en": "2, Bamboo Road; \\ hall\r\nEND:VEVENT\nBEGIN:VEVENT 竹园路二号竹园路二号竹园路二号",
    });
    case.perform(&Entry::from_json(&convene.to_string()).unwrap()).unwrap();
    let file = case.due_calendar(at("2026-06-13T09:00:00+08:00"), Lang::En).to_string();
    let lines = lines(&file);
    assert_eq!(lines.iter().filter(|line| *line == "BEGIN:VEVENT").count(), 1);
    assert!(lines.contains(&"DTSTART:20260618T153000Z".to_owned()), "{file}");
    let venue = r"LOCATION:2\, Bamboo Road\; \\ hall\nEND:VEVENT\nBEGIN:VEVENT 竹园路二号竹园路二号竹园路二号";
    assert!(lines.contains(&venue.to_owned()), "{file}");
}
