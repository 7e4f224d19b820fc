//! Reading objects: members by their names, and what is wrong with the names.

use crate::json::wanted::wanted;
use crate::json::{Decode, FieldKind, Kind, Members, Node, Reader};
use crate::problem::{Arg, ProblemCode};
use crate::values::lang::Lang;

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

/// Names that are not like the field that is meant by them.
const OTHER_NAMES: &[(&str, &str)] = &[("name", "title"), ("title", "name"), ("id", "key")];

impl Reader {
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

    /// Reports that a member is missing, unless a misspelt one was probably meant to be it: then
    /// that one is told, with the right name, and mending it mends both.
    #[cold]
    pub(crate) fn missing(&mut self, name: &'static str, kind: FieldKind) {
        match wanted(name, kind, Lang::En).zip(wanted(name, kind, Lang::Zh)) {
            Some((en, zh)) => self.missing_as(name, &en, &zh),
            None => self.report_missing(name, Vec::new()),
        }
    }

    /// The same, with what is written there.
    pub(crate) fn missing_as(&mut self, name: &'static str, en: &str, zh: &str) {
        let help = Arg::help(format!("add `{name}`: {en}"), format!("请补上 `{name}`：{zh}"));
        self.report_missing(name, vec![help]);
    }

    fn report_missing(&mut self, name: &'static str, args: Vec<Arg>) {
        if !self.is_meant(name) {
            self.within_known(name, |reader| reader.report(ProblemCode::MissingField, args));
        }
    }

    /// Reports that one of several members that exclude one another is missing: at the first.
    pub(crate) fn missing_one_of(&mut self, first: &'static str, others: &[&'static str]) {
        if self.is_meant(first) || others.iter().any(|name| self.is_meant(name)) {
            return;
        }
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

    /// The members of an object of known fields: unknown and duplicate ones are reported.
    pub(crate) fn object<'n>(
        &mut self,
        node: &Node<'n>,
        known: &[&'static str],
        expected: Kind,
    ) -> Option<Members<'n>> {
        let members = self.members(node, expected)?;
        self.check_names(members, known);
        Some(members)
    }

    /// The members of an object.
    pub(crate) fn members<'n>(&mut self, node: &Node<'n>, expected: Kind) -> Option<Members<'n>> {
        match node {
            Node::Object(members) => Some(*members),
            other => {
                self.wrong_type(expected, other);
                None
            }
        }
    }

    /// The members of a record; where there is none, what one has to have is shown, as names and
    /// values.
    #[inline]
    pub(crate) fn record_members<'n>(
        &mut self,
        node: &Node<'n>,
        called: Kind,
        required: &[(&'static str, &'static str)],
    ) -> Option<Members<'n>> {
        match node {
            Node::Object(members) => Some(*members),
            other => {
                self.wrong_record(called, required, other);
                None
            }
        }
    }

    /// Reports members that are not known or not the only one of their name.
    pub(crate) fn check_names(&mut self, members: Members<'_>, known: &[&'static str]) {
        self.check_duplicates(members);
        for name in members.names() {
            if self.is_full() {
                break;
            }
            if !known.contains(&name) {
                let nearest = self.other_name(members, name, known);
                let nearest = nearest.or_else(|| self.nearest_field(name, known));
                self.within_field(name, |reader| {
                    let mut args = vec![Arg::quoted("found", name)];
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

    /// The field that a name is used for elsewhere, where that one is missing.
    fn other_name(
        &mut self,
        members: Members<'_>,
        found: &str,
        known: &[&'static str],
    ) -> Option<Arg> {
        let (_, field) = OTHER_NAMES.iter().find(|(other, _)| *other == found)?;
        (known.contains(field) && members.get(field).is_none()).then(|| self.meant_field(field))
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

    /// Reads a field of an object, whatever its absence means for the type.
    pub(crate) fn field<T: Decode>(
        &mut self,
        members: Members<'_>,
        name: &'static str,
    ) -> Option<T> {
        self.at_field(name, members.get(name).as_ref())
    }

    /// The same, for the value of the field, if it is there.
    #[inline]
    pub(crate) fn at_field<T: Decode>(
        &mut self,
        name: &'static str,
        node: Option<&Node<'_>>,
    ) -> Option<T> {
        // Most of the fields that an object can have are not there.
        match node {
            Some(node) => self.present(name, node),
            None => T::missing().or_else(|| {
                self.missing(name, T::KIND);
                None
            }),
        }
    }

    fn present<T: Decode>(&mut self, name: &'static str, node: &Node<'_>) -> Option<T> {
        self.within_known(name, |reader| T::decode(node, reader))
    }
}
