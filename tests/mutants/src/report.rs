//! What became of the mutants, module by module.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::directory::{Directory, write};
use crate::listing::Mutant;
use crate::trial::{self, Fate, Known, Trial, rank};

/// What the report says of a mutant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// It cannot be switched, or does not compile.
    LeftOut,
    Caught,
    TimedOut,
    Crashed,
    Missed,
    /// No test comes to it.
    Unreached,
    /// It was not tried yet.
    Open,
}

/// The columns after the modules.
const COLUMNS: [(&str, &[Verdict]); 8] = [
    ("left out", &[Verdict::LeftOut]),
    ("viable", &VIABLE),
    ("caught", &[Verdict::Caught]),
    ("timed out", &[Verdict::TimedOut]),
    ("crashed", &[Verdict::Crashed]),
    ("missed", &[Verdict::Missed]),
    ("unreached", &[Verdict::Unreached]),
    ("not yet tried", &[Verdict::Open]),
];
const VIABLE: [Verdict; 6] = [
    Verdict::Caught,
    Verdict::TimedOut,
    Verdict::Crashed,
    Verdict::Missed,
    Verdict::Unreached,
    Verdict::Open,
];

type Counts = BTreeMap<Verdict, usize>;

/// The figures and the list of those that were missed.
#[derive(Debug)]
pub(crate) struct Report {
    figures: String,
    missed: String,
}

impl Report {
    pub(crate) fn of(known: &Known<'_>) -> Result<Self, String> {
        let trials = trial::last(known.directory.added(trial::FILE)?);
        let reached: BTreeSet<u32> = (known.reached.iter().filter(|reach| reach.passed))
            .flat_map(|reach| reach.ids.iter().copied())
            .collect();
        let verdict = |mutant: &Mutant| match trials.get(&mutant.id) {
            _ if known.left_out.contains_key(&mutant.id) => Verdict::LeftOut,
            None if !reached.contains(&mutant.id) => Verdict::Unreached,
            None => Verdict::Open,
            Some(Trial { fate: Fate::Caught, .. }) => Verdict::Caught,
            Some(Trial { fate: Fate::TimedOut, .. }) => Verdict::TimedOut,
            Some(Trial { fate: Fate::Crashed, .. }) => Verdict::Crashed,
            Some(Trial { fate: Fate::Missed, .. }) => Verdict::Missed,
        };
        let mut modules: BTreeMap<(usize, &str), Counts> = BTreeMap::new();
        let mut missed: BTreeMap<(usize, &str), Vec<String>> = BTreeMap::new();
        for mutant in known.mutants {
            let key = (rank(mutant.module()), mutant.module());
            let verdict = verdict(mutant);
            *modules.entry(key).or_default().entry(verdict).or_default() += 1;
            let note = match (verdict, trials.get(&mutant.id)) {
                (Verdict::Unreached, _) => "no test reaches it".to_owned(),
                (Verdict::Missed, Some(Trial { passed, left: 0, .. })) => {
                    format!("{} tests pass", passed.len())
                }
                (Verdict::Missed, Some(Trial { passed, left, .. })) => {
                    format!("{} tests pass, {left} were not run", passed.len())
                }
                _ => continue,
            };
            missed.entry(key).or_default().push(format!("{} [{note}]", mutant.name));
        }
        let missed = missed.into_iter().fold(String::new(), |mut text, ((_, module), lines)| {
            // Writing to a `String` does not fail.
            let _ = writeln!(text, "# {module}: {}\n{}\n", lines.len(), lines.join("\n"));
            text
        });
        Ok(Self { figures: table(&modules, known.left_out), missed })
    }

    /// Writes `report.md` and `missed.txt`.
    pub(crate) fn write(&self, directory: &Directory) -> Result<(), String> {
        let text = format!("{}\n## Missed\n\n```text\n{}```\n", self.figures, self.missed);
        write(&directory.file("report.md"), &text)?;
        write(&directory.file("missed.txt"), &self.missed)
    }

    pub(crate) fn figures(&self) -> &str {
        &self.figures
    }
}

fn table(modules: &BTreeMap<(usize, &str), Counts>, left_out: &BTreeMap<u32, String>) -> String {
    let mut text = String::from("# Mutants\n\n| module | listed |");
    for (title, _) in COLUMNS {
        let _ = write!(text, " {title} |");
    }
    text.push_str("\n|---|---|");
    text.push_str(&"---|".repeat(COLUMNS.len()));
    text.push('\n');
    let mut all = Counts::new();
    for ((_, module), counts) in modules {
        text.push_str(&row(module, counts));
        for (verdict, count) in counts {
            *all.entry(*verdict).or_default() += count;
        }
    }
    text.push_str(&row("all", &all));
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for reason in left_out.values() {
        *reasons.entry(reason).or_default() += 1;
    }
    let reasons: Vec<String> =
        reasons.iter().map(|(reason, count)| format!("{reason} ({count})")).collect();
    let _ = writeln!(text, "\nLeft out: {}.", reasons.join(", "));
    text
}

fn row(name: &str, counts: &Counts) -> String {
    let sum = |verdicts: &[Verdict]| -> usize {
        verdicts.iter().filter_map(|verdict| counts.get(verdict)).sum()
    };
    let cells = COLUMNS.iter().map(|(_, verdicts)| sum(verdicts));
    let cells: String = cells.map(|count| format!(" {count} |")).collect();
    format!("| {name} | {} |{cells}\n", counts.values().sum::<usize>())
}
