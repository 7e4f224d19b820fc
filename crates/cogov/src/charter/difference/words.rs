//! What a value of a charter says, in words: terms, holders, shares and closed lists are spelled
//! out, whatever else is shown as it is written.

use serde::Deserialize as _;
use serde_json::{Map, Value};

use crate::charter::difference::change::Section;
use crate::charter::loaded::Charter;
use crate::conduct::{Mark, Sanction};
use crate::decision::{Base, Measure, Turnout};
use crate::intake::Medium;
use crate::party::{Filling, PartyKind};
use crate::place::PlaceKind;
use crate::position::{Claim, Function, Holder, PositionKind};
use crate::problem::is_invisible;
use crate::procedure::{Completion, Disclosed, Form, Outcome, Start};
use crate::time::{Period, Rhythm, Roll, Term, Validity, Weekday};
use crate::triage::{AgendaCriterion, DestinationKind, Dimension};
use crate::values::lang::Lang;

/// How many characters of a value are shown.
const SHOWN: usize = 80;

/// Words a value of one charter, in one language.
#[derive(Clone, Copy)]
pub(super) struct Words<'c> {
    pub(super) charter: &'c Charter,
    pub(super) section: Section,
    pub(super) lang: Lang,
}

/// Whether an object is worded as a whole, and not field by field.
pub(super) fn is_whole(members: &Map<String, Value>) -> bool {
    is_text(members)
        || members.contains_key("days")
        || members.contains_key("working_days")
        || is_holder(members)
}

fn is_text(members: &Map<String, Value>) -> bool {
    members.contains_key("en") || members.contains_key("zh")
}

fn is_holder(members: &Map<String, Value>) -> bool {
    let named = ["party", "seat", "group", "sector", "jointly"];
    let is_named = members.len() == 1 && named.iter().any(|name| members.contains_key(*name));
    is_named || (members.contains_key("of") && members.contains_key("at_least"))
}

impl Words<'_> {
    /// A value that stands at a field; nothing stands there where the charter leaves it out.
    pub(super) fn of(self, field: &str, value: Option<&Value>) -> String {
        match value {
            None => self.lang.pick("unstated", "未写明").to_owned(),
            Some(value) => self.value(field, value),
        }
    }

    /// The same for an entry of a list.
    pub(super) fn of_entry(self, field: &str, value: Option<&Value>) -> String {
        match value {
            None => self.lang.pick("not there", "无").to_owned(),
            Some(value) => self.value(field, value),
        }
    }

    fn value(self, field: &str, value: &Value) -> String {
        let lang = self.lang;
        match value {
            Value::Null => lang.pick("unstated", "未写明").to_owned(),
            Value::Bool(true) => lang.pick("yes", "是").to_owned(),
            Value::Bool(false) => lang.pick("no", "否").to_owned(),
            Value::Number(number) => number.to_string(),
            Value::String(word) => self.word(field, word),
            Value::Array(entries) => self.list(field, entries),
            Value::Object(members) => self.object(field, members, value),
        }
    }

    fn list(self, field: &str, entries: &[Value]) -> String {
        if let [Value::Number(n), Value::Number(d)] = entries {
            return format!("{n}/{d}");
        }
        if entries.is_empty() {
            return self.lang.pick("nothing", "空").to_owned();
        }
        let words: Vec<String> = entries.iter().map(|entry| self.value(field, entry)).collect();
        words.join(self.lang.pick(", ", "、"))
    }

    fn object(self, field: &str, members: &Map<String, Value>, value: &Value) -> String {
        let lang = self.lang;
        if let Some(Value::Bool(true)) = members.get("none") {
            let none = lang.pick("stated to be absent", "明示没有").to_owned();
            let of = members.iter().filter(|(name, _)| *name != "none" && *name != "source");
            return std::iter::once(none).chain(self.members(of)).collect::<Vec<_>>().join(" ");
        }
        if is_text(members) {
            let tags = [lang.pick("en", "zh"), lang.pick("zh", "en")];
            let text = tags.iter().find_map(|tag| members.get(*tag)?.as_str());
            return self.quoted(text.unwrap_or_default());
        }
        if (members.contains_key("days") || members.contains_key("working_days"))
            && let Ok(term) = Term::deserialize(value)
        {
            return term.describe(lang);
        }
        if is_holder(members)
            && let Ok(holder) = Holder::deserialize(value)
        {
            return self.charter.holder_name(&holder, lang);
        }
        if members.contains_key("every")
            && members.contains_key("period")
            && let Ok(rhythm) = Rhythm::deserialize(value)
        {
            return rhythm.describe(lang);
        }
        if field == "valid"
            && let Ok(valid) = Validity::deserialize(value)
        {
            return valid.describe(lang);
        }
        // The key says which entry it is.
        let key = ["key", "step", "rule"].iter().find_map(|name| members.get_key_value(*name));
        let rest = members.iter().filter(|(name, _)| key.is_none_or(|(key, _)| key != *name));
        let key = key.map(|(name, key)| self.value(name, key));
        let words: Vec<String> = key.into_iter().chain(self.members(rest)).collect();
        match words.as_slice() {
            [only] => only.clone(),
            _ => format!(
                "{}{}{}",
                lang.pick("(", "（"),
                words.join(lang.pick(", ", "，")),
                lang.pick(")", "）")
            ),
        }
    }

    fn members<'m>(
        self,
        members: impl Iterator<Item = (&'m String, &'m Value)>,
    ) -> impl Iterator<Item = String> {
        members.map(move |(name, member)| format!("{name} {}", self.value(name, member)))
    }

    fn word(self, field: &str, word: &str) -> String {
        if let Some(label) = self.label(field, word) {
            return label.to_owned();
        }
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_:+.".contains(c);
        let is_words = ["name", "title", "description", "source", "criteria", "condition", "note"];
        if word.chars().all(is_plain) && !is_words.contains(&field) {
            return word.to_owned();
        }
        self.quoted(word)
    }

    fn quoted(self, text: &str) -> String {
        format!("“{text}”")
    }

    /// The label of a word of a closed list, known by the field in which it stands.
    fn label(self, field: &str, word: &str) -> Option<&'static str> {
        let lang = self.lang;
        macro_rules! label {
            ($choice:ty) => {
                <$choice>::from_word(word).map(|value| value.label(lang))
            };
        }
        match (field, self.section) {
            ("function" | "functions" | "together_with", _) => label!(Function),
            ("kinds", Section::Positions) => label!(PositionKind),
            ("kind", Section::Parties) => label!(PartyKind),
            ("kind", Section::Places) => label!(PlaceKind),
            ("claims", _) => label!(Claim),
            ("form" | "forms", _) => label!(Form),
            ("start", Section::Steps) => label!(Start),
            ("discloses", _) => label!(Disclosed),
            ("completes", _) => label!(Completion),
            ("if", _) => label!(Outcome),
            ("medium", _) => label!(Medium),
            ("filled_by", _) => label!(Filling),
            ("measure", _) => label!(Measure),
            ("base", _) => label!(Base),
            ("count", _) => label!(Turnout),
            ("period", _) => label!(Period),
            ("weekend", _) => label!(Weekday),
            ("roll", _) => label!(Roll),
            ("dimension", _) => label!(Dimension),
            ("order", Section::Triage) => label!(AgendaCriterion),
            ("to", Section::Triage) => label!(DestinationKind),
            ("sanction", _) => label!(Sanction),
            ("mark" | "marks", _) => label!(Mark),
            ("by" | "hears" | "open_to" | "received_by" | "granted_by", _)
            | ("holder" | "participants" | "represents" | "from" | "to", _) => match word {
                "anyone" => Some(lang.pick("anyone", "任何人")),
                "affected" => Some(lang.pick("those affected", "利害关系人")),
                _ => None,
            },
            ("approval", _) => match word {
                "consensus" => Some(lang.pick("consensus", "协商一致")),
                "unanimity_of_interested" => {
                    Some(lang.pick("unanimity of those with an interest", "利害关系人一致同意"))
                }
                _ => None,
            },
            _ => None,
        }
    }
}

/// Whether two characters that follow one another stand in one word of letters. Chinese can be cut
/// after any character.
fn is_one_word(one: char, next: char) -> bool {
    let in_word = |c: char| {
        let is_han = matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
        (c.is_alphanumeric() && !is_han) || matches!(c, '-' | '_' | '\'' | '’')
    };
    in_word(one) && in_word(next)
}

/// Whether a text can be cut before a character of it, without cutting a word.
fn can_cut(text: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    !before.zip(text.get(at)).is_some_and(|(one, next)| is_one_word(*one, *next))
}

/// From where two texts are shown that have this many characters in common: a little before they
/// differ, and from the beginning of a word.
fn lead(text: &[char], common: usize) -> usize {
    /// How much of what they have in common is shown.
    const LEAD: usize = 20;
    /// How much of it more than that, for a word.
    const LONGEST: usize = 20;
    let start = common.saturating_sub(LEAD);
    let later = || (start..common).find(|at| can_cut(text, *at));
    let earlier = || (start.saturating_sub(LONGEST)..start).rev().find(|at| can_cut(text, *at));
    let at = later().or_else(earlier).unwrap_or(start);
    // A word begins after the space before it.
    let is_space = |at: &usize| text.get(*at).is_some_and(|c| c.is_whitespace());
    (at..common).find(|at| !is_space(at)).unwrap_or(at)
}

/// Where what is shown of a text ends: not within a word, unless that fills half of it.
fn end(text: &[char], start: usize) -> usize {
    let full = start.saturating_add(SHOWN);
    if text.len() <= full {
        return text.len();
    }
    let least = start.saturating_add(SHOWN / 2);
    let mut cuts = (least..=full).rev();
    cuts.find(|at| can_cut(text, *at)).unwrap_or(full)
}

/// Two texts, each shortened to the part where they differ.
pub(super) fn shortened(before: &str, after: &str) -> [String; 2] {
    let [before, after]: [Vec<char>; 2] = [before, after].map(|text| text.chars().collect());
    let start = if before.len() > SHOWN || after.len() > SHOWN {
        let pairs = before.iter().zip(&after);
        lead(&before, pairs.take_while(|(a, b)| a == b).count())
    } else {
        0
    };
    [before, after].map(|text| {
        let mut shown = String::new();
        if start > 0 {
            shown.push('…');
        }
        let end = end(&text, start);
        let part = text.get(start..end).unwrap_or_default();
        // The space before what is left out says nothing.
        let is_cut = end < text.len();
        let last = part.iter().rposition(|c| !is_cut || !c.is_whitespace());
        for &c in part.iter().take(last.map_or(0, |last| last.saturating_add(1))) {
            match c {
                '\n' | '\r' | '\t' => shown.push(' '),
                _ if c.is_control() || is_invisible(c) => shown.extend(c.escape_unicode()),
                _ => shown.push(c),
            }
        }
        if is_cut {
            shown.push('…');
        }
        shown
    })
}
