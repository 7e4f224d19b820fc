//! Drawing a procedure: Mermaid and Graphviz DOT.

use std::fmt::Write as _;

use crate::position::Holder;
use crate::procedure::compiled::{CompiledProcedure, CompiledStep};
use crate::procedure::relation::Outcome;
use crate::procedure::step_set::{StepIndex, StepSet};
use crate::triage::{Condition, Levels};
use crate::values::lang::Lang;

/// The kinds of relation, each drawn in its own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    Condition,
    Response,
    Milestone,
    Exclusion,
    Inclusion,
}

impl Relation {
    const fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Condition => lang.pick("before", "先于"),
            Self::Response => lang.pick("then", "随后应做"),
            Self::Milestone => lang.pick("not while owed", "应做未做时等待"),
            Self::Exclusion => lang.pick("excludes", "排除"),
            Self::Inclusion => lang.pick("includes", "纳入"),
        }
    }

    const fn arrow(self) -> &'static str {
        match self {
            Self::Condition => "-->",
            Self::Response => "==>",
            Self::Milestone => "--o",
            Self::Exclusion => "--x",
            Self::Inclusion => "-.->",
        }
    }

    const fn style(self) -> &'static str {
        match self {
            Self::Condition => "arrowhead=normal",
            Self::Response => "arrowhead=normal, style=bold",
            Self::Milestone => "arrowhead=odiamond",
            Self::Exclusion => "arrowhead=tee",
            Self::Inclusion => "arrowhead=vee, style=dashed",
        }
    }
}

struct Edge {
    from: StepIndex,
    to: StepIndex,
    relation: Relation,
    label: String,
}

/// Writes text so that it stays a label, whatever it is.
type Escape = fn(&str) -> String;

impl CompiledProcedure {
    /// The procedure as a Mermaid flowchart.
    ///
    /// Steps are boxes with name, function and holder; those that are out of play at first are
    /// dashed. An arrow points to the step that is concerned: the one that has to wait, that
    /// becomes owed, that leaves play or comes back. What follows from obligations alone is not
    /// drawn. Names cannot break out of the diagram, and are shown to 80 characters.
    ///
    /// ```
    /// use cogov::{CompiledProcedure, Function, Lang, Procedure, ProcedureKey, Step, StepKey, Text};
    ///
    /// let meet = Step::new(StepKey::new("meet")?, Text::new("Meet")?, Function::Deliberate);
    /// let procedure = Procedure::new(ProcedureKey::new("short")?, Text::new("Short")?)
    ///     .with_steps([meet]);
    /// let compiled = CompiledProcedure::new(&procedure, &[])?;
    /// assert_eq!(compiled.to_mermaid(Lang::En), "flowchart TD\n    s0[\"Meet<br/>deliberate\"]\n");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_mermaid(&self, lang: Lang) -> String {
        let mut out = String::from("flowchart TD\n");
        // Writing to a string cannot fail.
        for (index, step) in self.numbered() {
            let label = lines(step, lang, mermaid).join("<br/>");
            let _ = writeln!(out, "    s{index}[\"{label}\"]");
        }
        for edge in self.edges(lang) {
            let (from, to, arrow) = (edge.from, edge.to, edge.relation.arrow());
            let label = mermaid(&edge.label);
            let _ = writeln!(out, "    s{from} {arrow}|\"{label}\"| s{to}");
        }
        let dashed = self.dashed();
        if !dashed.is_empty() {
            out.push_str("    classDef excluded stroke-dasharray: 5 5\n");
            for step in dashed.iter() {
                let _ = writeln!(out, "    class s{step} excluded");
            }
        }
        out
    }

    /// The procedure as a Graphviz DOT digraph, drawn like [`CompiledProcedure::to_mermaid`].
    ///
    /// ```
    /// use cogov::{CompiledProcedure, Function, Lang, Procedure, ProcedureKey, Step, StepKey, Text};
    ///
    /// let meet = Step::new(StepKey::new("meet")?, Text::new("Meet")?, Function::Deliberate);
    /// let procedure = Procedure::new(ProcedureKey::new("short")?, Text::new("Short")?)
    ///     .with_steps([meet]);
    /// let compiled = CompiledProcedure::new(&procedure, &[])?;
    /// assert!(compiled.to_dot(Lang::En).contains(r#"s0 [label="Meet\ndeliberate"];"#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_dot(&self, lang: Lang) -> String {
        let mut out = String::from("digraph procedure {\n    node [shape=box];\n");
        let dashed = self.dashed();
        for (index, step) in self.numbered() {
            let label = lines(step, lang, dot).join("\\n");
            let dashed = if dashed.contains(index) { ", style=dashed" } else { "" };
            let _ = writeln!(out, "    s{index} [label=\"{label}\"{dashed}];");
        }
        for edge in self.edges(lang) {
            let (from, to, style) = (edge.from, edge.to, edge.relation.style());
            let label = dot(&edge.label);
            let _ = writeln!(out, "    s{from} -> s{to} [label=\"{label}\", {style}];");
        }
        out.push_str("}\n");
        out
    }

    /// The steps that are out of play at the beginning, on every topic.
    fn dashed(&self) -> StepSet {
        self.all() - self.initial(StepSet::EMPTY).included()
    }

    /// The relations, step by step, in the order in which a procedure states them.
    fn edges(&self, lang: Lang) -> Vec<Edge> {
        let mut edges = Vec::new();
        for (index, step) in self.numbered() {
            let mut add = |from, to, relation: Relation, details: &[Option<String>]| {
                let details = details.iter().flatten().cloned();
                let label: Vec<String> =
                    std::iter::once(relation.label(lang).to_owned()).chain(details).collect();
                let label = label.join(lang.pick(", ", "，"));
                edges.push(Edge { from, to, relation, label });
            };
            for edge in step.conditions() {
                let delay = edge.delay().map(|delay| {
                    let delay = delay.describe(lang);
                    lang.pick(format!("{delay} ahead").as_str(), &format!("提前{delay}")).to_owned()
                });
                add(edge.step(), index, Relation::Condition, &[delay]);
            }
            for other in step.not_while().iter() {
                add(other, index, Relation::Milestone, &[]);
            }
            for edge in step.responses() {
                let term = edge.within().given().map(|term| {
                    let term = term.describe(lang);
                    lang.pick(format!("within {term}").as_str(), &format!("{term}内")).to_owned()
                });
                add(index, edge.step(), Relation::Response, &[term, on(edge.outcome(), lang)]);
            }
            for edge in step.exclusions() {
                add(index, edge.step(), Relation::Exclusion, &[on(edge.outcome(), lang)]);
            }
            for edge in step.inclusions() {
                add(index, edge.step(), Relation::Inclusion, &[on(edge.outcome(), lang)]);
            }
        }
        edges
    }
}

fn on(outcome: Option<Outcome>, lang: Lang) -> Option<String> {
    outcome.map(|outcome| {
        let outcome = outcome.label(lang);
        lang.pick(format!("if {outcome}").as_str(), &format!("如{outcome}")).to_owned()
    })
}

/// The lines of a step's box: its name, its function and holder, its guard.
fn lines(step: &CompiledStep, lang: Lang, escape: Escape) -> Vec<String> {
    let mut second = step.function().label(lang).to_owned();
    if let Some(by) = step.by() {
        second.push_str(lang.pick(": ", "："));
        second.push_str(&holder(by, lang));
    }
    let guard = step.when().filter(|when| !when.is_always()).map(|when| guard(when, lang));
    [Some(step.name().get(lang).to_owned()), Some(second), guard]
        .iter()
        .flatten()
        .map(|line| escape(line))
        .collect()
}

fn holder(by: &Holder, lang: Lang) -> String {
    match by {
        Holder::Party(key) => key.to_string(),
        Holder::Seat(key) => key.to_string(),
        Holder::Group(key) => key.to_string(),
        Holder::Sector(key) => key.to_string(),
        Holder::Anyone => lang.pick("anyone", "任何人").to_owned(),
        Holder::Affected => lang.pick("those affected", "利害关系人").to_owned(),
        Holder::Jointly(holders) => {
            let holders: Vec<String> = holders.iter().map(|by| holder(by, lang)).collect();
            holders.join(" + ")
        }
        Holder::Share { at_least, of } => lang
            .pick(format!("at least {at_least} of {of}").as_str(), &format!("{of}的{at_least}以上"))
            .to_owned(),
    }
}

fn guard(condition: &Condition, lang: Lang) -> String {
    let parts: Vec<String> = condition
        .dimensions()
        .map(|(dimension, levels)| {
            let dimension = dimension.label(lang);
            match levels {
                Levels::AtLeast(level) => format!("{dimension} ≥ {level}"),
                Levels::AtMost(level) => format!("{dimension} ≤ {level}"),
                Levels::AnyOf(levels) => {
                    let levels: Vec<&str> = levels.iter().map(|level| level.as_str()).collect();
                    format!("{dimension} = {}", levels.join(" / "))
                }
            }
        })
        .collect();
    parts.join(lang.pick(", ", "，"))
}

/// The beginning of a text, on one line.
fn shortened(text: &str) -> String {
    const SHOWN: usize = 80;
    let mut short = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == SHOWN {
            short.push('…');
            break;
        }
        let breaks = c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        short.push(if breaks { ' ' } else { c });
    }
    short
}

/// Every ASCII character that could mean something to Mermaid, or to HTML, becomes an entity.
fn mermaid(text: &str) -> String {
    let text = shortened(text);
    let mut out = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let plain = match c {
            // "1. " and "- " at the beginning would become a list.
            '.' | '-' => rest.peek().is_some_and(char::is_ascii_alphanumeric),
            ' ' | ',' | ':' => true,
            _ => !c.is_ascii() || c.is_ascii_alphanumeric(),
        };
        if plain {
            out.push(c);
        } else {
            let _ = write!(out, "#{};", u32::from(c));
        }
    }
    out
}

/// Quotes and backslashes are escaped; so is the ampersand, since DOT knows HTML entities.
fn dot(text: &str) -> String {
    let mut out = String::new();
    for c in shortened(text).chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(c),
        }
    }
    out
}
