//! The record of any case: whether it is as it was written, its story, and what is open.

use std::io;
use std::process::ExitCode;

use cogov::record::{Record, RecordedCase, verify};
use cogov::{Charter, Lang};

use crate::Printer;

fn read(path: &str) -> io::Result<String> {
    std::fs::read_to_string(path)
        .map_err(|error| io::Error::new(error.kind(), format!("{path}: {error}")))
}

/// Prints the record of a case, and says whether nothing stands against it.
pub(crate) fn show(
    charter: &str,
    record: &str,
    observe: bool,
    out: &mut Printer,
) -> io::Result<ExitCode> {
    let lang = out.lang;
    let charter = Charter::from_json(&read(charter)?).map_err(io::Error::other)?;
    let text = read(record)?;
    let verification = verify(&text, None);
    out.line(&verification.describe(lang))?;
    let record = match Record::from_jsonl(&text) {
        Ok(loaded) => loaded.into_record(),
        Err(error) => {
            out.line(&error.message(lang))?;
            return Ok(ExitCode::FAILURE);
        }
    };
    let charters = [charter];
    let mut code = ExitCode::SUCCESS;
    let case = if observe {
        let observed = RecordedCase::audit(&charters, &record).map_err(io::Error::other)?;
        for breaches in observed.breaches() {
            code = ExitCode::FAILURE;
            let entry = breaches.entry();
            for refusal in breaches.refusals() {
                let label = out.styled("31;1", refusal.code().as_str());
                out.line(&match lang {
                    Lang::En => format!("entry {entry}: {label}: {}", refusal.message(lang)),
                    Lang::Zh => format!("第 {entry} 条：{label}：{}", refusal.message(lang)),
                })?;
            }
        }
        observed.case().clone()
    } else {
        match RecordedCase::replay(&charters, &record) {
            Ok(recorded) => recorded.case().clone(),
            Err(error) => {
                for refusal in error.refused().refusals() {
                    let (entry, code) = (error.entry(), refusal.code());
                    out.line(&format!("{entry}: {code}: {}", refusal.message(lang)))?;
                    out.line(&format!("    → {}", refusal.help(lang)))?;
                }
                return Ok(ExitCode::FAILURE);
            }
        }
    };
    out.blank()?;
    out.line(case.explain(lang).to_text().trim_end())?;
    Ok(code)
}
