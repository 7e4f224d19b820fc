//! The responsibility matrix: who does what for which function, at a glance.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::audit::{escape, one_line};
use crate::charter::loaded::Charter;
use crate::charter::scopes::Scope;
use crate::charter::setting::Setting;
use crate::position::{Claim, Function, Holder, Right};
use crate::time::Date;
use crate::values::choice::choice;
use crate::values::key::{MatterKey, PlaceKey};
use crate::values::lang::Lang;

choice! {
    /// What a holder has to do with a function, as one letter of the matrix.
    pub enum Involvement {
        /// Answers for it: has the lead duty.
        Answers = "A", "answers for it (leads)", "牵头负责";
        /// May perform it: has the power.
        Performs = "R", "may perform it (power)", "有权行使";
        /// Has to help: has the support duty.
        Helps = "r", "has to help (supports)", "配合";
        /// Is consulted: is entitled to be heard, to vote, to object or to verify.
        Consulted = "C", "is heard, votes, objects or verifies", "被听取意见、表决、异议或核验";
        /// Is informed: is entitled to be notified, briefed, answered, or to inspect.
        Informed = "I", "is informed", "获得通知、答复或查阅";
        /// Supervises that it is done.
        Supervises = "S", "supervises it", "监督";
        /// Has leadership over it.
        Leadership = "L", "has leadership", "领导";
        /// May not perform it.
        Barred = "X", "may not perform it", "不得行使";
    }
}

choice! {
    /// What is wrong with a row of the matrix.
    pub enum LeadFlaw {
        /// Nobody leads.
        Gap = "gap", "GAP: nobody leads", "空白：无人牵头";
        /// More than one leads.
        Overlap = "overlap", "OVERLAP: more than one leads", "交叉：多方牵头";
        /// Somebody leads on some matters or at some places only.
        InPart = "in-part", "led in part only", "仅部分有牵头";
    }
}

/// A row of the matrix: a function, on a matter, at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatrixRow {
    function: Function,
    matter: Option<MatterKey>,
    place: Option<PlaceKey>,
    #[serde(skip)]
    scope: [String; 2],
    cells: Vec<Vec<Involvement>>,
    flaw: Option<LeadFlaw>,
}

impl MatrixRow {
    /// The function.
    #[must_use]
    pub const fn function(&self) -> Function {
        self.function
    }

    /// The matter, with all below it; every matter, if none.
    #[must_use]
    pub const fn matter(&self) -> Option<&MatterKey> {
        self.matter.as_ref()
    }

    /// The place, with all within it; every place, if none.
    #[must_use]
    pub const fn place(&self) -> Option<&PlaceKey> {
        self.place.as_ref()
    }

    /// For each holder of the matrix, in its order, what it has to do with the function.
    #[must_use]
    pub fn cells(&self) -> &[Vec<Involvement>] {
        &self.cells
    }

    /// What is wrong with the row, if anything.
    #[must_use]
    pub const fn flaw(&self) -> Option<LeadFlaw> {
        self.flaw
    }
}

/// The responsibility matrix of a charter on a day: RACI, and who supervises.
///
/// A row for each function, and for each narrower scope that a position names; a column for each
/// holder. It is a view: what counts are the positions.
///
/// ```
/// use cogov::{Charter, Date, LeadFlaw, Lang};
///
/// let charter = Charter::from_json(r#"{
///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
///     "parties": [
///         {"key": "committee", "name": "Owners' committee", "kind": "owners_committee"},
///         {"key": "company", "name": "Property company", "kind": "property_company"}],
///     "positions": [
///         {"holder": {"party": "committee"}, "kinds": ["power", "lead"], "functions": ["decide"]},
///         {"holder": {"party": "company"}, "kinds": ["power"], "functions": ["implement"]}]
/// }"#)?;
/// let matrix = charter.matrix(Date::new(2026, 6, 1).unwrap());
/// assert_eq!(matrix.rows()[1].flaw(), Some(LeadFlaw::Gap), "nobody has to implement");
/// assert!(matrix.to_csv(Lang::En).starts_with("function,matter,place,Owners' committee"));
/// # Ok::<(), cogov::CharterError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Matrix {
    on: Date,
    holders: Vec<Holder>,
    #[serde(skip)]
    names: Vec<[String; 2]>,
    rows: Vec<MatrixRow>,
}

impl Charter {
    /// The responsibility matrix on a day, of the functions that the charter speaks of.
    #[must_use]
    pub fn matrix(&self, on: Date) -> Matrix {
        let mut holders: Vec<&Holder> = Vec::new();
        let mut known: BTreeSet<&Holder> = BTreeSet::new();
        for position in self.positions().iter().filter_map(|listed| listed.given()) {
            if position.in_force_on(on) && known.insert(&position.holder) {
                holders.push(&position.holder);
            }
        }
        let rows = Function::ALL.iter().flat_map(|&function| self.rows(function, on, &holders));
        let rows = rows.collect();
        let names = holders
            .iter()
            .map(|holder| [Lang::En, Lang::Zh].map(|lang| self.holder_name(holder, lang)))
            .collect();
        Matrix { on, holders: holders.into_iter().cloned().collect(), names, rows }
    }

    fn rows(&self, function: Function, on: Date, holders: &[&Holder]) -> Vec<MatrixRow> {
        let claims = Claim::ALL.iter().filter(|claim| claim.honoured_by() == function);
        let claims = claims.map(|&claim| Right::Claim(claim));
        let named: BTreeSet<Scope> = [
            Right::Power(function),
            Right::Lead(function),
            Right::Support(function),
            Right::Leadership(function),
            Right::Bar(function),
        ]
        .into_iter()
        .chain(claims)
        .flat_map(|right| self.scopes().of_on(self.document(), right, on))
        .collect();
        let stepped = self
            .procedures()
            .iter()
            .filter_map(|listed| listed.given())
            .flat_map(|procedure| procedure.steps())
            .filter_map(|step| step.given())
            .any(|step| step.function == function);
        let absent = self
            .positions()
            .iter()
            .filter_map(|listed| listed.absent())
            .any(|absent| absent.functions.contains(&function));
        if named.is_empty() && !stepped && !absent {
            return Vec::new();
        }
        let leads: Vec<Scope> =
            self.scopes().of_on(self.document(), Right::Lead(function), on).collect();
        // Where everything that is held is narrower, a row for the whole would say nothing.
        let whole = named.is_empty() || named.contains(&Scope::WHOLE);
        let narrower = named.into_iter().filter(|scope| *scope != Scope::WHOLE);
        whole
            .then_some(Scope::WHOLE)
            .into_iter()
            .chain(narrower)
            .map(|scope| {
                let cells = self.cells(function, scope, on, holders);
                let leading =
                    cells.iter().filter(|cell| cell.contains(&Involvement::Answers)).count();
                let in_part =
                    leads.iter().any(|lead| *lead != scope && self.names().covers(scope, *lead));
                let flaw = match leading {
                    0 if in_part => Some(LeadFlaw::InPart),
                    0 => Some(LeadFlaw::Gap),
                    1 => None,
                    _ => Some(LeadFlaw::Overlap),
                };
                let document = self.document();
                let index = |entry: u32| entry.checked_sub(1).map(|index| index as usize);
                let matter = index(scope.matter).and_then(|index| document.matters.get(index));
                let place = index(scope.place).and_then(|index| document.places.get(index));
                let words = [Lang::En, Lang::Zh].map(|lang| {
                    let parts = [matter.map(|m| m.name()), place.map(|p| p.name())];
                    let parts: Vec<&str> =
                        parts.into_iter().flatten().map(|name| name.get(lang)).collect();
                    parts.join(lang.pick(" at ", "·"))
                });
                MatrixRow {
                    function,
                    matter: matter.map(|matter| matter.key().clone()),
                    place: place.map(|place| place.key().clone()),
                    scope: words,
                    cells,
                    flaw,
                }
            })
            .collect()
    }

    /// What each holder has to do with a function at a scope.
    fn cells(
        &self,
        function: Function,
        scope: Scope,
        on: Date,
        holders: &[&Holder],
    ) -> Vec<Vec<Involvement>> {
        let setting = Setting::at_scope(self, scope, on);
        let mut cells: Vec<BTreeSet<Involvement>> = vec![BTreeSet::new(); holders.len()];
        let mut mark = |right: Right, mark: Involvement| {
            let held = match right {
                Right::Power(function) => setting.who_may(function),
                _ => setting.who(right),
            };
            for held in held {
                let column = holders.iter().position(|holder| *holder == held.holder());
                if let Some(cell) = column.and_then(|column| cells.get_mut(column)) {
                    cell.insert(mark);
                }
            }
        };
        mark(Right::Lead(function), Involvement::Answers);
        mark(Right::Power(function), Involvement::Performs);
        mark(Right::Support(function), Involvement::Helps);
        mark(Right::Leadership(function), Involvement::Leadership);
        mark(Right::Bar(function), Involvement::Barred);
        for &claim in Claim::ALL {
            if claim.honoured_by() == function {
                let of = match claim {
                    Claim::BeHeard | Claim::Vote | Claim::Object | Claim::Verify => {
                        Involvement::Consulted
                    }
                    Claim::BeNotified | Claim::Inspect | Claim::GetAnswer | Claim::BeBriefed => {
                        Involvement::Informed
                    }
                };
                mark(Right::Claim(claim), of);
            }
        }
        if function == Function::Implement {
            mark(Right::Lead(Function::Supervise), Involvement::Supervises);
            mark(Right::Power(Function::Supervise), Involvement::Supervises);
        }
        cells.into_iter().map(|cell| cell.into_iter().collect()).collect()
    }
}

/// The letters of a cell, or a point where there are none.
fn letters(cell: &[Involvement]) -> String {
    if cell.is_empty() {
        return "·".to_owned();
    }
    cell.iter().map(|mark| mark.as_str()).collect()
}

impl Matrix {
    /// The holders: the columns, in the order in which the charter first names them.
    #[must_use]
    pub fn holders(&self) -> &[Holder] {
        &self.holders
    }

    /// The rows, in the order of the functions, the widest scope first.
    #[must_use]
    pub fn rows(&self) -> &[MatrixRow] {
        &self.rows
    }

    /// The day on which the positions were looked at.
    #[must_use]
    pub const fn on(&self) -> Date {
        self.on
    }

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
    #[must_use]
    pub fn to_text(&self, lang: Lang) -> String {
        let titles: Vec<String> =
            self.rows.iter().map(|row| one_line(&Self::row_title(row, lang))).collect();
        let widest = titles.iter().map(|title| title.width()).max().unwrap_or(0);
        let columns: Vec<usize> = (0..self.holders.len())
            .map(|column| {
                let cells = self.rows.iter().filter_map(|row| row.cells.get(column));
                let cells = cells.map(|cell| letters(cell).width()).max().unwrap_or(0);
                cells.max(column.saturating_add(1).to_string().len())
            })
            .collect();
        let mut text = " ".repeat(widest);
        for (column, width) in columns.iter().enumerate() {
            let _ = write!(text, "  {:>width$}", column.saturating_add(1), width = *width);
        }
        text.push('\n');
        for (row, title) in self.rows.iter().zip(&titles) {
            text.push_str(title);
            text.push_str(&" ".repeat(widest.saturating_sub(title.width())));
            for (cell, width) in row.cells.iter().zip(&columns) {
                let letters = letters(cell);
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
        text.push_str(&Self::legend(lang));
        text.push('\n');
        text
    }

    fn legend(lang: Lang) -> String {
        let letters: Vec<String> = Involvement::ALL
            .iter()
            .map(|mark| format!("{} {}", mark.as_str(), mark.label(lang)))
            .collect();
        letters.join(lang.pick("; ", "；"))
    }

    /// The matrix as a Markdown table.
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
            for cell in &row.cells {
                let _ = write!(
                    text,
                    " | {}",
                    if cell.is_empty() { String::new() } else { letters(cell) }
                );
            }
            let flaw = row.flaw.map_or(String::new(), |flaw| format!("**{}**", flaw.label(lang)));
            let _ = writeln!(text, " | {flaw} |");
        }
        let _ = write!(text, "\n{}\n", Self::legend(lang));
        text
    }

    /// The matrix as comma-separated values (RFC 4180), a row for each function and scope.
    ///
    /// A name that a spreadsheet would take for a formula is preceded by an apostrophe.
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
            for cell in &row.cells {
                let letters: String = cell.iter().map(|mark| mark.as_str()).collect();
                let _ = write!(text, ",{letters}");
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
