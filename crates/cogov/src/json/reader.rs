//! Decoding the raw tree: the path at hand, and the problems found so far.

use std::borrow::Cow;

use crate::json::{Members, Node};
use crate::problem::{Arg, Path, Problem, ProblemCode, Segment};
use crate::values::bounds::{self, Bound};

/// A type that is read from the raw tree.
pub(crate) trait Decode: Sized {
    /// How many of them a list may have.
    const MOST: Bound = bounds::LIST;

    /// Whether a list of them that is left out means all there are. One that is written and has
    /// nothing in it would then mean the opposite of what it says.
    const NONE_MEANS_ALL: bool = false;

    /// Reads a value; on a problem reports it and returns nothing.
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self>;

    /// What it means that the field is not there; nothing, if it has to be.
    fn missing() -> Option<Self> {
        None
    }
}

/// Whether an object has so few members that they are compared one with another, and no two of
/// them have the same name.
fn has_few_names_each_once(members: Members<'_>) -> bool {
    const FEW: usize = 8;
    members.len() <= FEW && {
        let mut rest = members.names();
        std::iter::from_fn(|| rest.next().map(|name| (name, rest.clone())))
            .all(|(name, mut after)| after.all(|other| other != name))
    }
}

/// Knows the path of the value at hand, and collects the problems.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    path: Vec<Segment>,
    problems: Vec<Problem>,
    /// How many names were compared with those known.
    guesses: u8,
}

/// Comparing names is the one thing that a problem can make dear: only the first few misspelt
/// names are met with the nearest one, which is more than anybody mends at once.
const GUESSES: u8 = 50;

impl Reader {
    /// What was found wrong, in the order in which it was found.
    pub(crate) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    pub(crate) fn is_full(&self) -> bool {
        !bounds::PROBLEMS.admits(self.problems.len().saturating_add(1))
    }

    /// Reports a problem of the value at hand.
    pub(crate) fn report(&mut self, code: ProblemCode, args: Vec<Arg>) {
        if !self.is_full() {
            self.problems.push(Problem::new(code, Path::new(self.path.clone()), args));
        }
    }

    /// What a check of the value at hand gave; a problem is reported where the value stands.
    pub(crate) fn adopt<T>(&mut self, checked: Result<T, Problem>) -> Option<T> {
        checked
            .map_err(|problem| {
                if !self.is_full() {
                    self.problems.push(problem.within(&self.path));
                }
            })
            .ok()
    }

    /// The detail that names the known name nearest to the one found, where there is one, the
    /// problem will be listed, and not too many were compared before.
    pub(crate) fn nearest<'v>(
        &mut self,
        found: &str,
        known: impl IntoIterator<Item = &'v str>,
    ) -> Option<Arg> {
        if self.is_full() || self.guesses == GUESSES {
            return None;
        }
        self.guesses = self.guesses.saturating_add(1);
        Arg::nearest(found, known)
    }

    fn within<T>(&mut self, segment: Segment, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(segment);
        let value = read(self);
        self.path.pop();
        value
    }

    /// Goes to a member or an entry of the value at hand, until [`Reader::leave`].
    pub(crate) fn enter(&mut self, segment: Segment) {
        self.path.push(segment);
    }

    /// Goes back to the value around the one at hand.
    pub(crate) fn leave(&mut self) {
        self.path.pop();
    }

    /// Reads something at a member of the value at hand.
    pub(crate) fn within_field<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.within(Segment::from(name), read)
    }

    /// The same, for a name that is known when the library is built.
    pub(crate) fn within_known<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.within(Segment::Field(Cow::Borrowed(name)), read)
    }

    /// Reads something at an entry of the list at hand.
    pub(crate) fn within_index<T>(&mut self, index: usize, read: impl FnOnce(&mut Self) -> T) -> T {
        self.within(Segment::Index(index), read)
    }

    /// Reads something at an entry of a list that is a member of the value at hand.
    pub(crate) fn at_entry<T>(
        &mut self,
        list: &'static str,
        index: usize,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.within_known(list, |reader| reader.within_index(index, read))
    }

    /// Whether nothing was found wrong.
    pub(crate) const fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    /// Reports a value of the wrong kind.
    pub(crate) fn wrong_type(&mut self, expected: &'static str, found: &Node<'_>) {
        let words = |words: &str| {
            let zh = match words {
                "a string" => "字符串",
                "a list" => "列表",
                "an object" => "对象",
                "a whole number" => "整数",
                "a number that is not whole or too large" => "非整数或过大的数",
                "true or false" => "true 或 false",
                other => other,
            };
            (words.to_owned(), zh.to_owned())
        };
        let ((en, zh), (found_en, found_zh)) = (words(expected), words(found.kind()));
        let mut args = Vec::with_capacity(3);
        if matches!(found, Node::Null) {
            args.push(Arg::help(
                format!("write {en}; what is unstated is left out, and never `null`"),
                format!("请写 {zh}；未写明的内容请直接省去，不写 null"),
            ));
        }
        args.push(Arg::bilingual("expected", en, zh));
        args.push(Arg::bilingual("found", found_en, found_zh));
        self.report(ProblemCode::WrongType, args);
    }

    /// Whether an object has but one of several members that exclude one another; reports each
    /// further one, where it stands.
    pub(crate) fn has_one_of(&mut self, members: Members<'_>, names: &[&'static str]) -> bool {
        let further: Vec<&'static str> =
            names.iter().copied().filter(|name| members.get(name).is_some()).skip(1).collect();
        for name in &further {
            let listed = |or: &str| {
                names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(or)
            };
            let reason = Arg::bilingual(
                "reason",
                format!("only one of {} can stand here", listed(" and ")),
                format!("{}只能写其中之一", listed("、")),
            );
            self.within_known(name, |reader| {
                reader.report(
                    ProblemCode::MisplacedField,
                    vec![Arg::help("keep one of them", "请只保留一个"), reason],
                );
            });
        }
        further.is_empty()
    }

    /// Reports that one of several members that exclude one another is missing: at the first.
    pub(crate) fn missing_one_of(&mut self, first: &'static str, others: &[&'static str]) {
        let named =
            |or: &str| others.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(or);
        self.within_known(first, |reader| {
            reader.report(
                ProblemCode::MissingField,
                vec![
                    Arg::help(
                        format!("add `{first}` or {}", named(" or ")),
                        format!("请补上 `{first}` 或 {}", named(" 或 ")),
                    ),
                    Arg::bilingual(
                        "alternative",
                        format!(", and so is {}", named(" or ")),
                        format!("，也没有 {}", named(" 或 ")),
                    ),
                ],
            );
        });
    }

    /// Whether a mark of absence says `none`: reports `"none": false`, which says nothing.
    pub(crate) fn is_mark(&mut self, none: &Node<'_>) -> bool {
        let is_false = matches!(none, Node::Bool(false));
        if is_false {
            self.within_known("none", |reader| {
                reader.report(
                    ProblemCode::MisplacedField,
                    vec![
                        Arg::help(
                            "remove the field, or write `true` where there is none",
                            "请删去该字段；如果确实没有，请写 true",
                        ),
                        Arg::bilingual(
                            "reason",
                            "`none` is `true` or is left out",
                            "none 只能写 true，否则不写",
                        ),
                    ],
                );
            });
        }
        !is_false
    }

    /// Whether a count is within a bound; reports it otherwise.
    pub(crate) fn within_bound(&mut self, bound: Bound, value: u64) -> bool {
        value <= bound.largest() || self.adopt(bound.check(value)).is_some()
    }

    /// The same for a length.
    pub(crate) fn within_length(&mut self, bound: Bound, length: usize) -> bool {
        self.within_bound(bound, length as u64)
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

    pub(crate) fn string<'n>(&mut self, node: &Node<'n>) -> Option<&'n str> {
        match node {
            Node::String(text) => Some(text),
            other => {
                self.wrong_type("a string", other);
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
            Node::OtherNumber => {
                self.report(ProblemCode::NotAWholeNumber, Vec::new());
                None
            }
            other => {
                self.wrong_type("a whole number", other);
                None
            }
        }
    }

    /// A whole number from 0 to 2^53 − 1.
    pub(crate) fn natural(&mut self, node: &Node<'_>) -> Option<u64> {
        let value = self.integer(node)?;
        match u64::try_from(value) {
            Ok(value) => Some(value),
            Err(_) => {
                self.report(ProblemCode::NegativeNumber, vec![Arg::plain("found", value)]);
                None
            }
        }
    }

    /// A whole number from 1 to a bound.
    pub(crate) fn positive(&mut self, node: &Node<'_>, bound: Bound) -> Option<u64> {
        let value = self.natural(node)?;
        self.adopt(bound.check_positive(value)).map(|()| value)
    }

    /// Reports members of one name; the path is that of the later one.
    pub(crate) fn check_duplicates(&mut self, members: Members<'_>) {
        if has_few_names_each_once(members) {
            return;
        }
        // Sorted, so that a hostile object with very many members stays cheap.
        let mut names: Vec<&str> = Vec::with_capacity(members.len());
        names.extend(members.names());
        names.sort_unstable();
        let mut last = None;
        for pair in names.windows(2) {
            if let [a, b] = pair
                && a == b
                && last != Some(*a)
            {
                last = Some(*a);
                self.within_field(a, |reader| {
                    reader.report(ProblemCode::DuplicateField, Vec::new());
                });
            }
        }
    }

    /// The members of an object of known fields: unknown and duplicate ones are reported.
    pub(crate) fn object<'n>(
        &mut self,
        node: &Node<'n>,
        known: &[&'static str],
        expected: &'static str,
    ) -> Option<Members<'n>> {
        let members = self.members(node, expected)?;
        self.check_names(members, known);
        Some(members)
    }

    /// Reports members that are not known or not the only one of their name.
    pub(crate) fn check_names(&mut self, members: Members<'_>, known: &[&'static str]) {
        self.check_duplicates(members);
        for name in members.names() {
            if self.is_full() {
                break;
            }
            if !known.contains(&name) {
                self.within_field(name, |reader| {
                    let mut args = vec![Arg::quoted("found", name)];
                    let nearest = reader.nearest(name, known.iter().copied());
                    // Of what is said to be absent nothing more can be said.
                    if nearest.is_none() && known.contains(&"none") {
                        let rest = known.iter().filter(|name| **name != "none");
                        let rest: Vec<String> = rest.map(|name| format!("`{name}`")).collect();
                        let (en, zh) = (rest.join(", "), rest.join("、"));
                        args.push(Arg::bilingual(
                            "reason",
                            format!("beside `none` there can only be {en}"),
                            format!("none 之外只能有{zh}"),
                        ));
                        args.push(Arg::help(
                            "remove the field, or `none` if there is one after all",
                            "请删去该字段；如果其实有，请删去 none",
                        ));
                        reader.report(ProblemCode::MisplacedField, args);
                        return;
                    }
                    args.extend(nearest);
                    args.push(Arg::list("known", known.iter().copied()));
                    reader.report(ProblemCode::UnknownField, args);
                });
            }
        }
    }

    /// The members of an object.
    pub(crate) fn members<'n>(
        &mut self,
        node: &Node<'n>,
        expected: &'static str,
    ) -> Option<Members<'n>> {
        match node {
            Node::Object(members) => Some(*members),
            other => {
                self.wrong_type(expected, other);
                None
            }
        }
    }

    /// Reads a field of an object, whatever its absence means for the type.
    pub(crate) fn field<T: Decode>(
        &mut self,
        members: Members<'_>,
        name: &'static str,
    ) -> Option<T> {
        self.at_field(name, members.get(name).as_ref())
    }

    /// The same, for the value of the field, if it is there.
    pub(crate) fn at_field<T: Decode>(
        &mut self,
        name: &'static str,
        node: Option<&Node<'_>>,
    ) -> Option<T> {
        match node {
            Some(node) => self.within_known(name, |reader| T::decode(node, reader)),
            None => T::missing().or_else(|| {
                self.within_known(name, |reader| {
                    reader.report(ProblemCode::MissingField, Vec::new());
                });
                None
            }),
        }
    }

    /// Reads a list, to a bound; entries that have problems are reported and the rest still read.
    pub(crate) fn list<T: Decode>(&mut self, node: &Node<'_>, bound: Bound) -> Option<Vec<T>> {
        let Node::Array(items) = *node else {
            self.wrong_type("a list", node);
            return None;
        };
        if !self.within_length(bound, items.len()) {
            return None;
        }
        let mut values = Vec::with_capacity(items.len());
        for (index, item) in items.enumerate() {
            if self.is_full() {
                return None;
            }
            if let Some(value) = self.within_index(index, |reader| T::decode(&item, reader)) {
                values.push(value);
            }
        }
        (values.len() == items.len()).then_some(values)
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        T::decode(node, reader).map(Some)
    }

    fn missing() -> Option<Self> {
        Some(None)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let values = reader.list(node, T::MOST)?;
        if T::NONE_MEANS_ALL && values.is_empty() {
            reader.report(ProblemCode::EmptyList, Vec::new());
            return None;
        }
        Some(values)
    }

    fn missing() -> Option<Self> {
        Some(Vec::new())
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        T::decode(node, reader).map(Box::new)
    }
}

impl Decode for bool {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        match node {
            Node::Bool(value) => Some(*value),
            other => {
                reader.wrong_type("true or false", other);
                None
            }
        }
    }
}

impl Decode for u64 {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        reader.natural(node)
    }
}

impl Decode for i64 {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        reader.integer(node)
    }
}
