//! Reading strings, words and numbers.

use crate::json::{Kind, Node, Reader};
use crate::problem::{Arg, ProblemCode};
use crate::values::bounds::{self, Bound};

impl Reader {
    pub(crate) fn string<'n>(&mut self, node: &Node<'n>) -> Option<&'n str> {
        match node {
            Node::String(text) => Some(text),
            other => {
                self.wrong_type(Kind::STRING, other);
                None
            }
        }
    }

    /// A word of a closed list; of what is no string at all, it is told which words there are.
    pub(crate) fn word<'n>(&mut self, node: &Node<'n>, known: &[&str]) -> Option<&'n str> {
        match node {
            Node::String(text) => Some(text),
            other => {
                let words: Vec<String> = known.iter().map(|word| format!("\"{word}\"")).collect();
                let [en, zh] = [", ", "、"].map(|comma| words.join(comma));
                let help = match known {
                    [_] => Arg::help(format!("write {en}"), format!("请写 {zh}")),
                    _ => Arg::help(format!("write one of: {en}"), format!("请写其中之一：{zh}")),
                };
                self.wrong_with(Kind::STRING, other, help);
                None
            }
        }
    }

    /// A whole number within ±(2^53 − 1).
    pub(crate) fn integer(&mut self, node: &Node<'_>) -> Option<i64> {
        match node {
            Node::Integer(value) => {
                self.within_bound(bounds::INTEGER, value.unsigned_abs()).then_some(*value)
            }
            Node::DressedInteger(value) => {
                self.report(
                    ProblemCode::NotAWholeNumber,
                    vec![
                        Arg::message(
                            "this is not the plain form of a whole number",
                            "这不是整数的通常写法",
                        ),
                        Arg::help(
                            format!("write it in digits only, such as {value}"),
                            format!("请直接用数字书写，例如 {value}"),
                        ),
                    ],
                );
                None
            }
            Node::OtherNumber => {
                self.report(ProblemCode::NotAWholeNumber, Vec::new());
                None
            }
            other => {
                self.wrong_type(Kind::WHOLE_NUMBER, other);
                None
            }
        }
    }

    /// A whole number from 0 to 2^53 − 1.
    pub(crate) fn natural(&mut self, node: &Node<'_>) -> Option<u64> {
        self.at_least(node, 0)
    }

    /// A whole number that is not negative; one that is, is told the least there can be.
    pub(crate) fn at_least(&mut self, node: &Node<'_>, least: u8) -> Option<u64> {
        let value = self.integer(node)?;
        match u64::try_from(value) {
            Ok(value) => Some(value),
            Err(_) => {
                self.report(
                    ProblemCode::NegativeNumber,
                    vec![Arg::plain("found", value), Arg::plain("least", least)],
                );
                None
            }
        }
    }

    /// A whole number from 1 to a bound.
    pub(crate) fn positive(&mut self, node: &Node<'_>, bound: Bound) -> Option<u64> {
        let value = self.at_least(node, 1)?;
        self.adopt(bound.check_positive(value)).map(|()| value)
    }

    /// Whether a count is within a bound; reports it otherwise.
    pub(crate) fn within_bound(&mut self, bound: Bound, value: u64) -> bool {
        value <= bound.largest() || self.adopt(bound.check(value)).is_some()
    }

    /// The same for a length.
    pub(crate) fn within_length(&mut self, bound: Bound, length: usize) -> bool {
        self.within_bound(bound, length as u64)
    }

    /// Reports a word where some words are known, and values of other kinds that have these shapes.
    pub(crate) fn unknown_word(&mut self, found: &str, words: &[&str], shapes: &[&str]) {
        if self.is_full() {
            return;
        }
        let mut args = vec![Arg::quoted("found", found)];
        args.extend(self.nearest(found, words.iter().copied()));
        args.push(Arg::list("known", words.iter().chain(shapes).copied()));
        self.report(ProblemCode::UnknownValue, args);
    }

    /// Reports a word that is none of those known.
    pub(crate) fn unknown_value<'v>(
        &mut self,
        found: &str,
        known: impl Iterator<Item = &'v str> + Clone,
    ) {
        if self.is_full() {
            return;
        }
        let mut args = vec![Arg::quoted("found", found)];
        args.extend(self.nearest(found, known.clone()));
        args.push(Arg::list("known", known));
        self.report(ProblemCode::UnknownValue, args);
    }
}
