//! The list of all codes with their words, as it is committed in `docs/codes.md`.

use std::fmt::Write as _;

use cogov::audit::{Basis, Severity};
use cogov::case::RefusalCode;
use cogov::record::RecordCode;
use cogov::record::io::StreamCode;
use cogov::register::RegisterCode;
use cogov::{FindingCode, Lang, ProblemCode};

/// The text of `docs/codes.md`.
#[must_use]
pub fn codes() -> String {
    let mut text = String::from(
        "<!-- Made by `cargo xtask schema` from the tables in the code. Do not edit. -->\n\n\
         # Codes\n\n\
         Codes are stable: they may be added, never changed. Words may change. A name in braces\n\
         stands for a detail of the problem, finding or refusal.\n\n\
         ## Problems\n\n\
         What is wrong with a charter or another document that is read.\n",
    );
    for code in ProblemCode::ALL {
        let _ = write!(text, "\n### `{code}`\n\n");
        for (mark, lang) in [("English", Lang::En), ("中文", Lang::Zh)] {
            line(&mut text, mark, code.message(lang), code.help(lang));
        }
    }
    text.push_str(
        "\n## Findings\n\n\
         What an audit finds. A finding that rests on silence is never more than a note.\n",
    );
    for code in FindingCode::ALL {
        let (en, zh) = (code.label(Lang::En), code.label(Lang::Zh));
        let _ = write!(text, "\n### `{}`: {en}, {zh}\n\n", code.as_str());
        for &basis in code.bases() {
            let severity = match basis {
                Basis::Stated => code.severity(),
                Basis::Silent => Severity::Note,
            };
            for lang in [Lang::En, Lang::Zh] {
                let mark = format!("{}, {}", basis.label(lang), severity.label(lang));
                line(&mut text, &mark, code.explanation(basis, lang), code.remedy(lang));
            }
        }
    }
    text.push_str(
        "\n## Refusals\n\n\
         Why an act is refused, or what is noted where it was observed. The number is that of the\n\
         invariant that the code guards.\n",
    );
    for code in RefusalCode::ALL {
        let _ = write!(text, "\n### `{code}` (invariant {})\n\n", code.invariant());
        for (mark, lang) in [("English", Lang::En), ("中文", Lang::Zh)] {
            line(&mut text, mark, code.message(lang), code.help(lang));
        }
    }
    text.push_str(
        "\n## Refusals of a register\n\n\
         Why an act is refused in a register of members. A code that a case has, too, means the same.\n",
    );
    for code in RegisterCode::ALL {
        let _ = write!(text, "\n### `{code}` (register, invariant {})\n\n", code.invariant());
        for (mark, lang) in [("English", Lang::En), ("中文", Lang::Zh)] {
            line(&mut text, mark, code.message(lang), code.help(lang));
        }
    }
    text.push_str(
        "\n## Records\n\n\
         What is wrong with a line of a record.\n",
    );
    for &code in RecordCode::ALL {
        let _ = write!(text, "\n### `{code}`\n\n");
        for (mark, lang) in [("English", Lang::En), ("中文", Lang::Zh)] {
            line(&mut text, mark, code.label(lang), code.help(lang));
        }
    }
    text.push_str(
        "\n## Files of records\n\n\
         What went wrong with the file behind a record, and not with the record. The words of the system follow.\n",
    );
    for &code in StreamCode::ALL {
        let _ = write!(text, "\n### `{code}`\n\n");
        for (mark, lang) in [("English", Lang::En), ("中文", Lang::Zh)] {
            line(&mut text, mark, code.label(lang), code.help(lang));
        }
    }
    text
}

/// What is wrong, and what to do about it.
fn line(text: &mut String, mark: &str, wrong: &str, help: &str) {
    let _ = writeln!(text, "* {mark}: {wrong} → {help}");
}
