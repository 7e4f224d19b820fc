//! The stages of `cargo xtask test`: a table, and the loop that runs it.

use std::time::{Duration, Instant, SystemTime};

use crate::cargo::{Workspace, quiet, stream};
use crate::schema;
use crate::tally::Tally;

/// One stage. To add one, write a function and a row of [`STAGES`].
pub(crate) struct Stage {
    /// What `--only` calls it.
    pub(crate) name: &'static str,
    /// What it does, for the reader of the log.
    does: &'static str,
    /// Whether only `--full` runs it.
    long: bool,
    run: fn(&Workspace, &mut Report) -> Result<(), String>,
}

/// What the stages counted; nothing where a stage did not run.
#[derive(Debug, Default)]
struct Report {
    tests: Option<Tally>,
    doc_tests: Option<Tally>,
    examples: Option<usize>,
}

/// All stages, the quickest to fail first.
pub(crate) const STAGES: &[Stage] = &[
    Stage { name: "format", does: "rustfmt has nothing to change", long: false, run: format },
    Stage {
        name: "lint",
        does: "clippy has no warning, with and without features, each of which builds alone",
        long: false,
        run: lint,
    },
    Stage {
        name: "test",
        does: "unit tests, integration tests, test vectors",
        long: false,
        run: test,
    },
    Stage {
        name: "doctest",
        does: "the examples in the documentation run",
        long: false,
        run: doctest,
    },
    Stage {
        name: "doc",
        does: "the documentation builds without a broken link",
        long: false,
        run: doc,
    },
    Stage {
        name: "schema",
        does: "the committed JSON Schema and list of codes are what the code says",
        long: false,
        run: fresh,
    },
    Stage {
        name: "examples",
        does: "each example program runs to its end",
        long: false,
        run: examples,
    },
    Stage {
        name: "random",
        does: "the property tests go on for longer, each time with other inputs",
        long: true,
        run: random,
    },
];

/// The variable by which property tests are told where to begin, and where they begin in CI: a
/// change is never held up, or let through, by chance. New inputs are tried by the stage `random`,
/// and by `cargo test` without the variable.
const SEED: (&str, &str) = ("PROPTEST_RNG_SEED", "20260601");
/// How many inputs the stage `random` gives to a property that says nothing of it; to the others so
/// many times more than usual as this is more than 256, which is usual.
const MANY: (&str, &str) = ("PROPTEST_CASES", "2000");

fn format(_: &Workspace, _: &mut Report) -> Result<(), String> {
    stream(&["fmt", "--all", "--check"], &[], |_| {})
}

fn lint(_: &Workspace, _: &mut Report) -> Result<(), String> {
    let all = stream(
        &[
            "clippy",
            "--locked",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--",
            "-D",
            "warnings",
        ],
        &[],
        |_| {},
    );
    let default = stream(
        &["clippy", "--locked", "--package", "cogov", "--all-targets", "--", "-D", "warnings"],
        &[],
        |_| {},
    );
    // Each feature also alone: nothing of the one may need the other.
    let alone = ["icalendar", "schema"].map(|feature| {
        stream(&["check", "--locked", "--package", "cogov", "--features", feature], &[], |_| {})
    });
    alone.into_iter().fold(all.and(default), |before, this| before.and(this))
}

fn test(_: &Workspace, report: &mut Report) -> Result<(), String> {
    let arguments = [
        "test",
        "--locked",
        "--workspace",
        "--all-features",
        "--no-fail-fast",
        "--lib",
        "--bins",
        "--tests",
    ];
    let seed = (std::env::var_os(SEED.0).is_none()).then_some(SEED);
    counted(&arguments, seed.as_slice(), report.tests.get_or_insert_default())
}

fn random(_: &Workspace, report: &mut Report) -> Result<(), String> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let seed = std::env::var(SEED.0).unwrap_or_else(|_| now.as_secs().to_string());
    let (begin, many) = ((SEED.0, seed.as_str()), (MANY.0, MANY.1));
    println!("these inputs come again with {}={} {}={}", begin.0, begin.1, many.0, many.1);
    let arguments =
        ["test", "--locked", "--workspace", "--all-features", "--no-fail-fast", "--tests"];
    counted(&arguments, &[begin, many], report.tests.get_or_insert_default())
}

fn doctest(_: &Workspace, report: &mut Report) -> Result<(), String> {
    let arguments =
        ["test", "--locked", "--workspace", "--all-features", "--no-fail-fast", "--doc"];
    counted(&arguments, &[], report.doc_tests.get_or_insert_default())
}

/// Runs tests and counts them. That nothing ran is a failure too.
fn counted(
    arguments: &[&str],
    environment: &[(&str, &str)],
    tally: &mut Tally,
) -> Result<(), String> {
    stream(arguments, environment, |line| tally.read(line))
        .map_err(|reason| format!("{reason}; {tally}"))?;
    if tally.failed > 0 || tally.passed == 0 {
        return Err(format!("cargo was content, but {tally}"));
    }
    Ok(())
}

fn doc(_: &Workspace, _: &mut Report) -> Result<(), String> {
    stream(
        &["doc", "--locked", "--workspace", "--no-deps", "--all-features"],
        &[("RUSTDOCFLAGS", "-D warnings")],
        |_| {},
    )
}

fn fresh(workspace: &Workspace, _: &mut Report) -> Result<(), String> {
    schema::check(workspace).map(|said| println!("{said}"))
}

fn examples(workspace: &Workspace, report: &mut Report) -> Result<(), String> {
    let ran = report.examples.get_or_insert_default();
    let mut failed = Vec::new();
    for example in workspace.examples() {
        let begun = Instant::now();
        let (package, name) = (example.package.as_str(), example.name.as_str());
        match quiet(&[
            "run",
            "--locked",
            "--quiet",
            "--all-features",
            "--package",
            package,
            "--example",
            name,
        ]) {
            Ok(_) => {
                *ran = ran.saturating_add(1);
                println!("{package}/{name}: ran, {}", words(begun.elapsed()));
            }
            Err(reason) => {
                println!("{reason}");
                failed.push(name);
            }
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", "))) }
}

/// Runs the stages that are asked for, all of them whatever fails, and adds up.
pub(crate) fn run(workspace: &Workspace, full: bool, only: &[String]) -> Result<(), String> {
    let begun = Instant::now();
    let mut report = Report::default();
    let mut results: Vec<(&Stage, Result<(), String>, Duration)> = Vec::new();
    let wanted = |stage: &&Stage| {
        if only.is_empty() {
            full || !stage.long
        } else {
            only.iter().any(|name| name == stage.name)
        }
    };
    for stage in STAGES.iter().filter(wanted) {
        println!("\n== {}: {}", stage.name, stage.does);
        let begun = Instant::now();
        let result = (stage.run)(workspace, &mut report);
        let word = if result.is_ok() { "passed" } else { "FAILED" };
        println!("== {}: {word}, {}", stage.name, words(begun.elapsed()));
        results.push((stage, result, begun.elapsed()));
    }
    println!("\n== summary");
    for (stage, result, time) in &results {
        let word = if result.is_ok() { "passed" } else { "FAILED" };
        println!("{:<10}{word}  {:>12}  {}", stage.name, words(*time), stage.does);
        if let Err(reason) = result {
            println!("          {}", reason.lines().next().unwrap_or_default());
        }
    }
    let failed: Vec<&str> = results
        .iter()
        .filter(|(_, result, _)| result.is_err())
        .map(|(stage, ..)| stage.name)
        .collect();
    let mut total = format!(
        "total: {} of {} stages passed",
        results.len().saturating_sub(failed.len()),
        results.len()
    );
    for (what, count) in [
        ("tests", report.tests.map(|tally| tally.to_string())),
        ("documentation tests", report.doc_tests.map(|tally| tally.to_string())),
        ("example programs", report.examples.map(|ran| format!("{ran} ran"))),
    ] {
        if let Some(count) = count {
            total.push_str(&format!("; {what}: {count}"));
        }
    }
    total.push_str(&format!("; {}", words(begun.elapsed())));
    if failed.is_empty() {
        println!("{total}");
        Ok(())
    } else {
        Err(format!("{total}\nfailed: {}", failed.join(", ")))
    }
}

fn words(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds / 60 {
        0 => format!("{}.{} s", seconds, time.subsec_millis() / 100),
        minutes => format!("{minutes} min {:02} s", seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_seconds_and_minutes() {
        assert_eq!(words(Duration::from_millis(3_280)), "3.2 s");
        assert_eq!(words(Duration::from_secs(60)), "1 min 00 s");
        assert_eq!(words(Duration::from_secs(3_725)), "62 min 05 s");
    }

    #[test]
    fn no_two_stages_have_one_name() {
        let mut names: Vec<&str> = STAGES.iter().map(|stage| stage.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), STAGES.len());
    }
}
