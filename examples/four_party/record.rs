//! The record of any case: whether it is as it was written, its story, and what is open.

use std::io;
use std::process::ExitCode;

use cogov::record::{Record, RecordedCase, verify};
use cogov::{Charter, Lang};

use crate::Printer;

fn read(path: &str) -> io::Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| io::Error::new(error.kind(), format!("{path}: {error}")))
}

/// Prints the record of a case, and says whether nothing stands against it.
pub(crate) fn show(
    charter: &str,
    record: &str,
    observe: bool,
    out: &mut Printer,
) -> io::Result<ExitCode> {
    let lang = out.lang;
    let charter = String::from_utf8(read(charter)?).map_err(io::Error::other)?;
    let charter = Charter::from_json(&charter).map_err(io::Error::other)?;
    // Bytes, and no text: a bit that was turned can make it none, and that is to be told.
    let bytes = read(record)?;
    let verification = verify(&bytes, None);
    out.line(&verification.describe(lang))?;
    let record = match Record::from_jsonl(&bytes) {
        Ok(loaded) => loaded.into_record(),
        // What is wrong was told.
        Err(error) => {
            out.line(&format!("    → {}", error.help(lang)))?;
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
        observed.into_case()
    } else {
        match RecordedCase::replay(&charters, &record) {
            Ok(recorded) => recorded.into_case(),
            Err(error) => {
                let place = match (error.entry(), lang) {
                    (Some(entry), Lang::En) => format!("entry {entry}"),
                    (Some(entry), Lang::Zh) => format!("第 {entry} 条"),
                    (None, Lang::En) => "the header".to_owned(),
                    (None, Lang::Zh) => "首行".to_owned(),
                };
                for refusal in error.refused().refusals() {
                    let label = out.styled("31;1", refusal.code().as_str());
                    out.line(&match lang {
                        Lang::En => format!("{place}: {label}: {}", refusal.message(lang)),
                        Lang::Zh => format!("{place}：{label}：{}", refusal.message(lang)),
                    })?;
                    out.line(&format!("    → {}", refusal.help(lang)))?;
                }
                return Ok(ExitCode::FAILURE);
            }
        }
    };
    out.blank()?;
    out.line(case.explain_with(record.entries(), lang).to_text().trim_end())?;
    Ok(code)
}
