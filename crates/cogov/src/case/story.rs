//! The story of a matter, in plain words, from the appeal to the outcome.

use std::fmt::Write as _;

use crate::case::sheet::html;
use crate::values::foreign::{escape, one_line};

/// One thing that happened, as it is told.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::Lang;
/// use cogov::case::Told;
///
/// let story = fire_lane(46).explain(Lang::Zh);
/// let first: &Told = &story.told()[0];
/// assert_eq!((first.entry(), first.on()), (1, "2026-06-01"));
/// assert_eq!(first.text(), "owner-1通过居委会服务窗口提出诉求：每晚都有车停在消防通道上");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Told {
    pub(super) entry: u64,
    pub(super) on: String,
    pub(super) text: String,
}

impl Told {
    /// The entry that it comes from.
    #[must_use]
    pub const fn entry(&self) -> u64 {
        self.entry
    }

    /// The day on which it happened.
    #[must_use]
    pub fn on(&self) -> &str {
        &self.on
    }

    /// What happened.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// The story of a case: what happened, in order, and who answers for what is open.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::Lang;
/// use cogov::case::Story;
///
/// let story: Story = fire_lane(46).explain(Lang::En);
/// assert!(story.to_text().contains("2026-07-08  Property service company took on"));
/// assert!(story.to_html().contains("<time>2026-07-08</time>"));
/// assert_eq!(
///     story.open()[0],
///     "Property service company: Put up bollards on the fire lane, by 2026-08-06 (overdue)",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Story {
    pub(super) title: String,
    pub(super) told: Vec<Told>,
    pub(super) open_title: String,
    pub(super) open: Vec<String>,
}

impl Story {
    /// What happened, in order.
    #[must_use]
    pub fn told(&self) -> &[Told] {
        &self.told
    }

    /// Who answers for what is open.
    #[must_use]
    pub fn open(&self) -> &[String] {
        &self.open
    }

    /// The story as plain text.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("{}\n\n", one_line(&self.title));
        for told in &self.told {
            let _ = writeln!(text, "{}  {}", told.on, one_line(&told.text));
        }
        if !self.open.is_empty() {
            let _ = write!(text, "\n{}\n", self.open_title);
            for line in &self.open {
                let _ = writeln!(text, "- {}", one_line(line));
            }
        }
        text
    }

    /// The story as Markdown.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut text = format!("## {}\n\n", escape(&self.title));
        for told in &self.told {
            let _ = writeln!(text, "* {} {}", told.on, escape(&told.text));
        }
        if !self.open.is_empty() {
            let _ = write!(text, "\n### {}\n\n", self.open_title);
            for line in &self.open {
                let _ = writeln!(text, "* {}", escape(line));
            }
        }
        text
    }

    /// The story as a fragment of HTML.
    #[must_use]
    pub fn to_html(&self) -> String {
        let mut text = format!("<section>\n<h2>{}</h2>\n<ol>\n", html(&self.title));
        for told in &self.told {
            let _ = writeln!(
                text,
                "<li value=\"{}\"><time>{}</time> {}</li>",
                told.entry,
                told.on,
                html(&told.text)
            );
        }
        text.push_str("</ol>\n");
        if !self.open.is_empty() {
            let _ = write!(text, "<h3>{}</h3>\n<ul>\n", html(&self.open_title));
            for line in &self.open {
                let _ = writeln!(text, "<li>{}</li>", html(line));
            }
            text.push_str("</ul>\n");
        }
        text.push_str("</section>\n");
        text
    }
}
