//! How an audit is printed: as plain text and as Markdown.

use std::fmt;
use std::fmt::Write as _;

use crate::audit::code::Severity;
use crate::audit::finding::Finding;
use crate::audit::report::Audit;
use crate::audit::subject::Subject;
use crate::values::foreign::{escape, one_line};
use crate::values::lang::Lang;

impl Audit {
    /// The findings as plain text: each with what it rests on, and what would help.
    ///
    /// ```
    /// use cogov::{Charter, Date, Lang};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let audit = charter.audit(Date::new(2026, 6, 1).unwrap());
    /// let text = audit.to_text(Lang::En);
    /// assert!(text.contains("000 §2.3.3"), "where the overlap is written down");
    /// ```
    #[must_use]
    pub fn to_text(&self, lang: Lang) -> String {
        let mut text = self.heading(lang);
        text.push('\n');
        for finding in self.findings() {
            let _ = write!(
                text,
                "\n{} [{}] {}\n",
                finding.severity().label(lang),
                finding.code().as_str(),
                one_line(&finding.explanation(lang)),
            );
            self.details(&mut text, finding, lang, "    ");
        }
        for left_out in self.left_out_lines(lang) {
            let _ = write!(text, "\n{left_out}\n");
        }
        for stale in self.stale_lines(lang) {
            let _ = write!(text, "\n{}\n", one_line(&stale));
        }
        text
    }

    /// The findings as Markdown; what the charter says cannot be taken for markup.
    ///
    /// ```
    /// use cogov::{Charter, Date, Lang};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let audit = charter.audit(Date::new(2026, 6, 1).unwrap());
    /// assert!(audit.to_markdown(Lang::Zh).contains("overlap"));
    /// ```
    #[must_use]
    pub fn to_markdown(&self, lang: Lang) -> String {
        let mut text = format!("# {}\n", escape(&self.heading(lang)));
        for severity in Severity::ALL {
            let mut findings =
                self.findings().iter().filter(|f| f.severity() == *severity).peekable();
            if findings.peek().is_none() {
                continue;
            }
            let _ = write!(text, "\n## {}\n\n", severity.label(lang));
            for finding in findings {
                let _ = writeln!(
                    text,
                    "* **{}** (`{}`): {}",
                    finding.code().label(lang),
                    finding.code().as_str(),
                    escape(&finding.explanation(lang)),
                );
                let mut details = String::new();
                self.details(&mut details, finding, lang, "");
                for line in details.lines() {
                    let _ = writeln!(text, "    * {}", escape(line));
                }
            }
        }
        if !self.left_out().is_empty() {
            let _ = write!(text, "\n## {}\n\n", lang.pick("left out", "从略"));
        }
        for left_out in self.left_out_lines(lang) {
            let _ = writeln!(text, "* {}", escape(&left_out));
        }
        let mut stale = self.stale_lines(lang).peekable();
        if stale.peek().is_some() {
            let heading = lang.pick("acknowledged in vain", "失效的确认");
            let _ = write!(text, "\n## {heading}\n\n");
        }
        for stale in stale {
            let _ = writeln!(text, "* {}", escape(&stale));
        }
        text
    }

    /// The checks that were cut short.
    fn left_out_lines(&self, lang: Lang) -> impl Iterator<Item = String> {
        self.left_out().iter().map(move |code| match lang {
            Lang::En => format!(
                "left out: this check was cut short, there can be more of {}",
                code.as_str()
            ),
            Lang::Zh => format!("从略：此项检查未及全部，{} 可能不止以上所列", code.as_str()),
        })
    }

    /// What the charter accepts, and no finding answers to: mended since, or misspelt.
    fn stale_lines(&self, lang: Lang) -> impl Iterator<Item = String> {
        self.stale_acknowledgements().iter().map(move |stale| {
            let code = stale.code().as_str();
            let about: Vec<&str> = stale.about().iter().map(|word| word.get(Lang::En)).collect();
            let about = about.join(", ");
            match (lang, about.is_empty()) {
                (Lang::En, true) => format!("acknowledged in vain: nothing is found as {code}"),
                (Lang::En, false) => {
                    format!(
                        "acknowledged in vain: no {code} is found about {about}, or by now it is about further matters or places"
                    )
                }
                (Lang::Zh, true) => format!("失效的确认：未发现 {code}"),
                (Lang::Zh, false) => {
                    format!("失效的确认：未发现关于 {about} 的 {code}，或其范围已超出所确认的事项或地点")
                },
            }
        })
    }

    fn heading(&self, lang: Lang) -> String {
        let count = |severity| self.count(severity);
        let (errors, warnings, notes) =
            (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
        let (charter, version, on) = (self.charter(), self.version(), self.on());
        match lang {
            Lang::En => format!(
                "Audit of {charter}, version {version}, as of {on}: {}, {}, {}",
                counted(errors, "error"),
                counted(warnings, "warning"),
                counted(notes, "note"),
            ),
            Lang::Zh => format!(
                "章程 {charter}（第{version}版）审查，{on}：错误 {errors} 项，警告 {warnings} 项，提示 {notes} 项"
            ),
        }
    }

    fn details(&self, text: &mut String, finding: &Finding, lang: Lang, indent: &str) {
        const SHOWN: usize = 6;
        const NAMED: usize = 12;
        let words: Vec<String> = finding.subjects().iter().take(NAMED).map(Subject::word).collect();
        if !words.is_empty() {
            let about = lang.pick("about: ", "涉及：");
            let more = finding.subjects().len().saturating_sub(NAMED);
            let _ = write!(text, "{indent}{about}{}", words.join(", "));
            let _ = match (more, lang) {
                (0, _) => writeln!(text),
                (_, Lang::En) => writeln!(text, " and {more} more"),
                (_, Lang::Zh) => writeln!(text, " 等，另有 {more} 项"),
            };
        }
        for cause in finding.causes().iter().take(SHOWN) {
            let _ = match cause.source() {
                Some(source) => {
                    writeln!(text, "{indent}{}: {}", cause.path(), one_line(source.get(lang)))
                }
                None => writeln!(text, "{indent}{}", cause.path()),
            };
        }
        let more = finding.causes().len().saturating_sub(SHOWN);
        if more > 0 {
            let _ = match lang {
                Lang::En if more == 1 => writeln!(text, "{indent}and 1 more place"),
                Lang::En => writeln!(text, "{indent}and {more} more places"),
                Lang::Zh => writeln!(text, "{indent}另有 {more} 处"),
            };
        }
        let remedy = one_line(&finding.remedy(lang));
        let _ = writeln!(text, "{indent}{}{remedy}", lang.pick("remedy: ", "建议："));
        if let Some(reason) = finding.acknowledged() {
            let reason = one_line(reason.get(lang));
            let _ = writeln!(text, "{indent}{}{reason}", lang.pick("acknowledged: ", "已确认："));
        }
    }
}

impl fmt::Display for Audit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text(Lang::En))
    }
}

fn counted(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}
