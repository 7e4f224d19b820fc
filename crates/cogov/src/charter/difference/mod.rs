//! What changed from one charter to another, in terms of positions, steps and rules.

mod about;
mod alteration;
mod change;
mod comparison;
mod matching;
mod positions;
mod procedures;
mod renaming;
mod words;

use std::fmt::{self, Write as _};

use serde::Serialize;

use crate::charter::difference::comparison::Comparison;
use crate::charter::loaded::Charter;
use crate::values::foreign::{escape, one_line};
use crate::values::lang::Lang;

pub use alteration::Alteration;
pub use change::{Change, ChangeKind, Section};

/// What changed from one charter to another.
///
/// ```
/// use cogov::Charter;
/// use cogov::charter::{ChangeKind, Section};
///
/// let before = Charter::from_json(r#"{
///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
///     "parties": [{"key": "company", "name": "Property company", "kind": "property_company"}],
///     "positions": [{"holder": {"party": "company"}, "kinds": ["lead"], "functions": ["implement"]}]
/// }"#)?;
/// let after = Charter::from_json(r#"{
///     "format": "cogov/1", "key": "court", "version": 2, "title": "East Court",
///     "parties": [{"key": "company", "name": "Property company", "kind": "property_company"}],
///     "positions": [{"holder": {"party": "company"}, "kinds": ["lead"], "functions": ["implement"],
///                    "within": {"days": 30}}]
/// }"#)?;
/// let difference = before.diff(&after);
/// let change = difference.in_section(Section::Positions).next().unwrap();
/// assert_eq!((change.kind(), change.fields()), (ChangeKind::Changed, &["within".to_owned()][..]));
/// assert_eq!((difference.changes().len(), change.section()), (1, Section::Positions));
/// # Ok::<(), cogov::Invalid>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    before: String,
    after: String,
    changes: Vec<Change>,
}

impl Charter {
    /// What changed from this charter to another one.
    ///
    /// ```
    /// use cogov::charter::Section;
    /// use cogov::Charter;
    ///
    /// let found = Charter::builtin("cuizhuyuan-found").unwrap();
    /// assert!(found.diff(&found).is_empty());
    ///
    /// let recommended = Charter::builtin("cuizhuyuan-recommended").unwrap();
    /// assert!(found.diff(&recommended).in_section(Section::Positions).next().is_some());
    /// ```
    #[must_use]
    pub fn diff(&self, after: &Self) -> Difference {
        let changes = Comparison::of(self, after);
        let name = |charter: &Self| format!("{}, version {}", charter.key(), charter.version());
        let (mut before, mut other) = (name(self), name(after));
        // Two texts of one key and version are told apart by their digests.
        if before == other && self != after {
            for (name, charter) in [(&mut before, self), (&mut other, after)] {
                let _ = write!(name, " ({:.8}…)", charter.digest());
            }
        }
        Difference { before, after: other, changes }
    }
}

impl Difference {
    /// The changes, in the order of the sections.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The changes in one section.
    ///
    /// ```
    /// use cogov::charter::{ChangeKind, Section};
    /// use cogov::Charter;
    ///
    /// let before = r#"{"format": "cogov/1", "key": "court", "version": 1, "title": "East Court"}"#;
    /// let after = before.replace('}', r#", "matters": [{"key": "parking", "name": "Parking"}]}"#);
    /// let difference = Charter::from_json(before)?.diff(&Charter::from_json(&after)?);
    /// let kinds: Vec<ChangeKind> =
    ///     difference.in_section(Section::Matters).map(|change| change.kind()).collect();
    /// assert_eq!(kinds, [ChangeKind::Added]);
    /// assert_eq!(difference.in_section(Section::Rules).count(), 0);
    /// # Ok::<(), cogov::Invalid>(())
    /// ```
    pub fn in_section(&self, section: Section) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.section == section)
    }

    /// Whether nothing changed but the key, the version and the digest.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The changes as plain text: below what changed, each field with what it said and says.
    ///
    /// ```
    /// use cogov::{Charter, Lang};
    ///
    /// let charter = |version: u32, kind: &str| Charter::from_json(&format!(r#"{{
    ///     "format": "cogov/1", "key": "court", "version": {version}, "title": "East Court",
    ///     "parties": [{{"key": "company", "name": "Company", "kind": "{kind}"}}]
    /// }}"#));
    /// let before = charter(1, "other")?;
    /// assert_eq!(before.diff(&before).to_text(Lang::En), "court, version 1: no changes\n");
    /// assert_eq!(before.diff(&charter(2, "property_company")?).to_text(Lang::En), "\
    /// From court, version 1 to court, version 2: 1 change
    ///
    /// parties
    ///   ~ Company
    ///       kind: other body → property service company
    /// ");
    /// # Ok::<(), cogov::Invalid>(())
    /// ```
    #[must_use]
    pub fn to_text(&self, lang: Lang) -> String {
        let (before, after) = (&self.before, &self.after);
        let count = self.changes.len();
        let mut text = match (lang, count) {
            (Lang::En, 0) if before == after => format!("{before}: no changes\n"),
            (Lang::Zh, 0) if before == after => format!("{before}：没有变化\n"),
            (Lang::En, 0) => format!("From {before} to {after}: no changes\n"),
            (Lang::En, 1) => format!("From {before} to {after}: 1 change\n"),
            (Lang::En, _) => format!("From {before} to {after}: {count} changes\n"),
            (Lang::Zh, 0) => format!("由 {before} 至 {after}：没有变化\n"),
            (Lang::Zh, _) => format!("由 {before} 至 {after}：{count} 处变化\n"),
        };
        for section in Section::ALL {
            let mut changes = self.in_section(*section).peekable();
            if changes.peek().is_none() {
                continue;
            }
            let _ = write!(text, "\n{}\n", section.label(lang));
            for change in changes {
                let sign = match change.kind {
                    ChangeKind::Added => '+',
                    ChangeKind::Removed => '-',
                    ChangeKind::Changed => '~',
                    ChangeKind::Renamed => '=',
                };
                let _ = writeln!(text, "  {sign} {}", one_line(change.what(lang)));
                for alteration in change.alterations() {
                    let _ = writeln!(text, "      {}", one_line(&alteration.describe(lang)));
                }
                if let Some(more) = more_words(change, lang) {
                    let _ = writeln!(text, "      {more}");
                }
            }
        }
        text
    }

    /// The changes as Markdown: below what changed, each field with what it said and says.
    ///
    /// ```
    /// use cogov::{Charter, Lang};
    ///
    /// let charter = |version: u32, kind: &str| Charter::from_json(&format!(r#"{{
    ///     "format": "cogov/1", "key": "court", "version": {version}, "title": "East Court",
    ///     "parties": [{{"key": "company", "name": "Company", "kind": "{kind}"}}]
    /// }}"#));
    /// let markdown = charter(1, "other")?.diff(&charter(2, "company")?).to_markdown(Lang::En);
    /// assert!(markdown.starts_with("# "), "{markdown}");
    /// assert!(markdown.contains("Company") && markdown.contains("other body → company"), "{markdown}");
    /// # Ok::<(), cogov::Invalid>(())
    /// ```
    #[must_use]
    pub fn to_markdown(&self, lang: Lang) -> String {
        let (before, after) = (escape(&self.before), escape(&self.after));
        let mut text = match before == after {
            true => format!("# {before}\n"),
            false => format!("# {before} → {after}\n"),
        };
        if self.is_empty() {
            let _ = write!(text, "\n{}\n", lang.pick("No changes.", "没有变化。"));
        }
        for section in Section::ALL {
            let mut changes = self.in_section(*section).peekable();
            if changes.peek().is_none() {
                continue;
            }
            let _ = write!(text, "\n## {}\n\n", section.label(lang));
            for change in changes {
                let (kind, what) = (change.kind.label(lang), escape(change.what(lang)));
                let _ = writeln!(text, "* **{kind}** {what}");
                for alteration in change.alterations() {
                    text.push_str("  * ");
                    if !alteration.path().is_empty() {
                        let colon = lang.pick(": ", "：");
                        let _ = write!(text, "`{}`{colon}", alteration.path());
                    }
                    let (was, is) = (alteration.before(lang), alteration.after(lang));
                    let _ = writeln!(text, "{} → {}", escape(was), escape(is));
                }
                if let Some(more) = more_words(change, lang) {
                    let _ = writeln!(text, "  * {more}");
                }
            }
        }
        text
    }
}

/// How many fields are not told, if any.
fn more_words(change: &Change, lang: Lang) -> Option<String> {
    Some(match (change.more_alterations(), lang) {
        (0, _) => return None,
        (1, Lang::En) => "and 1 more field".to_owned(),
        (more, Lang::En) => format!("and {more} more fields"),
        (more, Lang::Zh) => format!("另有 {more} 个字段"),
    })
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text(Lang::En))
    }
}
