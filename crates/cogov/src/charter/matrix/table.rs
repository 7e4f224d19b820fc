//! Prints the matrix: as text, Markdown and comma-separated values.

use std::fmt::{self, Write as _};

use unicode_width::UnicodeWidthStr;

use crate::charter::matrix::row::Marks;
use crate::charter::matrix::{Involvement, LeadFlaw, Matrix, MatrixRow};
use crate::values::foreign::{escape, one_line};
use crate::values::key::{MatterKey, PlaceKey};
use crate::values::lang::Lang;

/// The letters of a cell.
fn letters(cell: Marks) -> String {
    cell.iter().map(Involvement::as_str).collect()
}

/// The letters of a cell, or a point where there are none.
fn dotted(cell: Marks) -> String {
    let letters = letters(cell);
    if letters.is_empty() { "·".to_owned() } else { letters }
}

impl Matrix {
    fn name(&self, column: usize, lang: Lang) -> &str {
        let [en, zh] = match self.names.get(column) {
            Some(names) => names,
            None => return "",
        };
        lang.pick(en, zh)
    }

    fn row_title(row: &MatrixRow, lang: Lang) -> String {
        let [en, zh] = &row.scope;
        let (function, scope) = (row.function.label(lang), lang.pick(en, zh));
        if scope.is_empty() { function.to_owned() } else { format!("  {function}: {scope}") }
    }

    /// The matrix as plain text: numbered columns, then who they are, then what the letters mean.
    ///
    /// ```
    /// use cogov::{Charter, Date, Lang};
    ///
    /// let charter = Charter::from_json(r#"{
    ///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
    ///     "parties": [{"key": "company", "name": {"en": "Company", "zh": "公司"},
    ///                  "kind": "property_company"}],
    ///     "positions": [{"holder": {"party": "company"}, "kinds": ["lead"],
    ///                    "functions": ["implement"]}]
    /// }"#)?;
    /// let text = charter.matrix(Date::new(2026, 6, 1)?).to_text(Lang::En);
    /// assert!(text.starts_with("           1\nimplement  A\n"), "{text}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_text(&self, lang: Lang) -> String {
        let titles: Vec<String> =
            self.rows.iter().map(|row| one_line(&Self::row_title(row, lang))).collect();
        let widest = titles.iter().map(|title| title.width()).max().unwrap_or(0);
        let mut columns: Vec<usize> = (0..self.holders.len())
            .map(|column| column.saturating_add(1).to_string().len())
            .collect();
        for (column, marks) in self.rows.iter().flat_map(|row| row.cells.0.iter()) {
            if let Some(width) = columns.get_mut(*column as usize) {
                *width = (*width).max(letters(*marks).width());
            }
        }
        let mut text = " ".repeat(widest);
        for (column, width) in columns.iter().enumerate() {
            let _ = write!(text, "  {:>width$}", column.saturating_add(1), width = *width);
        }
        text.push('\n');
        for (row, title) in self.rows.iter().zip(&titles) {
            text.push_str(title);
            text.push_str(&" ".repeat(widest.saturating_sub(title.width())));
            for (cell, width) in self.dense(row).zip(&columns) {
                let letters = dotted(cell);
                let pad = width.saturating_sub(letters.width());
                let _ = write!(text, "  {}{letters}", " ".repeat(pad));
            }
            if let Some(flaw) = row.flaw {
                let _ = write!(text, "   {}", flaw.label(lang));
            }
            text.push('\n');
        }
        text.push('\n');
        for column in 0..self.holders.len() {
            let _ = writeln!(
                text,
                "{:>3} {}",
                column.saturating_add(1),
                one_line(self.name(column, lang))
            );
        }
        text.push('\n');
        for line in self.legend(lang) {
            text.push_str(&line);
            text.push('\n');
        }
        text
    }

    /// What the letters mean, then what is in capitals and what is not.
    fn legend(&self, lang: Lang) -> [String; 2] {
        let letters: Vec<String> = Involvement::ALL
            .iter()
            .map(|mark| format!("{} {}", mark.as_str(), mark.label(lang)))
            .collect();
        let mut flaws = lang
            .pick(
                "GAP and OVERLAP follow from what the charter states, and are errors of its audit; \
                 open: the charter does not say who leads, a note of its audit; \
                 led in part only: somebody leads on some of these matters or at some of these places",
                "空白、交叉：依据章程明文，审查列为错误；未定：章程没有规定由谁牵头，审查列为提示；\
                 仅部分有牵头：只有部分事项或地点有牵头方",
            )
            .to_owned();
        if self.rows_left_out > 0 {
            let rows = self.rows_left_out;
            flaws.push_str(&match (lang, rows) {
                (Lang::En, 1) => "; up to 1 more row is left out".to_owned(),
                (Lang::En, _) => format!("; up to {rows} more rows are left out"),
                (Lang::Zh, _) => format!("；另有至多 {rows} 行从略"),
            });
        }
        [letters.join(lang.pick("; ", "；")), flaws]
    }

    /// What stands in each column of a row.
    fn dense<'m>(&'m self, row: &'m MatrixRow) -> impl Iterator<Item = Marks> + 'm {
        let mut cells = row.cells.0.iter().peekable();
        (0..self.holders.len()).map(move |column| {
            let here = cells.next_if(|(filled, _)| *filled as usize == column);
            here.map_or(Marks::default(), |cell| cell.1)
        })
    }

    /// The matrix as a Markdown table.
    ///
    /// ```
    /// use cogov::{Charter, Date, Lang};
    ///
    /// let charter = Charter::from_json(r#"{
    ///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
    ///     "parties": [{"key": "company", "name": {"en": "Company", "zh": "公司"},
    ///                  "kind": "property_company"}],
    ///     "positions": [{"holder": {"party": "company"}, "kinds": ["lead"],
    ///                    "functions": ["implement"]}]
    /// }"#)?;
    /// let text = charter.matrix(Date::new(2026, 6, 1)?).to_markdown(Lang::Zh);
    /// assert!(text.starts_with("| 职能 | 公司 | |\n|---|:-:|---|\n"), "{text}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_markdown(&self, lang: Lang) -> String {
        let mut text = String::from("| ");
        text.push_str(lang.pick("function", "职能"));
        for column in 0..self.holders.len() {
            let _ = write!(text, " | {}", escape(self.name(column, lang)));
        }
        text.push_str(" | |\n|---|");
        text.push_str(&":-:|".repeat(self.holders.len()));
        text.push_str("---|\n");
        for row in &self.rows {
            let _ = write!(text, "| {}", escape(Self::row_title(row, lang).trim()));
            for cell in self.dense(row) {
                let _ = write!(text, " | {}", letters(cell));
            }
            let flaw = row.flaw.map_or(String::new(), |flaw| format!("**{}**", flaw.label(lang)));
            let _ = writeln!(text, " | {flaw} |");
        }
        for line in self.legend(lang) {
            let _ = write!(text, "\n{line}\n");
        }
        text
    }

    /// The matrix as comma-separated values (RFC 4180), a row for each function and scope.
    ///
    /// A name that a spreadsheet would take for a formula is preceded by an apostrophe.
    ///
    /// ```
    /// use cogov::{Charter, Date, Lang};
    ///
    /// let charter = Charter::from_json(r#"{
    ///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
    ///     "parties": [{"key": "company", "name": {"en": "Company", "zh": "公司"},
    ///                  "kind": "property_company"}],
    ///     "positions": [{"holder": {"party": "company"}, "kinds": ["lead"],
    ///                    "functions": ["implement"]}]
    /// }"#)?;
    /// let text = charter.matrix(Date::new(2026, 6, 1)?).to_csv(Lang::En);
    /// assert_eq!(text, "function,matter,place,Company,flaw\r\nimplement,,,A,\r\n");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_csv(&self, lang: Lang) -> String {
        let mut text = String::from("function,matter,place");
        for column in 0..self.holders.len() {
            text.push(',');
            text.push_str(&csv_field(self.name(column, lang)));
        }
        text.push_str(",flaw\r\n");
        for row in &self.rows {
            let key = |key: Option<&str>| key.unwrap_or("").to_owned();
            let _ = write!(
                text,
                "{},{},{}",
                row.function.as_str(),
                key(row.matter.as_ref().map(MatterKey::as_str)),
                key(row.place.as_ref().map(PlaceKey::as_str)),
            );
            for cell in self.dense(row) {
                let _ = write!(text, ",{}", letters(cell));
            }
            let _ = write!(text, ",{}\r\n", row.flaw.map_or("", LeadFlaw::as_str));
        }
        text
    }
}

fn csv_field(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

impl fmt::Display for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text(Lang::En))
    }
}
