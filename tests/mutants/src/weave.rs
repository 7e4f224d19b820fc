//! Writes a source file anew, with all its mutants in it, each behind its switch.
//!
//! Without a mutant that is on, what is written does what the file did, and evaluates the same things
//! in the same order.

use std::fmt::Write as _;
use std::ops::Range;

use crate::place::{Form, Place};

/// The function that tells whether a mutant is on.
const ON: &str = "crate::__mutants::on";

/// A file with its mutants in it.
#[derive(Debug)]
pub(crate) struct Woven {
    pub(crate) text: String,
    parts: Vec<Part>,
}

/// A stretch of the written text that is there on account of some mutants.
#[derive(Debug)]
struct Part {
    range: Range<usize>,
    ids: Vec<u32>,
}

impl Woven {
    /// On account of which mutants there is what is at some place of the text: of all that could be
    /// it, the narrowest.
    pub(crate) fn blame(&self, at: Range<usize>) -> &[u32] {
        let around = |part: &&Part| part.range.start <= at.start && at.end <= part.range.end;
        let narrowest = self.parts.iter().filter(around).min_by_key(|part| part.range.len());
        narrowest.map_or(&[], |part| part.ids.as_slice())
    }
}

/// Weaves places, which are in order and each before those within it, into their text, below a head.
pub(crate) fn weave(head: &str, text: &str, places: &[Place]) -> Woven {
    let woven = Woven { text: head.to_owned(), parts: Vec::new() };
    let mut weaver = Weaver { text, places, woven };
    weaver.write(0..text.len(), 0);
    weaver.woven
}

struct Weaver<'a> {
    text: &'a str,
    places: &'a [Place],
    woven: Woven,
}

impl<'a> Weaver<'a> {
    fn say(&mut self, words: &str) {
        self.woven.text.push_str(words);
    }

    fn on(&mut self, id: u32) {
        // Writing to a `String` does not fail.
        let _ = write!(self.woven.text, "{ON}({id})");
    }

    fn source(&mut self, range: Range<usize>) {
        self.woven.text.push_str(self.text.get(range).unwrap_or_default());
    }

    /// Writes a part on account of some mutants.
    fn part(&mut self, ids: Vec<u32>, write: impl FnOnce(&mut Self)) {
        let start = self.woven.text.len();
        write(self);
        self.woven.parts.push(Part { range: start..self.woven.text.len(), ids });
    }

    /// Writes a stretch of the source with what is woven into it, of the places from some one on.
    fn write(&mut self, range: Range<usize>, from: usize) {
        let places = self.places;
        let mut at = range.start;
        for (index, place) in places.iter().enumerate().skip(from) {
            if place.range.start > range.end {
                break;
            }
            let within = at <= place.range.start && place.range.end <= range.end;
            if !within || place.changes.is_empty() {
                continue;
            }
            self.source(at..place.range.start);
            let ids = place.changes.iter().map(|(id, _)| *id).collect();
            self.part(ids, |weaver| weaver.place(place, index + 1));
            at = place.range.end;
        }
        self.source(at..range.end);
    }

    fn place(&mut self, place: &'a Place, inner: usize) {
        match &place.form {
            Form::Body => self.body(place, inner),
            Form::Iterator => self.iterator(place, inner),
            Form::Guard => self.guard(place, inner),
            Form::Fields { holes } => self.fields(place, holes, inner),
            Form::Unary { operand } => {
                let mutated = |weaver: &mut Self, _: &str| weaver.write(operand.clone(), inner);
                self.choose(place, inner, mutated);
            }
            Form::Binary { left, operator, right } => {
                self.binary(place, [left, operator, right], inner);
            }
        }
    }

    fn body(&mut self, place: &Place, inner: usize) {
        for (id, value) in &place.changes {
            self.part(vec![*id], |weaver| {
                weaver.say("if ");
                weaver.on(*id);
                weaver.say(" { return ");
                weaver.say(value);
                weaver.say("; } ");
            });
        }
        self.write(place.range.clone(), inner);
    }

    fn iterator(&mut self, place: &Place, inner: usize) {
        self.say("crate::__mutants::Instead::of({");
        self.write(place.range.clone(), inner);
        self.say("})");
        for (id, value) in &place.changes {
            self.part(vec![*id], |weaver| {
                let once =
                    value.strip_prefix("::std::iter::once(").and_then(|v| v.strip_suffix(')'));
                let _ = match once {
                    Some(value) => write!(weaver.woven.text, ".once({id}, || {value})"),
                    None => write!(weaver.woven.text, ".empty({id})"),
                };
            });
        }
    }

    fn guard(&mut self, place: &Place, inner: usize) {
        let id = |change: &str| {
            place.changes.iter().find(|(_, replacement)| replacement == change).map(|(id, _)| *id)
        };
        if place.range.is_empty() {
            self.say(" if ");
        }
        self.say("(");
        if let Some(deleted) = id("") {
            self.say("!");
            self.on(deleted);
            self.say(" && ");
        }
        self.say("(");
        if let Some(always) = id("true") {
            self.on(always);
            self.say(" || ");
        }
        if let Some(never) = id("false") {
            self.say("!");
            self.on(never);
            self.say(" && ");
        }
        if place.range.is_empty() {
            self.say("true");
        } else {
            self.say("(");
            self.write(place.range.clone(), inner);
            self.say(")");
        }
        self.say("))");
    }

    fn fields(&mut self, place: &Place, holes: &[Range<usize>], inner: usize) {
        let mut holes = holes.iter();
        self.choose(place, inner, |weaver, _| {
            let hole = holes.next().cloned().unwrap_or(place.range.end..place.range.end);
            weaver.write(place.range.start..hole.start, inner);
            weaver.write(hole.end..place.range.end, inner);
        });
    }

    fn binary(&mut self, place: &Place, [left, operator, right]: [&Range<usize>; 3], inner: usize) {
        let text = self.text;
        let operator = text.get(operator.clone()).unwrap_or_default();
        // The operands may have places themselves: they are written once where that can be.
        match (operator, place.changes.as_slice()) {
            ("==", [(id, other)]) if other == "!=" => self.negated(place, *id, inner),
            ("!=", [(id, other)]) if other == "==" => self.negated(place, *id, inner),
            ("&&", [(id, other)]) if other == "||" => self.logical(left, right, *id, true, inner),
            ("||", [(id, other)]) if other == "&&" => self.logical(left, right, *id, false, inner),
            _ => self.choose(place, inner, |weaver, other| {
                weaver.write(left.clone(), inner);
                weaver.say(" ");
                weaver.say(other);
                weaver.say(" ");
                weaver.write(right.clone(), inner);
            }),
        }
    }

    fn negated(&mut self, place: &Place, id: u32, inner: usize) {
        self.say("((");
        self.write(place.range.clone(), inner);
        self.say(") != ");
        self.on(id);
        self.say(")");
    }

    /// `a && b` goes on to `b` if `a` holds, and `a || b` if it does not; the mutant the other way
    /// round. Where it does not go on, it is what `a` was.
    fn logical(
        &mut self,
        left: &Range<usize>,
        right: &Range<usize>,
        id: u32,
        and: bool,
        inner: usize,
    ) {
        self.say("(if (");
        self.write(left.clone(), inner);
        self.say(if and { ") != " } else { ") == " });
        self.on(id);
        self.say(" { ");
        self.write(right.clone(), inner);
        self.say(if and { " } else { " } else { " } else { !" });
        self.on(id);
        self.say(" })");
    }

    /// One of several: the first mutant that is on, or what there was.
    fn choose(&mut self, place: &Place, inner: usize, mut write: impl FnMut(&mut Self, &str)) {
        self.say("(");
        for (id, replacement) in &place.changes {
            self.say("if ");
            self.on(*id);
            self.say(" { ");
            self.part(vec![*id], |weaver| write(weaver, replacement));
            self.say(" } else ");
        }
        self.say("{ ");
        self.write(place.range.clone(), inner);
        self.say(" })");
    }
}

#[cfg(test)]
mod tests {
    use super::weave;
    use crate::listing::{Genre, Mutant, Position, Span};
    use crate::place;

    /// Mutants of a text of one line: their genre, before what they stand, and what they put there.
    fn woven(text: &str, mutants: &[(Genre, &str, &str)]) -> String {
        let listed: Vec<Mutant> = mutants
            .iter()
            .zip(1..)
            .map(|((genre, before, replacement), id)| {
                let column = text.find(before).unwrap() + 1;
                let at = Position { line: 1, column };
                Mutant {
                    id,
                    file: String::new(),
                    name: String::new(),
                    function: None,
                    genre: *genre,
                    replacement: (*replacement).to_owned(),
                    span: Span { start: at, end: at },
                }
            })
            .collect();
        let found = place::find(text, &listed.iter().collect::<Vec<_>>()).unwrap();
        assert!(found.left_out.is_empty(), "{:?}", found.left_out);
        weave("", text, &found.places).text.replace("crate::__mutants::on", "on")
    }

    #[test]
    fn a_function_gives_back_something_else() {
        assert_eq!(
            woven("fn f() -> u8 { 2 }", &[(Genre::FnValue, "2", "0"), (Genre::FnValue, "2", "1")]),
            "fn f() -> u8 { if on(1) { return 0; } if on(2) { return 1; } 2 }"
        );
    }

    #[test]
    fn what_is_within_another_place_is_woven_too_and_written_once_where_that_can_be() {
        assert_eq!(
            woven(
                "fn f() { a == b && c; }",
                &[(Genre::BinaryOperator, "&&", "||"), (Genre::BinaryOperator, "==", "!=")]
            ),
            "fn f() { (if (((a == b) != on(2))) != on(1) { c } else { on(1) }); }"
        );
        assert_eq!(
            woven(
                "fn f() { !(a + b); }",
                &[(Genre::UnaryOperator, "!", ""), (Genre::BinaryOperator, "+", "-")]
            ),
            "fn f() { (if on(1) { ((if on(2) { a - b } else { a + b })) } else { \
             !((if on(2) { a - b } else { a + b })) }); }"
        );
    }

    #[test]
    fn an_arm_goes_away_by_its_guard() {
        assert_eq!(
            woven("fn f() { match a { 1 => b, _ => c } }", &[(Genre::MatchArm, "1", "")]),
            "fn f() { match a { 1 if (!on(1) && (true)) => b, _ => c } }"
        );
        assert_eq!(
            woven(
                "fn f() { match a { x if x => b, _ => c } }",
                &[
                    (Genre::MatchArm, "x if", ""),
                    (Genre::MatchArmGuard, "x =>", "true"),
                    (Genre::MatchArmGuard, "x =>", "false"),
                ]
            ),
            "fn f() { match a { x if (!on(1) && (on(2) || !on(3) && (x))) => b, _ => c } }"
        );
    }

    #[test]
    fn a_field_is_left_to_the_other_struct() {
        assert_eq!(
            woven("fn f() { S { a: 1, b, ..s } }", &[(Genre::StructField, "a:", "")]),
            "fn f() { (if on(1) { S { b, ..s } } else { S { a: 1, b, ..s } }) }"
        );
    }
}
