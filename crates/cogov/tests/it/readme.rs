//! What the pages for readers show is true: their charters load, their excerpts of output are what
//! comes out, and their tables are complete. (Their Rust runs as documentation tests.)

use std::collections::{BTreeMap, BTreeSet};

use cogov::audit::{Basis, Severity};
use cogov::values::bounds;
use cogov::{Audit, Charter, Date, FindingCode, Lang};
use serde_json::Value;

const ENGLISH: &str = include_str!("../../../../README.md");
const CHINESE: &str = include_str!("../../../../README.zh.md");
const FORMAT: &str = include_str!("../../../../docs/charter-format.md");

fn day() -> Date {
    Date::new(2026, 6, 1).unwrap()
}

/// The fenced blocks of a language, in order, each with the line on which it begins.
fn blocks<'p>(page: &'p str, language: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut open: Option<&'p str> = None;
    for (number, line) in (1..).zip(page.lines()) {
        match (open, line.strip_prefix("```")) {
            (None, Some(name)) => {
                open = Some(name);
                if name == language {
                    found.push((number, String::new()));
                }
            }
            (Some(_), Some(_)) => open = None,
            (Some(name), None) if name == language => {
                let (_, text) = found.last_mut().unwrap();
                text.push_str(line);
                text.push('\n');
            }
            (Some(_) | None, None) => {}
        }
    }
    assert_eq!(open, None, "a block is not closed");
    found
}

fn load(line: usize, text: &str) -> Charter {
    Charter::from_json(text).unwrap_or_else(|error| {
        panic!("the charter at line {line} does not load: {:?}", error.problems())
    })
}

#[test]
fn charters_of_the_readmes_load_and_are_found_to_be_what_the_text_says() {
    for page in [ENGLISH, CHINESE] {
        let charters = blocks(page, "json");
        assert!(!charters.is_empty());
        for (line, text) in charters {
            let charter = load(line, &text);
            let stated = charter.audit(day()).codes(Basis::Stated);
            for code in [FindingCode::NoSchedule, FindingCode::PowerlessDuty] {
                assert!(stated.contains(&code), "line {line}: {code}");
                assert!(page.contains(&format!("`{}`", code.as_str())));
            }
            assert_eq!(FindingCode::NoSchedule.severity(), Severity::Warning);
            assert_eq!(FindingCode::PowerlessDuty.severity(), Severity::Error);
        }
    }
}

/// What the example prints of an audit, as it words it.
fn findings(audit: &Audit, lang: Lang) -> Vec<String> {
    let grave = audit.findings().iter().filter(|f| f.severity() <= Severity::Warning);
    grave
        .flat_map(|finding| {
            let (severity, code) = (finding.severity().label(lang), finding.code().label(lang));
            let head = match lang {
                Lang::En => format!("{severity} ({code}): {}", finding.explanation(lang)),
                Lang::Zh => format!("{severity}（{code}）：{}", finding.explanation(lang)),
            };
            let sources = finding.causes().iter().filter_map(|cause| cause.source());
            let sources = sources.map(|source| format!("    {}", source.get(lang)));
            let remedy = format!("    → {}", finding.remedy(lang));
            [head].into_iter().chain(sources).chain([remedy]).collect::<Vec<_>>()
        })
        .collect()
}

/// The output of the example `four_party`, as far as the pages show it.
fn example(lang: Lang) -> Vec<String> {
    let [found, recommended, completed] =
        ["cuizhuyuan-found", "cuizhuyuan-recommended", "cuizhuyuan-completed"]
            .map(|name| Charter::builtin(name).unwrap());
    let (before, after) = (found.audit(day()), recommended.audit(day()));
    let mut lines: Vec<String> =
        found.matrix(day()).to_text(lang).lines().map(str::to_owned).collect();
    lines.extend(findings(&before, lang));
    lines.extend(found.diff(&recommended).to_text(lang).lines().map(str::to_owned));
    let (old, new) = (before.codes(Basis::Stated), after.codes(Basis::Stated));
    let gone: Vec<&str> = old.difference(&new).map(|code| code.label(lang)).collect();
    lines.push(match lang {
        Lang::En => format!("repaired: {}", gone.join(", ")),
        Lang::Zh => format!("已解决：{}", gone.join("、")),
    });
    lines.extend(findings(&after, lang));
    if completed.audit(day()).findings().iter().all(|f| f.severity() == Severity::Note) {
        lines.push(match lang {
            Lang::En => "No error and no warning.".to_owned(),
            Lang::Zh => "没有错误，没有警告。".to_owned(),
        });
    }
    lines
}

/// What a line of a matrix says of some of its columns: its title, these cells, and the flag.
fn of_columns<'l>(printed: &'l str, columns: &[usize], all: usize) -> Option<Vec<&'l str>> {
    let words: Vec<&str> = printed.split_whitespace().collect();
    let (title, rest) = words.split_first()?;
    let (cells, flag) = rest.split_at_checked(all)?;
    let cells: Option<Vec<&str>> =
        columns.iter().map(|number| cells.get(number - 1).copied()).collect();
    Some([title].into_iter().copied().chain(cells?).chain(flag.iter().copied()).collect())
}

#[test]
fn excerpts_of_the_example_are_what_it_prints_in_that_order() {
    for (page, lang) in [(ENGLISH, Lang::En), (CHINESE, Lang::Zh)] {
        let output = example(lang);
        let mut rest = output.iter();
        let all = Charter::builtin("cuizhuyuan-found").unwrap().matrix(day()).holders().len();
        let (line, excerpt) = blocks(page, "text").into_iter().next().unwrap();
        let mut lines = excerpt.lines();
        // Of the matrix some columns, by their numbers.
        let header = lines.next().unwrap().split_whitespace().map(str::parse);
        let columns: Vec<usize> = header.collect::<Result<_, _>>().unwrap();
        assert!(columns.is_sorted_by(|a, b| a < b) && columns.len() < all);
        let mut rows = 0;
        for shown in lines.filter(|shown| *shown != "…") {
            let words: Vec<&str> = shown.split_whitespace().collect();
            let is_row = words.iter().any(|word| ["·", "AR"].contains(word));
            rows += usize::from(is_row);
            assert!(
                rest.any(|printed| match is_row {
                    true => of_columns(printed, &columns, all).as_ref() == Some(&words),
                    false => printed.trim_end() == shown,
                }),
                "{lang}, block at line {line}: the example does not print {shown:?} there"
            );
        }
        assert!(excerpt.lines().count() > 10 && rows == 3);
    }
}

/// The rows of tables whose first cell is one or more names in code marks: names, and the row.
fn rows(page: &str) -> impl Iterator<Item = (Vec<&str>, &str)> {
    page.lines().filter_map(|line| {
        let cell = line.strip_prefix("| `")?.split(" | ").next()?;
        let names = cell
            .split('`')
            .filter(|part| part.chars().next().is_some_and(|first| first.is_ascii_alphanumeric()));
        Some((names.collect(), line))
    })
}

#[test]
fn tables_of_the_readmes_list_every_built_in_charter_and_every_finding_with_its_severity() {
    for (page, lang) in [(ENGLISH, Lang::En), (CHINESE, Lang::Zh)] {
        let listed: Vec<&str> = rows(page).flat_map(|(names, _)| names).collect();
        for name in Charter::builtins() {
            assert_eq!(listed.iter().filter(|n| **n == name).count(), 1, "{lang}: {name}");
        }
        for code in FindingCode::ALL {
            let mut of_code = rows(page).filter(|(names, _)| *names == [code.as_str()]);
            let (_, row) = of_code.next().unwrap_or_else(|| panic!("{lang}: no row for {code}"));
            // What is only ever left out is a note.
            let is_stated = code.bases().contains(&Basis::Stated);
            let severity = if is_stated { code.severity() } else { Severity::Note };
            assert!(row.split(" | ").any(|cell| cell == severity.label(lang)), "{row}");
            assert!(lang == Lang::En || row.contains(code.label(lang)), "{row}");
            assert!(of_code.next().is_none(), "{lang}: two rows for {code}");
        }
        let known = Charter::builtins().count() + FindingCode::ALL.len();
        assert_eq!(listed.len(), known, "{lang}: something is listed that there is not");
    }
}

/// Adds a block of the format's page to the charter that grows there: lists are appended to, an
/// entry of a known key is replaced, everything else is set.
fn add(charter: &mut Value, block: Value) {
    let (Value::Object(charter), Value::Object(block)) = (charter, block) else {
        panic!("a block is an object");
    };
    for (name, value) in block {
        match (charter.get_mut(&name), value) {
            (Some(Value::Array(entries)), Value::Array(more)) => {
                for entry in more {
                    let same = |known: &Value| {
                        known.get("key").is_some() && known.get("key") == entry.get("key")
                    };
                    match entries.iter().position(same) {
                        Some(at) => entries[at] = entry,
                        None => entries.push(entry),
                    }
                }
            }
            (_, value) => {
                charter.insert(name, value);
            }
        }
    }
}

/// The charter of the format's page after each of its blocks.
fn growing() -> Vec<(usize, Charter)> {
    let mut charter = Value::Object(serde_json::Map::new());
    blocks(FORMAT, "json")
        .into_iter()
        .map(|(line, text)| {
            let block: Value = serde_json::from_str(&text)
                .unwrap_or_else(|error| panic!("block at line {line}: {error}"));
            if block.get("format").is_some() {
                charter = Value::Object(serde_json::Map::new());
            }
            add(&mut charter, block);
            (line, load(line, &charter.to_string()))
        })
        .collect()
}

#[test]
fn the_charter_of_the_formats_page_loads_after_every_step() {
    let steps = growing();
    assert!(steps.len() >= 10);
    for pair in steps.windows(2) {
        let [(_, before), (line, after)] = pair else { panic!("a window of two") };
        assert!(before != after, "the block at line {line} changes nothing");
    }
}

#[test]
fn the_finished_charter_of_the_formats_page_has_only_the_findings_that_it_names() {
    let (_, finished) = growing().pop().unwrap();
    let audit = finished.audit(day());
    assert_eq!(audit.open(Severity::Warning).count(), 0, "{audit}");
    let accepted: Vec<FindingCode> = audit
        .findings()
        .iter()
        .filter(|finding| finding.acknowledged().is_some())
        .map(cogov::Finding::code)
        .collect();
    assert_eq!(accepted, [FindingCode::NoTraining]);
    assert!(audit.stale_acknowledgements().is_empty());
    assert_eq!(finished.triage_table().unwrap().rows().len(), 4);
}

#[test]
fn whoever_advises_in_the_charter_of_the_formats_page_has_the_power_to() {
    let (_, charter) = growing().pop().unwrap();
    let table = charter.triage_table().unwrap();
    let advising = table.rows().filter_map(|row| match row.route() {
        cogov::triage::Destination::ConsultWithAdvisers { advisers, .. } => Some(advisers),
        _ => None,
    });
    let advisers: Vec<_> = advising.collect();
    assert!(!advisers.is_empty());
    let (court, place) = ("court".parse().unwrap(), "compound".parse().unwrap());
    let procedure = charter.compiled(&court).unwrap();
    let takes_advice = |step: &cogov::procedure::CompiledStep| {
        step.completes() == cogov::procedure::Completion::Advise
    };
    assert!(procedure.steps().iter().any(takes_advice), "no step in which anybody could advise");
    for matter in ["commons", "parking", "neighbours"] {
        let setting =
            charter.on(day()).about(&matter.parse().unwrap()).unwrap().at(&place).unwrap();
        let may = setting.who_may(cogov::Function::Deliberate);
        for adviser in &advisers {
            assert!(may.iter().any(|held| held.holder() == *adviser), "{adviser:?} on {matter}");
        }
    }
}

#[test]
fn an_agenda_by_a_dimension_without_a_scale_is_refused_as_the_formats_page_says() {
    let (_, charter) = growing().pop().unwrap();
    for (order, is_taken) in [("attention", true), ("urgency", false), ("commonality", false)] {
        let mut document: Value = serde_json::from_str(&charter.to_json()).unwrap();
        document["agenda"]["order"] = serde_json::json!([order]);
        let codes = match Charter::from_json(&document.to_string()) {
            Ok(_) => Vec::new(),
            Err(error) => error.problems().iter().map(|one| one.code().as_str()).collect(),
        };
        let expected: &[&str] = if is_taken { &[] } else { &["unknown-key"] };
        assert_eq!(codes, expected, "{order}");
    }
}

#[test]
fn the_result_is_not_posted_before_the_vote_in_the_charter_of_the_formats_page() {
    let (_, charter) = growing().pop().unwrap();
    let procedure = charter.compiled(&"court".parse().unwrap()).unwrap();
    let [vote, post] = ["ballot", "post-result"].map(|key| procedure.find(key).unwrap());
    assert!(procedure.step(post).unwrap().after().contains(vote));
}

#[test]
fn the_formats_page_shows_the_canonical_form_and_the_digest_of_its_first_charter() {
    let (_, first) = growing().into_iter().next().unwrap();
    let shown = blocks(FORMAT, "text");
    let has = |text: &str| shown.iter().any(|(_, block)| block.trim_end() == text);
    assert!(has(&first.to_json()), "{}", first.to_json());
    assert!(has(&first.digest().to_string()), "{}", first.digest());
}

#[test]
fn the_formats_page_lists_every_bound_with_its_value() {
    let listed: BTreeMap<&str, &str> = FORMAT
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | "))
        .collect();
    for bound in bounds::ALL {
        let value = listed.get(bound.quantity()).map(|shown| shown.replace(',', ""));
        assert_eq!(value, Some(bound.largest().to_string()), "{}", bound.quantity());
    }
}

#[test]
fn the_formats_page_names_every_field_of_a_charter() {
    let known = [
        "format",
        "key",
        "version",
        "title",
        "$schema",
        "description",
        "source",
        "calendar",
        "intake",
        "triage",
        "agenda",
        "training",
        "incentives",
        "places",
        "matters",
        "parties",
        "groups",
        "sectors",
        "seats",
        "liaison",
        "positions",
        "rules",
        "procedures",
        "acknowledged",
        "conduct",
    ];
    let error = Charter::from_json(r#"{"none-such": 1}"#).unwrap_err();
    let help = error.problems().iter().find(|p| p.path().to_string() == "none-such");
    let help = help.unwrap().help(Lang::En);
    for name in known {
        assert!(help.contains(name), "{name} is no field: {help}");
        assert!(FORMAT.contains(&format!("`{name}`")), "the page does not name `{name}`");
    }
    let fields = help.split_once(": ").unwrap().1.split(", ").count();
    assert_eq!(fields, known.len(), "the list of fields above is not all: {help}");
}

/// The words of each closed list in a schema.
fn closed_lists(schema: &Value, found: &mut BTreeSet<Vec<String>>) {
    match schema {
        Value::Object(members) => {
            if let Some(words) = members.get("enum").and_then(Value::as_array) {
                found.insert(words.iter().filter_map(|w| w.as_str().map(str::to_owned)).collect());
            }
            members.values().for_each(|member| closed_lists(member, found));
        }
        Value::Array(entries) => entries.iter().for_each(|entry| closed_lists(entry, found)),
        _ => {}
    }
}

#[test]
fn the_formats_page_has_every_closed_list_in_full_and_no_word_that_there_is_not() {
    let section = FORMAT.split("## Closed lists").nth(1).unwrap().split("\n## ").next().unwrap();
    let rows: Vec<BTreeSet<String>> = section
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" | ").nth(1))
        .map(|words| words.split('`').skip(1).step_by(2).map(str::to_owned).collect())
        .filter(|words: &BTreeSet<String>| !words.is_empty())
        .collect();
    let schema: Value =
        serde_json::from_str(include_str!("../../../../schema/charter.schema.json")).unwrap();
    let mut lists = BTreeSet::new();
    closed_lists(&schema, &mut lists);
    assert!(lists.len() > 20, "{}", lists.len());
    for list in &lists {
        let is_codes = list.iter().any(|word| word == "hollow-claim");
        let is_there = rows.iter().any(|row| list.iter().all(|word| row.contains(word)));
        assert!(is_codes || is_there, "not on the page: {list:?}");
    }
    for word in rows.iter().flatten() {
        // A list of one word is a constant of the schema.
        let is_listed = lists.iter().flatten().any(|known| known == word);
        let is_constant = schema.to_string().contains(&format!("\"const\":\"{word}\""));
        assert!(is_listed || is_constant, "no such word: {word}");
    }
}
