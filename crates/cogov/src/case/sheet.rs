//! A sheet: a heading, some lines and a table, printed in several ways.

use std::fmt::Write as _;

use serde::{Serialize, Serializer};
use unicode_width::UnicodeWidthStr;

use crate::values::foreign::{escape, one_line};

/// A sheet that people read: one value with several ways to print it.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::Lang;
/// use cogov::case::Sheet;
///
/// let case = fire_lane(45);
/// let board: Sheet = case.board("2026-08-09T09:00:00+08:00".parse()?, Lang::Zh);
/// assert_eq!(board.title(), "2026-08-09 待办事项");
/// assert!(board.to_text().contains("物业服务企业"));
/// assert!(board.to_markdown().starts_with("## 2026-08-09 待办事项"));
/// assert!(board.to_html().contains("<th>责任方</th>"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize)]
pub struct Sheet {
    pub(crate) title: String,
    #[serde(serialize_with = "as_objects")]
    pub(crate) lines: Vec<(String, String)>,
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// A line before the table, as it is written.
#[derive(Serialize)]
struct Line<'s> {
    name: &'s str,
    value: &'s str,
}

/// Writes the lines with a name for either part.
fn as_objects<S: Serializer>(lines: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(lines.iter().map(|(name, value)| Line { name, value }))
}

/// Keeps foreign words from being read as HTML.
pub(crate) fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

impl Sheet {
    /// The heading.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The lines before the table: what each is, and what it says.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.lines.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The heads of the columns.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The rows, with a cell for each column.
    #[must_use]
    pub fn rows(&self) -> &[Vec<String>] {
        &self.rows
    }

    /// The sheet as plain text, with columns of even width.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("{}\n", one_line(&self.title));
        let widest = self.lines.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
        for (name, value) in &self.lines {
            let pad = " ".repeat(widest.saturating_sub(name.width()));
            let _ = writeln!(text, "{}{pad}  {}", one_line(name), one_line(value));
        }
        if self.header.is_empty() {
            return text;
        }
        let all = || std::iter::once(&self.header).chain(&self.rows);
        let mut widths = vec![0_usize; self.header.len()];
        for row in all() {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.width());
            }
        }
        text.push('\n');
        for row in all() {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                let pad = " ".repeat(width.saturating_sub(cell.width()));
                let _ = write!(line, "{}{pad}  ", one_line(cell));
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// The sheet as Markdown.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut text = format!("## {}\n\n", escape(&self.title));
        for (name, value) in &self.lines {
            let _ = writeln!(text, "* {}: {}", escape(name), escape(value));
        }
        if self.header.is_empty() {
            return text;
        }
        text.push('\n');
        let row = |cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| escape(cell)).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        text.push_str(&row(&self.header));
        text.push_str(&format!("|{}\n", "---|".repeat(self.header.len())));
        for cells in &self.rows {
            text.push_str(&row(cells));
        }
        text
    }

    /// The sheet as a fragment of HTML.
    #[must_use]
    pub fn to_html(&self) -> String {
        let mut text = format!("<section>\n<h2>{}</h2>\n", html(&self.title));
        if !self.lines.is_empty() {
            text.push_str("<dl>\n");
            for (name, value) in &self.lines {
                let _ = writeln!(text, "<dt>{}</dt><dd>{}</dd>", html(name), html(value));
            }
            text.push_str("</dl>\n");
        }
        if !self.header.is_empty() {
            let cells = |row: &[String], tag: &str| {
                let cells: Vec<String> =
                    row.iter().map(|cell| format!("<{tag}>{}</{tag}>", html(cell))).collect();
                format!("<tr>{}</tr>\n", cells.concat())
            };
            let _ =
                write!(text, "<table>\n<thead>{}</thead>\n<tbody>\n", cells(&self.header, "th"));
            for row in &self.rows {
                text.push_str(&cells(row, "td"));
            }
            text.push_str("</tbody>\n</table>\n");
        }
        text.push_str("</section>\n");
        text
    }
}
