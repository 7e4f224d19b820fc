//! The story of a case, as people read it.

use cogov::Lang;

use super::parking::{opened, until};

#[test]
fn the_story_goes_from_the_appeal_to_the_outcome_in_both_languages() {
    let mut case = opened();
    until(&mut case, "2027-01-01T00:00:00Z".parse().expect("a moment"));
    let story = |lang| case.explain(lang);
    insta::assert_snapshot!(format!(
        "{}\n{}",
        story(Lang::En).to_text(),
        story(Lang::Zh).to_markdown()
    ));
}

#[test]
fn an_open_case_ends_with_who_answers_for_what_is_open() {
    let mut case = opened();
    until(&mut case, "2026-07-15T09:00:00+08:00".parse().expect("a moment"));
    let html = case.explain(Lang::En).to_html();
    assert!(
        html.contains("Property service company: Put up bollards on the fire lane, by 2026-08-06"),
        "{html}"
    );
}
