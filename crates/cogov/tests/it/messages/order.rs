//! In which order problems stand, and at which lines.

use super::*;

fn lines(error: &Invalid) -> Vec<(String, usize)> {
    let line = |problem: &Problem| problem.location().unwrap().line();
    error.problems().iter().map(|p| (p.path().to_string(), line(p))).collect()
}

#[test]
fn problems_stand_in_the_order_of_lines_whatever_check_finds_them() {
    // References of a later check first, then those of an earlier one; in both phases.
    let unresolved = refusal(
        r#"{
  "positions": [{"holder": {"party": "nobody"}, "kinds": ["lead"], "functions": ["plan"]}],
  "seats": [{"key": "s", "name": "S", "body": "nobody"}],
  "matters": [{"key": "a", "name": "A", "parent": "b"},
              {"key": "a", "name": "A"}],
  "format": "cogov/1", "key": "x", "version": 1, "title": "X"
}"#,
    );
    let expected = [
        ("positions[0].holder.party", 2),
        ("seats[0].body", 3),
        ("matters[0].parent", 4),
        ("matters[1].key", 5),
    ];
    assert_eq!(lines(&unresolved), expected.map(|(path, line)| (path.to_owned(), line)));
    let unread = refusal("{\n\"titel\": 1,\n\"version\": 0,\n\"key\": \"X\",\n\"format\": 1}");
    let order: Vec<usize> = lines(&unread).into_iter().map(|(_, line)| line).collect();
    assert!(order.is_sorted(), "{}", unread.to_text(Lang::En));
}

#[test]
fn a_problem_within_a_field_that_stands_twice_is_located_at_the_one_that_is_read() {
    let error = Charter::from_json(
        r#"{
  "format": "cogov/1", "key": "x", "version": 1,
  "title": {"en": ""},
  "title": {"en": "X"}
}"#,
    )
    .unwrap_err();
    let expected = [("title.en".to_owned(), 3), ("title".to_owned(), 4)];
    assert_eq!(lines(&error), expected);
    assert_eq!(error.problems()[1].code().as_str(), "duplicate-field");
}
