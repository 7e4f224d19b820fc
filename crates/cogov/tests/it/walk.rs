//! The page that walks a case through: each entry in it is taken or refused as the page says.

use cogov::act::Entry;
use cogov::case::Case;
use cogov::{Charter, Lang};

const PAGE: &str = include_str!("../../../../docs/walk-a-case.md");

/// The fenced blocks of the page, in order: the language and the text of each.
fn blocks() -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    let mut open: Option<(&str, String)> = None;
    for line in PAGE.lines() {
        open = match (open.take(), line.strip_prefix("```")) {
            (None, Some(language)) => Some((language, String::new())),
            (Some(block), Some(_)) => {
                found.push(block);
                None
            }
            (Some((language, text)), None) => Some((language, text + line + "\n")),
            (None, None) => None,
        };
    }
    assert!(open.is_none(), "a block is not closed");
    found
}

/// What an entry comes to: what stands against it, or the phase and what is owed after it.
fn answer(case: &mut Case, entry: &Entry) -> String {
    let mut lines = Vec::new();
    match case.perform(entry) {
        Err(refused) => {
            for refusal in refused.refusals() {
                let (code, message) = (refusal.code(), refusal.message(Lang::En));
                lines.push(format!("refused: {code}: {message}"));
                lines.push(format!("    {}", refusal.help(Lang::En)));
            }
        }
        Ok(_) => {
            lines.push(format!("taken: {}", case.state().phase().label(Lang::En)));
            let board = case.board(entry.at(), Lang::En);
            for row in board.rows() {
                // Who, what, to whom, by when.
                let [who, what, _, by, ..] = row.as_slice() else { panic!("a row of the board") };
                let by = if by.is_empty() { String::new() } else { format!(", by {by}") };
                lines.push(format!("    {who}: {what}{by}"));
            }
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn every_entry_of_the_page_comes_to_what_the_page_says() {
    let blocks = blocks();
    let mut blocks = blocks.iter().filter(|(language, _)| ["json", "text"].contains(language));
    let (_, charter) = blocks.next().unwrap();
    let charter = Charter::from_json(charter).unwrap_or_else(|error| panic!("{error:?}"));
    let mut case = Case::open(charter, "0192f000-0000-7000-8000-0000000000e1".parse().unwrap());
    let (mut page, mut found) = (Vec::new(), Vec::new());
    while let Some((language, text)) = blocks.next() {
        assert_eq!(*language, "json", "an answer without an entry: {text}");
        let entry = Entry::from_json(text).unwrap_or_else(|error| panic!("{text}{error:?}"));
        let (language, said) = blocks.next().unwrap();
        assert_eq!(*language, "text", "an entry without an answer: {text}");
        page.push(format!("{text}{said}"));
        found.push(format!("{text}{}", answer(&mut case, &entry)));
    }
    assert_eq!(page.join("\n"), found.join("\n"));
    assert!(page.len() > 20, "the page walks a whole case");
    assert!(case.state().ended().is_some(), "the case comes to its end");
}
