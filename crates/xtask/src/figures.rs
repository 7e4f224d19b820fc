//! The figures of a run of the benchmarks, and the tables in which `benches/README.md` has them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

/// The sizes of made-up cities that are measured.
pub(crate) const SIZES: [&str; 3] = ["1000", "10000", "100000"];

/// What was measured, under the name of the benchmark.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    /// The largest built-in charters: name, bytes, markings.
    builtins: Vec<(String, String, String)>,
    /// In nanoseconds for each call, the fastest sample and the one in the middle.
    times: BTreeMap<String, (f64, f64)>,
    /// In megabytes.
    memory: BTreeMap<String, f64>,
    instructions: Vec<(String, u64)>,
    /// The benchmark under which instructions are being counted.
    counting: Option<String>,
}

impl Figures {
    /// Reads a line that `--bench times` prints: `name: 123 bytes, 45 markings`.
    pub(crate) fn read_builtin(&mut self, line: &str) {
        let parts = line.split_once(": ").and_then(|(name, rest)| {
            let (bytes, rest) = rest.split_once(" bytes, ")?;
            Some((name, bytes, rest.strip_suffix(" markings")?))
        });
        if let Some((name, bytes, markings)) = parts {
            self.builtins.push((name.to_owned(), bytes.to_owned(), markings.to_owned()));
        }
    }

    /// Reads a line that the binary `memory` prints: `...; most memory so far 12.3 MB`.
    pub(crate) fn read_memory(&mut self, what: &str, line: &str) {
        let most = line.split_once("most memory so far ");
        let most = most.and_then(|(_, rest)| rest.strip_suffix(" MB")?.parse().ok());
        if let Some(most) = most {
            self.memory.insert(what.to_owned(), most);
        }
    }

    /// Reads a line that `--bench instructions` prints: a name, or under it `Instructions: 12|...`.
    pub(crate) fn read_instructions(&mut self, line: &str) {
        if let Some((_, name)) = line.split_once("instructions::charters::") {
            let name = name.split(':').next().unwrap_or(name).trim();
            self.counting = Some(name.replace(' ', ", "));
        }
        let count = line.trim().strip_prefix("Instructions:").and_then(|rest| {
            rest.trim().split('|').next()?.replace([',', '_'], "").trim().parse().ok()
        });
        if let (Some(count), Some(name)) = (count, self.counting.take_if(|_| count.is_some())) {
            self.instructions.push((name, count));
        }
    }

    /// Reads what criterion wrote below its directory.
    pub(crate) fn read_times(&mut self, criterion: &Path) -> Result<(), String> {
        let broken = |error: &dyn std::fmt::Display| format!("no times in {criterion:?}: {error}");
        let mut open = vec![criterion.to_path_buf()];
        while let Some(directory) = open.pop() {
            let sample = directory.join("new/sample.json");
            if sample.exists() {
                let text = std::fs::read_to_string(&sample).map_err(|error| broken(&error))?;
                let name = directory.strip_prefix(criterion).unwrap_or(&directory);
                if let Some(times) = times(&text) {
                    self.times.insert(name.to_string_lossy().replace('\\', "/"), times);
                }
                continue;
            }
            for entry in std::fs::read_dir(&directory).map_err(|error| broken(&error))? {
                let entry = entry.map_err(|error| broken(&error))?.path();
                if entry.is_dir() {
                    open.push(entry);
                }
            }
        }
        Ok(())
    }

    /// The tables, as Markdown.
    pub(crate) fn tables(&self) -> String {
        let cores = std::thread::available_parallelism().map_or(0, usize::from);
        let mut text = format!("Measured on a machine with {cores} cores.\n\n");
        self.aims(&mut text);
        self.growth(&mut text);
        self.hostile(&mut text);
        if !self.instructions.is_empty() {
            text.push_str("\n| instructions | count |\n|---|---|\n");
            for (name, count) in &self.instructions {
                let _ = writeln!(text, "| {name} | {} |", grouped(*count));
            }
        }
        text
    }

    fn fastest(&self, name: &str) -> Option<f64> {
        self.times.get(name).map(|(fastest, _)| *fastest)
    }

    fn aims(&self, text: &mut String) {
        text.push_str("| what | fastest | median | aim |\n|---|---|---|---|\n");
        let mut row = |what: &str, times: Option<(f64, f64)>, aim: &str| {
            let (fastest, median) = times
                .map_or(("not measured".to_owned(), String::new()), |t| (time(t.0), time(t.1)));
            let _ = writeln!(text, "| {what} | {fastest} | {median} | {aim} |");
        };
        let of = |name: &str| self.times.get(name).copied();
        for (name, bytes, markings) in &self.builtins {
            let what = format!("load of `{name}` ({bytes} bytes)");
            row(&what, of(&format!("builtin/load/{name}")), "< 0.5 ms");
            let what = format!("`{name}` read as a mere tree of values, by serde_json");
            row(&what, of(&format!("builtin/tree/{name}")), "compare");
            row(&format!("audit of `{name}`"), of(&format!("builtin/audit/{name}")), "< 0.5 ms");
            let what = format!("liveness proof of `{name}` ({markings} markings)");
            row(&what, of(&format!("builtin/proof/{name}")), "< 5 ms");
        }
        let (load, audit) = (of("city/load/100000"), of("city/audit/100000"));
        let sum = load.zip(audit).map(|(a, b)| (a.0 + b.0, a.1 + b.1));
        row("load and audit of a city of 100,000 positions", sum, "< 1 s");
        for (size, shown) in SIZES.iter().zip(["1,000", "10,000", "100,000"]) {
            // A thousand questions are asked at once.
            let one = of(&format!("who_may/{size}")).map(|(a, b)| (a / 1e3, b / 1e3));
            let aim = "about 1 µs and the answer";
            row(&format!("`who_may` in a city of {shown} positions"), one, aim);
        }
        row("`decide` by a rule with a quorum", of("decide/rule"), "< 1 µs");
        let most = self.memory.get("100000").map_or("not measured".to_owned(), |mb| megabytes(*mb));
        let _ = writeln!(text, "| memory for a city of 100,000 positions | {most} | | < 200 MB |");
    }

    /// How time grows with the size: of each size, the time for a position.
    fn growth(&self, text: &mut String) {
        text.push_str(
            "\n| positions | load | per position | audit | per position | memory |\n|---|---|---|---|---|---|\n",
        );
        for size in SIZES {
            let cells = |what: &str| {
                let fastest = self.fastest(&format!("city/{what}/{size}"));
                let each = fastest.zip(size.parse::<f64>().ok()).map(|(all, many)| all / many);
                let shown = |t: Option<f64>| t.map_or("not measured".to_owned(), time);
                format!("{} | {}", shown(fastest), shown(each))
            };
            let most = self.memory.get(size).map_or("not measured".to_owned(), |mb| megabytes(*mb));
            let (load, audit) = (cells("load"), cells("audit"));
            let _ = writeln!(text, "| {size} | {load} | {audit} | {most} |");
        }
    }

    fn hostile(&self, text: &mut String) {
        text.push_str("\n| made to be slow or large | audit | memory |\n|---|---|---|\n");
        for (name, most) in &self.memory {
            if SIZES.contains(&name.as_str()) {
                continue;
            }
            let audit = self.fastest(&format!("hostile/audit/{name}"));
            let audit = audit.map_or("refused".to_owned(), time);
            let _ = writeln!(text, "| {name} | {audit} | {} |", megabytes(*most));
        }
    }
}

/// Of the samples that criterion wrote, the fastest and the middle time for a call.
fn times(sample: &str) -> Option<(f64, f64)> {
    let sample: Value = serde_json::from_str(sample).ok()?;
    let numbers = |name| -> Option<Vec<f64>> {
        sample.get(name)?.as_array()?.iter().map(Value::as_f64).collect()
    };
    let (calls, times) = (numbers("iters")?, numbers("times")?);
    let mut each: Vec<f64> = times.iter().zip(&calls).map(|(time, calls)| time / calls).collect();
    each.sort_by(f64::total_cmp);
    Some((*each.first()?, *each.get(each.len() / 2)?))
}

/// Nanoseconds, in the unit that suits them.
fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        n if n < 1e3 => format!("{n:.0} ns"),
        n if n < 1e6 => format!("{:.2} µs", n / 1e3),
        n if n < 1e9 => format!("{:.2} ms", n / 1e6),
        n => format!("{:.2} s", n / 1e9),
    }
}

fn megabytes(most: f64) -> String {
    format!("{most:.1} MB")
}

/// A number with its digits in threes.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_from_what_the_benchmarks_print() {
        let mut figures = Figures::default();
        figures.read_builtin("cuizhuyuan: 6000 bytes, 56 markings");
        figures.read_builtin("city/load/1000          time:   [1.0 ms 1.1 ms 1.2 ms]");
        figures.read_memory("grid", "load: 12.0 ms; most memory so far 10.5 MB");
        figures.read_memory("grid", "audit: 12.0 ms; most memory so far 12.5 MB");
        figures.read_memory("grid", "3 findings with 4 causes");
        figures.read_instructions("instructions::charters::load largest:builtin_text()");
        figures.read_instructions("  Instructions:          1234567|N/A             (*********)");
        figures.read_instructions("  L1 Hits:               2|N/A             (*********)");
        figures.times.insert("builtin/load/cuizhuyuan".to_owned(), (450_000.0, 1_500_000.0));
        let tables = figures.tables();
        for row in [
            "| load of `cuizhuyuan` (6000 bytes) | 450.00 µs | 1.50 ms | < 0.5 ms |",
            "| liveness proof of `cuizhuyuan` (56 markings) | not measured |  | < 5 ms |",
            "| grid | refused | 12.5 MB |",
            "| load, largest | 1,234,567 |",
        ] {
            assert!(tables.contains(row), "{row}\n{tables}");
        }
    }

    #[test]
    fn of_samples_the_fastest_and_the_middle_call_are_taken() {
        let sample = r#"{"iters":[1.0,2.0,4.0],"times":[30.0,20.0,80.0]}"#;
        assert_eq!(times(sample), Some((10.0, 20.0)));
        assert_eq!(times(r#"{"iters":[],"times":[]}"#), None);
    }
}
