//! What changed from one charter to another, in terms of positions, steps and rules.

mod change;
mod comparison;
mod matching;

use std::fmt::{self, Write as _};

use serde::Serialize;

use crate::audit::{escape, one_line};
use crate::charter::difference::comparison::Comparison;
use crate::charter::loaded::Charter;
use crate::values::lang::Lang;

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
    #[must_use]
    pub fn diff(&self, after: &Self) -> Difference {
        let changes = Comparison::of(self, after);
        let name = |charter: &Self| format!("{}, version {}", charter.key(), charter.version());
        Difference { before: name(self), after: name(after), changes }
    }
}

impl Difference {
    /// The changes, in the order of the sections.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The changes in one section.
    pub fn in_section(&self, section: Section) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.section == section)
    }

    /// Whether nothing changed but the key, the version and the digest.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The changes as plain text.
    #[must_use]
    pub fn to_text(&self, lang: Lang) -> String {
        let (before, after) = (&self.before, &self.after);
        let mut text = match lang {
            Lang::En => format!("From {before} to {after}: {} changes\n", self.changes.len()),
            Lang::Zh => format!("由 {before} 至 {after}：{} 处变化\n", self.changes.len()),
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
                };
                let _ = write!(text, "  {sign} {}", one_line(change.what(lang)));
                if !change.fields.is_empty() {
                    let _ = write!(text, " ({})", change.fields.join(", "));
                }
                text.push('\n');
            }
        }
        text
    }

    /// The changes as Markdown.
    #[must_use]
    pub fn to_markdown(&self, lang: Lang) -> String {
        let mut text = format!("# {} → {}\n", escape(&self.before), escape(&self.after));
        for section in Section::ALL {
            let mut changes = self.in_section(*section).peekable();
            if changes.peek().is_none() {
                continue;
            }
            let _ = write!(text, "\n## {}\n\n", section.label(lang));
            for change in changes {
                let _ =
                    write!(text, "* **{}** {}", change.kind.label(lang), escape(change.what(lang)));
                if !change.fields.is_empty() {
                    let _ = write!(text, " (`{}`)", change.fields.join("`, `"));
                }
                text.push('\n');
            }
        }
        text
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text(Lang::En))
    }
}
