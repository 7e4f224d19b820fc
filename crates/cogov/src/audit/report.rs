//! The audit as a whole: its findings, and how they are printed.

use std::collections::BTreeSet;
use std::fmt;
use std::fmt::Write as _;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use crate::audit::accepting::acknowledge;
use crate::audit::code::{FindingCode, Severity};
use crate::audit::finding::{Acknowledgement, Finding};
use crate::audit::survey::Survey;
use crate::audit::{bodies, checking, duties, performing, powers, process, responsibility};
use crate::charter::Charter;
use crate::time::Date;
use crate::values::key::CharterKey;
use crate::values::lang::Lang;

/// What an audit of a charter found on a day.
///
/// The gravest findings come first, then in the order of the codes. Equal charters give equal
/// audits, byte for byte.
///
/// ```
/// use cogov::{Charter, Date, FindingCode};
///
/// let charter = Charter::from_json(r#"{
///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
///     "parties": [
///         {"key": "committee", "name": "Owners' committee", "kind": "owners_committee"},
///         {"key": "company", "name": "Property company", "kind": "property_company"}],
///     "positions": [
///         {"holder": {"party": "committee"}, "kinds": ["lead"], "functions": ["implement"]},
///         {"holder": {"party": "company"}, "kinds": ["lead"], "functions": ["implement"]}]
/// }"#)?;
/// let audit = charter.audit(Date::new(2026, 6, 1).unwrap());
/// let overlap = &audit.findings()[0];
/// assert_eq!(overlap.code(), FindingCode::Overlap);
/// assert_eq!(overlap.causes()[1].path().to_string(), "positions[1]");
/// # Ok::<(), cogov::Invalid>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// Kept, so that its digest need not be made unless somebody asks.
    charter: Charter,
    on: Date,
    findings: Vec<Finding>,
    left_out: Vec<FindingCode>,
    /// Acknowledgements that no finding answers to any more.
    stale_acknowledgements: Vec<Acknowledgement>,
}

impl Charter {
    /// Looks for flaws, as the charter stands on a day.
    ///
    /// ```
    /// use cogov::audit::Severity;
    /// use cogov::{Charter, Date};
    ///
    /// let day = Date::new(2026, 6, 1).unwrap();
    /// let found = Charter::builtin("cuizhuyuan-found").unwrap().audit(day);
    /// assert_eq!(found.count(Severity::Error), 2);
    /// let completed = Charter::builtin("cuizhuyuan-completed").unwrap().audit(day);
    /// assert_eq!(completed.count(Severity::Error), 0);
    /// ```
    #[must_use]
    pub fn audit(&self, on: Date) -> Audit {
        let mut survey = Survey::new(self, on);
        responsibility::check(&mut survey);
        duties::check(&mut survey);
        powers::check(&mut survey);
        checking::check(&mut survey);
        performing::check(&mut survey);
        bodies::check(&mut survey);
        process::check(&mut survey);
        let (mut findings, left_out) = survey.into_findings();
        // Stable: of one code and severity, the order in which they were found stays.
        findings.sort_by_key(|finding| (finding.severity(), finding.code()));
        let stale = acknowledge(self.acknowledged(), &mut findings);
        Audit { charter: self.clone(), on, findings, left_out, stale_acknowledgements: stale }
    }
}

fn counted(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

impl Serialize for Audit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Audit", 7)?;
        object.serialize_field("charter", self.charter())?;
        object.serialize_field("version", &self.version())?;
        object.serialize_field("digest", self.digest())?;
        object.serialize_field("on", &self.on)?;
        object.serialize_field("findings", &self.findings)?;
        object.serialize_field("left_out", &self.left_out)?;
        object.serialize_field("stale_acknowledgements", &self.stale_acknowledgements)?;
        object.end()
    }
}

impl Audit {
    /// All findings, the gravest first.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The key of the charter.
    #[must_use]
    pub fn charter(&self) -> &CharterKey {
        self.charter.key()
    }

    /// The version of the charter.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.charter.version()
    }

    /// The digest of the charter that was looked at: see [`Charter::digest`].
    ///
    /// ```
    /// use cogov::{Charter, Date};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let audit = charter.audit(Date::new(2026, 6, 1).unwrap());
    /// assert_eq!(audit.digest(), charter.digest());
    /// assert_eq!((audit.charter(), audit.version()), (charter.key(), charter.version()));
    /// ```
    #[must_use]
    pub fn digest(&self) -> &str {
        self.charter.digest()
    }

    /// The day on which the charter was looked at.
    #[must_use]
    pub const fn on(&self) -> Date {
        self.on
    }

    /// The findings that are not acknowledged and at least as grave as this.
    ///
    /// ```
    /// use cogov::audit::Severity;
    /// use cogov::{Charter, Date, FindingCode};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let audit = charter.audit(Date::new(2026, 6, 1).unwrap());
    /// let errors: Vec<FindingCode> = audit.open(Severity::Error).map(|f| f.code()).collect();
    /// assert_eq!(errors, [FindingCode::Overlap, FindingCode::MissingStep]);
    /// ```
    pub fn open(&self, severity: Severity) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |f| f.acknowledged().is_none() && f.severity() <= severity)
    }

    /// The codes of the findings on one basis, each once, in order.
    ///
    /// ```
    /// use cogov::audit::Basis;
    /// use cogov::{Charter, Date, FindingCode};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let audit = charter.audit(Date::new(2026, 6, 1).unwrap());
    /// assert!(audit.codes(Basis::Stated).contains(&FindingCode::NoTraining));
    /// assert!(audit.codes(Basis::Silent).contains(&FindingCode::NoIncentive));
    /// ```
    #[must_use]
    pub fn codes(&self, basis: super::Basis) -> BTreeSet<FindingCode> {
        self.findings.iter().filter(|f| f.basis() == basis).map(Finding::code).collect()
    }

    /// Acknowledgements of the charter that no finding answers to any more, or only one that is by
    /// now about further matters or places than they name.
    #[must_use]
    pub fn stale_acknowledgements(&self) -> &[Acknowledgement] {
        &self.stale_acknowledgements
    }

    /// The codes of which there can be more than was found, or more than the findings name: in a
    /// charter in which very much overlaps or stays open, a check ends when it has looked at so
    /// much, or named so much, that nobody could read it. A code stands here also if nothing of it
    /// was found so far.
    ///
    /// ```
    /// use cogov::{Charter, Date};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let audit = charter.audit(Date::new(2026, 6, 1).unwrap());
    /// assert!(audit.left_out().is_empty(), "all checks went through to the end");
    /// ```
    #[must_use]
    pub fn left_out(&self) -> &[FindingCode] {
        &self.left_out
    }

    /// How many findings there are of a severity, acknowledged ones included.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity() == severity).count()
    }

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
        for finding in &self.findings {
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
                self.findings.iter().filter(|f| f.severity() == *severity).peekable();
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
        if !self.left_out.is_empty() {
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
        self.left_out.iter().map(move |code| match lang {
            Lang::En => format!(
                "left out: this check was cut short, there can be more of {}",
                code.as_str()
            ),
            Lang::Zh => format!("从略：此项检查未及全部，{} 可能不止以上所列", code.as_str()),
        })
    }

    /// What the charter accepts, and no finding answers to: mended since, or misspelt.
    fn stale_lines(&self, lang: Lang) -> impl Iterator<Item = String> {
        self.stale_acknowledgements.iter().map(move |stale| {
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
        let (charter, version, on) = (self.charter(), self.version(), self.on);
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
        let words: Vec<String> =
            finding.subjects().iter().take(NAMED).map(super::Subject::word).collect();
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

/// Keeps foreign words from making up lines of their own.
pub(crate) fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\u{2028}', '\u{2029}'], " ")
}

/// Keeps foreign words from being read as Markdown or HTML.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}
