//! Every bound of the table is reached: just within it nothing is wrong, one beyond is refused.

use cogov::act::Receipt;
use cogov::conduct::Contribution;
use cogov::values::bounds::{self, Bound};
use cogov::{Charter, ConductPolicy, Problem};

/// What a text is with so many of what is bounded, and what is wrong with it.
type Attempt = fn(usize) -> Vec<Problem>;

/// The entries of a list, each with its number.
fn list(count: usize, entry: impl Fn(usize) -> String) -> String {
    let entries: Vec<String> = (0..count).map(entry).collect();
    format!("[{}]", entries.join(","))
}

fn charter(fields: &str) -> Vec<Problem> {
    let head = r#"{"format":"cogov/1","key":"reach","version":1,"title":"Reach""#;
    problems(&format!("{head},{fields}}}"))
}

fn problems(text: &str) -> Vec<Problem> {
    Charter::from_json(text).err().map_or(Vec::new(), |error| error.problems().to_vec())
}

/// A charter with one list of so many named entries.
fn named(field: &str, count: usize, rest: &str) -> Vec<Problem> {
    let entries = list(count, |index| format!(r#"{{"key":"e{index}","name":"E"{rest}}}"#));
    charter(&format!(r#""{field}":{entries}"#))
}

fn policy(fields: &str) -> Vec<Problem> {
    let text = format!(
        r#"{{"key":"c","name":"C",{fields}{}}}"#,
        if fields.contains("\"contributions\"") {
            ""
        } else {
            r#","contributions":[{"key":"plenary","name":"P"}]"#
        }
    );
    let read = ConductPolicy::from_json(&text);
    read.err().map_or(Vec::new(), |error| error.problems().to_vec())
}

fn contributions(count: usize, rest: &str) -> Vec<Problem> {
    let entry = |_| format!(r#"{{"kind":"plenary","on":"2024-01-01","mark":"attended"{rest}}}"#);
    let read = Contribution::list_from_json(&list(count, entry));
    read.err().map_or(Vec::new(), |error| error.problems().to_vec())
}

const PARTY: &str = r#""parties":[{"key":"a","name":"A","kind":"association"}]"#;

/// One position with so many matters, at 2,000 places.
fn position(rest: &str) -> Vec<Problem> {
    charter(&format!(
        r#"{PARTY},"positions":[{{"holder":{{"party":"a"}},"kinds":["lead"],"functions":["plan"]{rest}}}]"#
    ))
}

fn rule(approval: &str) -> Vec<Problem> {
    charter(&format!(r#""rules":[{{"key":"r","name":"R","approval":{approval}}}]"#))
}

fn keys(prefix: char, count: usize) -> String {
    list(count, |index| format!(r#""{prefix}{index}""#))
}

fn steps(rest: &str) -> Vec<Problem> {
    charter(&format!(r#""procedures":[{{"key":"p","name":"P",{rest}}}]"#))
}

const DIMENSIONS: [&str; 4] = ["commonality", "urgency", "severity", "expertise"];

/// How a bound is reached: by which code it is told, and with what.
/// A building with so many places above it: rows of places, of which each lies within two of the
/// row above, as far as there are so many.
fn below_two_parents(count: usize) -> String {
    const KINDS: [&str; 5] = ["compound", "grid", "community", "city", "nation"];
    let upper = |index: usize| 2 * index + 1;
    let place = |index: usize| {
        let level = (index + 1).ilog2() as usize;
        let kind = level.checked_sub(1).map_or("building", |level| KINDS[level]);
        let above = |name, place| match place <= count {
            true => format!(r#","{name}":"p{place}""#),
            false => String::new(),
        };
        format!(
            r#"{{"key":"p{index}","name":"P","kind":"{kind}"{}{}}}"#,
            above("parent", upper(index)),
            above("property_parent", upper(index) + 1)
        )
    };
    list(count + 1, place)
}

fn attempts() -> Vec<(Bound, &'static str, Attempt)> {
    const EXCEEDED: &str = "bound-exceeded";
    vec![
        (bounds::DOCUMENT_BYTES, EXCEEDED, |bytes| {
            let text = r#"{"format":"cogov/1","key":"reach","version":1,"title":"Reach"}"#;
            problems(&format!("{}{text}", " ".repeat(bytes - text.len())))
        }),
        (bounds::KEY_LENGTH, "invalid-key", |length| {
            charter(&format!(r#""groups":[{{"key":"{}","name":"G"}}]"#, "g".repeat(length)))
        }),
        (bounds::TEXT_LENGTH, EXCEEDED, |length| {
            charter(&format!(r#""source":"{}""#, "文".repeat(length)))
        }),
        (bounds::TEXT_LANGUAGES, EXCEEDED, |count| {
            let tag = |index: usize| {
                let letter = |index| char::from(b"abcdefghijklmnopqrstuvwxyz"[index]);
                format!(r#""x{}{}":"T""#, letter(index / 26), letter(index % 26))
            };
            let wordings: Vec<String> = (0..count).map(tag).collect();
            charter(&format!(r#""source":{{{}}}"#, wordings.join(",")))
        }),
        (bounds::INTEGER, EXCEEDED, |size| {
            problems(&format!(
                r#"{{"format":"cogov/1","key":"reach","version":{size},"title":"Reach"}}"#
            ))
        }),
        (bounds::TERM_DAYS, EXCEEDED, |days| position(&format!(r#","within":{{"days":{days}}}"#))),
        (bounds::CALENDAR_DAYS, EXCEEDED, |days| {
            let day = |index: usize| {
                let (year, month, day) = (1_900 + index / 336, index / 28 % 12, index % 28);
                format!(r#""{year}-{:02}-{:02}""#, month + 1, day + 1)
            };
            charter(&format!(r#""calendar":{{"holidays":{}}}"#, list(days, day)))
        }),
        (bounds::PLACES, EXCEEDED, |count| named("places", count, r#","kind":"building""#)),
        (bounds::MATTERS, EXCEEDED, |count| named("matters", count, "")),
        (bounds::TREE_DEPTH, EXCEEDED, |levels| {
            let matter = |index: usize| {
                let parent = index.checked_sub(1).map(|above| format!(r#","parent":"m{above}""#));
                format!(r#"{{"key":"m{index}","name":"M"{}}}"#, parent.unwrap_or_default())
            };
            charter(&format!(r#""matters":{}"#, list(levels, matter)))
        }),
        (bounds::PLACES_ABOVE, EXCEEDED, |count| {
            charter(&format!(r#""places":{}"#, below_two_parents(count)))
        }),
        (bounds::PARTIES, EXCEEDED, |count| named("parties", count, r#","kind":"association""#)),
        (bounds::GROUPS, EXCEEDED, |count| named("groups", count, "")),
        (bounds::SECTORS, EXCEEDED, |count| {
            let sector = |index| format!(r#"{{"key":"s{index}","name":"S","body":"a"}}"#);
            charter(&format!(r#"{PARTY},"sectors":{}"#, list(count, sector)))
        }),
        (bounds::SEATS, EXCEEDED, |count| {
            let seat = |index| format!(r#"{{"key":"s{index}","name":"S","body":"a"}}"#);
            charter(&format!(r#"{PARTY},"seats":{}"#, list(count, seat)))
        }),
        (bounds::LIAISON, EXCEEDED, |count| {
            let link = |_| r#"{"from":{"party":"a"},"to":"anyone"}"#.to_owned();
            charter(&format!(r#"{PARTY},"liaison":{}"#, list(count, link)))
        }),
        (bounds::POSITIONS, EXCEEDED, |count| {
            let position =
                r#"{"holder":"anyone","kinds":["power"],"functions":["plan"]},"#.repeat(count);
            charter(&format!(r#""positions":[{}]"#, position.trim_end_matches(',')))
        }),
        (bounds::SCOPES, EXCEEDED, |rights| {
            let entry = |prefix: char, rest: &str| {
                list(2_000, |index| format!(r#"{{"key":"{prefix}{index}","name":"E"{rest}}}"#))
            };
            let one = r#"{"holder":"anyone","kinds":["lead"],"functions":["plan"]}"#;
            let more = format!(",{one}").repeat(rights % 4_000_000);
            charter(&format!(
                r#""matters":{},"places":{},"positions":[{{"holder":"anyone","kinds":["lead"],
                   "functions":["plan"],"matters":{},"places":{}}}{more}]"#,
                entry('m', ""),
                entry('p', r#","kind":"building""#),
                keys('m', 2_000),
                keys('p', 2_000)
            ))
        }),
        (bounds::LIST, EXCEEDED, |count| {
            let known = |_| r#"{"code":"overlap","reason":"R"}"#.to_owned();
            charter(&format!(r#""acknowledged":{}"#, list(count, known)))
        }),
        (bounds::RULES, EXCEEDED, |count| named("rules", count, r#","approval":"consensus""#)),
        (bounds::RULE_CLAUSES, EXCEEDED, |count| {
            rule(&format!(r#"{{"all":{}}}"#, list(count - 1, |_| r#""consensus""#.to_owned())))
        }),
        (bounds::RULE_LEVELS, EXCEEDED, |levels| {
            let (before, after) = (r#"{"all":["#.repeat(levels - 1), "]}".repeat(levels - 1));
            rule(&format!(r#"{before}"consensus"{after}"#))
        }),
        (bounds::SCALE_LEVELS, EXCEEDED, |count| {
            charter(&format!(
                r#""triage":{{"scales":[{{"dimension":"severity","levels":{}}}],
                   "rows":[{{"route":{{"to":"settle"}}}}]}}"#,
                keys('l', count)
            ))
        }),
        (bounds::TRIAGE_ROWS, EXCEEDED, |count| {
            let scale = |index: usize| {
                format!(r#"{{"dimension":"{}","levels":{}}}"#, DIMENSIONS[index], keys('l', 8))
            };
            let row = |index: usize| {
                if index + 1 == count {
                    return r#"{"route":{"to":"settle"}}"#.to_owned();
                }
                let mut rest = index;
                let when = DIMENSIONS.map(|dimension| {
                    let level = rest % 8;
                    rest /= 8;
                    format!(r#""{dimension}":["l{level}"]"#)
                });
                format!(r#"{{"when":{{{}}},"route":{{"to":"refer_up"}}}}"#, when.join(","))
            };
            let (scales, rows) = (list(4, scale), list(count, row));
            charter(&format!(r#""triage":{{"scales":{scales},"rows":{rows}}}"#))
        }),
        (bounds::PROCEDURES, EXCEEDED, |count| {
            named(
                "procedures",
                count,
                r#","steps":[{"key":"a","name":"A","function":"deliberate"}]"#,
            )
        }),
        (bounds::PROCEDURE_STEPS, EXCEEDED, |count| {
            let step =
                |index| format!(r#"{{"key":"s{index}","name":"S","function":"deliberate"}}"#);
            steps(&format!(r#""steps":{}"#, list(count, step)))
        }),
        (bounds::GUARD_VALUATIONS, EXCEEDED, |count| {
            // Each step takes one level, so that all combinations of levels are told apart.
            // One level more makes half as many valuations again: there is nothing in between.
            let levels = [8, 8, 8, count.div_ceil(512)];
            let scale = |index: usize| {
                let levels = keys('l', levels[index]);
                format!(r#"{{"dimension":"{}","levels":{levels}}}"#, DIMENSIONS[index])
            };
            let mut guarded = Vec::new();
            for (dimension, levels) in DIMENSIONS.iter().zip(&levels) {
                for level in 0..*levels {
                    guarded.push(format!(
                        r#"{{"key":"{}-{level}","name":"S","function":"deliberate",
                            "when":{{"{dimension}":["l{level}"]}}}}"#,
                        dimension
                    ));
                }
            }
            charter(&format!(
                r#""triage":{{"scales":{},"rows":[{{"route":{{"to":"consult","procedure":"p"}}}}]}},
                   "procedures":[{{"key":"p","name":"P","steps":[{}]}}]"#,
                list(4, scale),
                guarded.join(",")
            ))
        }),
        (bounds::RHYTHM, EXCEEDED, |count| {
            charter(&format!(
                r#"{PARTY},"liaison":[{{"from":{{"party":"a"}},"to":"anyone",
                   "cadence":{{"every":{count},"period":"month"}}}}]"#
            ))
        }),
        (bounds::CONDUCT_POLICIES, EXCEEDED, |count| named("conduct", count, "")),
        (bounds::CONTRIBUTION_KINDS, EXCEEDED, |count| {
            let kind = |index| format!(r#"{{"key":"k{index}","name":"K"}}"#);
            policy(&format!(r#""contributions":{}"#, list(count, kind)))
        }),
        (bounds::REQUIREMENTS, EXCEEDED, |count| {
            let requirement = |_| r#"{"at_least":1,"kinds":["plenary"]}"#.to_owned();
            policy(&format!(r#""requirements":{}"#, list(count, requirement)))
        }),
        (bounds::ACCOUNTS, EXCEEDED, |count| {
            let account = |index| format!(r#"{{"key":"a{index}","name":"A"}}"#);
            policy(&format!(
                r#""points":{{"accounts":{},
                   "items":[{{"kind":"plenary","mark":"attended","points":1}}]}}"#,
                list(count, account)
            ))
        }),
        (bounds::TABLE_ITEMS, EXCEEDED, |count| {
            let kinds = list(1_000, |index| format!(r#"{{"key":"k{index}","name":"K"}}"#));
            let marks = [
                "attended",
                "leave",
                "unexcused",
                "spoke",
                "spoke_in_writing",
                "submitted",
                "filed",
                "adopted",
                "done",
                "awarded",
                "penalised",
            ];
            let item = |index: usize| {
                format!(
                    r#"{{"kind":"k{}","mark":"{}","points":1}}"#,
                    index % 1_000,
                    marks[index / 1_000]
                )
            };
            policy(&format!(
                r#""contributions":{kinds},"points":{{"items":{}}}"#,
                list(count, item)
            ))
        }),
        (bounds::LADDER_RUNGS, EXCEEDED, |count| {
            let rung = |_| {
                r#"{"sanction":"remind","triggers":[{"at_least":1,"within":"window","kinds":["plenary"]}]}"#
                    .to_owned()
            };
            policy(&format!(r#""ladder":{}"#, list(count, rung)))
        }),
        (bounds::RUNG_TRIGGERS, EXCEEDED, |count| {
            let trigger = |index| {
                format!(r#"{{"at_least":{},"within":"window","kinds":["plenary"]}}"#, index + 1)
            };
            policy(&format!(
                r#""ladder":[{{"sanction":"remind","triggers":{}}}]"#,
                list(count, trigger)
            ))
        }),
        (bounds::AUTHORS, EXCEEDED, |authors| {
            contributions(1, &format!(r#","author":[1,{authors}]"#))
        }),
        (bounds::RECEIPT_USES, EXCEEDED, |uses| {
            let receipt = Receipt::new([7; 32], uses.try_into().unwrap());
            receipt.err().into_iter().collect()
        }),
        (bounds::CONTRIBUTIONS, EXCEEDED, |count| contributions(count, "")),
    ]
}

/// Bounds of which nothing sound comes just within, or not as a charter; each is reached in a test
/// of its own.
const ELSEWHERE: [(Bound, &str); 6] = [
    (bounds::DOCUMENT_VALUES, "hostile::values::values_are_counted_while_they_are_read"),
    (bounds::RECORD_LINE_BYTES, "record::streamed::a_line_that_never_ends_is_refused_at_its_bound"),
    (bounds::NESTING, "levels_are_counted_with_the_innermost"),
    (bounds::PROBLEMS, "hostile::a_thousand_and_one_problems_are_reported_as_a_thousand"),
    (bounds::MARKINGS, "procedure::liveness::the_budget_counts_markings_exactly"),
    (
        bounds::CHARTER_MARKINGS,
        "procedure::liveness::what_a_charter_spends_on_stuck_procedures_counts_and_the_bound_that_is_exceeded_is_named",
    ),
];

#[test]
fn within_each_bound_nothing_is_wrong_and_one_beyond_is_refused() {
    let told = |problem: &Problem, bound: Bound, code: &str| {
        let quantity = problem.details().find(|(name, _)| *name == "quantity");
        problem.code().as_str() == code
            && (code != "bound-exceeded" || quantity.is_some_and(|(_, q)| q == bound.quantity()))
    };
    let mut wrong = Vec::new();
    for (bound, code, attempt) in attempts() {
        let most = usize::try_from(bound.largest()).unwrap();
        let within = attempt(most);
        if let Some(problem) = within.first() {
            wrong.push(format!("{most} {}: {problem}", bound.quantity()));
        }
        let beyond = attempt(most + 1);
        if beyond.len() != 1 || !told(&beyond[0], bound, code) {
            wrong.push(format!("{} {}: {:?}", most + 1, bound.quantity(), beyond.first()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_bound_of_the_table_is_left_out() {
    let reached: Vec<Bound> = attempts().into_iter().map(|(bound, ..)| bound).collect();
    for bound in bounds::ALL {
        let times = reached.iter().filter(|other| *other == bound).count()
            + ELSEWHERE.iter().filter(|(other, _)| other == bound).count();
        assert_eq!(times, 1, "{}", bound.quantity());
    }
}

#[test]
fn levels_are_counted_with_the_innermost() {
    let most = usize::try_from(bounds::NESTING.largest()).unwrap();
    let nested = |levels: usize| {
        // The charter around it is a level.
        charter(&format!(r#""x":{}{}"#, "[".repeat(levels - 1), "]".repeat(levels - 1)))
    };
    assert_eq!(nested(most)[0].code().as_str(), "unknown-field");
    assert_eq!(nested(most + 1)[0].code().as_str(), "bound-exceeded");
}
