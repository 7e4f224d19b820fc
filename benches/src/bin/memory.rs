//! Loads, audits and asks one charter, and prints the most memory that this took (Linux).
//!
//! `cargo run --release -p cogov-benches --bin memory -- 100000` for a made-up city with so many
//! positions, `-- grid` for one of the charters made to be slow, `-- members` for one of the texts
//! that are refused, `-- members-beyond` for one that goes on beyond what is read at all; `-- cases` for
//! 100,000 open cases of 12 entries.

#![expect(clippy::print_stdout, reason = "a command line program reports on standard output")]

use std::process::ExitCode;
use std::time::Instant;

use cogov::{Charter, Date};
use cogov_benches::cases;
use cogov_benches::{Hostile, Refused, Size, charter, settings};

fn main() -> ExitCode {
    let wanted = std::env::args().nth(1).unwrap_or_else(|| "100000".to_owned());
    if wanted == "cases" {
        return open_cases();
    }
    let Some(text) = text(&wanted) else {
        println!("neither a number of positions nor one of:");
        Hostile::ALL.iter().for_each(|hostile| println!("    {}", hostile.name()));
        Refused::ALL.iter().for_each(|refused| println!("    {0}, {0}-beyond", refused.name()));
        return ExitCode::FAILURE;
    };
    let Ok(today) = Date::new(2026, 6, 1) else {
        return ExitCode::FAILURE;
    };
    println!("text: {:.1} MB; {}", text.len() as f64 / 1e6, memory());
    let begun = Instant::now();
    let charter = match Charter::from_json(&text) {
        Ok(charter) => charter,
        Err(error) => {
            let took = begun.elapsed().as_secs_f64() * 1e3;
            println!("refused: {took:.1} ms, {} problems; {}", error.problems().len(), memory());
            println!(
                "{}",
                error.problems().iter().map(ToString::to_string).next().unwrap_or_default()
            );
            return ExitCode::SUCCESS;
        }
    };
    println!("load: {:.1} ms; {}", begun.elapsed().as_secs_f64() * 1e3, memory());
    let begun = Instant::now();
    let audit = charter.audit(today);
    println!("audit: {:.1} ms; {}", begun.elapsed().as_secs_f64() * 1e3, memory());
    let causes: usize = audit.findings().iter().map(|finding| finding.causes().len()).sum();
    println!("{} findings with {causes} causes", audit.findings().len());
    let begun = Instant::now();
    let asked = settings(&charter, 10_000);
    let found: usize = asked
        .iter()
        .filter_map(|(matter, place, function)| {
            Some(charter.on(today).about(matter).ok()?.at(place).ok()?.who_may(*function).len())
        })
        .sum();
    println!(
        "{} queries: {:.1} ms, {found} answers; {}",
        asked.len(),
        begun.elapsed().as_secs_f64() * 1e3,
        memory()
    );
    ExitCode::SUCCESS
}

/// The memory of 100,000 open cases of 12 entries each, without their entries.
fn open_cases() -> ExitCode {
    const MANY: usize = 100_000;
    let entries = cases::entries(57);
    let (Some(charter), Some(entries)) = (cases::fire_lane(), entries.get(..12)) else {
        return ExitCode::FAILURE;
    };
    let before = resident();
    let open: Vec<_> = (0..MANY).filter_map(|_| cases::performed(&charter, entries)).collect();
    let after = resident();
    println!("{} cases; {}", open.len(), memory());
    if let Some((before, after)) = before.zip(after) {
        println!("{:.2} kB a case", (after - before) / open.len() as f64 / 1e3);
    }
    ExitCode::SUCCESS
}

/// The bytes that the process has in memory now, as the kernel counts them.
fn resident() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(resident.trim().strip_suffix("kB")?.trim().parse::<f64>().ok()? * 1024.0)
}

fn text(wanted: &str) -> Option<String> {
    let hostile = Hostile::ALL.into_iter().find(|hostile| hostile.name() == wanted);
    let name = wanted.trim_end_matches("-beyond");
    let refused = Refused::ALL.into_iter().find(|refused| refused.name() == name);
    match (hostile, refused) {
        (Some(hostile), _) => Some(hostile.charter()),
        (None, Some(refused)) => Some(refused.text(name != wanted)),
        (None, None) => Some(charter(Size::city(wanted.parse().ok()?))),
    }
}

/// The most memory so far, as the kernel counts it.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let most = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|size| size.trim().strip_suffix("kB")?.trim().parse::<f64>().ok());
    match most {
        Some(kilobytes) => format!("most memory so far {:.1} MB", kilobytes * 1024.0 / 1e6),
        None => "this system does not tell how much memory was used".to_owned(),
    }
}
