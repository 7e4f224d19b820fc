//! Kinds of values, in words: what is expected somewhere, and what stands there.

use crate::json::{Node, Reader};
use crate::problem::{Arg, ProblemCode};

/// What kind of value something is or should be, in English and in Chinese.
///
/// In Chinese it begins with a Chinese character, so that it follows on one without a space.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    en: &'static str,
    zh: &'static str,
}

impl Kind {
    pub(crate) const STRING: Self = Self::new("a string", "字符串");
    pub(crate) const LIST: Self = Self::new("a list", "列表");
    pub(crate) const WHOLE_NUMBER: Self = Self::new("a whole number", "整数");
    pub(crate) const BOOL: Self = Self::new("true or false", "布尔值 true 或 false");
    const NULL: Self = Self::new("null", "空值 null");
    const OBJECT: Self = Self::new("an object", "对象");
    const OTHER_NUMBER: Self =
        Self::new("a number that is not whole or too large", "非整数或过大的数");

    pub(crate) const fn new(en: &'static str, zh: &'static str) -> Self {
        Self { en, zh }
    }

    const fn of(node: &Node<'_>) -> Self {
        match node {
            Node::Null => Self::NULL,
            Node::Bool(_) => Self::BOOL,
            Node::Integer(_) | Node::DressedInteger(_) => Self::WHOLE_NUMBER,
            Node::OtherNumber => Self::OTHER_NUMBER,
            Node::String(_) => Self::STRING,
            Node::Array(_) => Self::LIST,
            Node::Object(_) => Self::OBJECT,
        }
    }

    fn detail(self, name: &'static str) -> Arg {
        Arg::bilingual(name, self.en, self.zh)
    }
}

impl Reader {
    /// Reports a value of the wrong kind.
    pub(crate) fn wrong_type(&mut self, expected: Kind, found: &Node<'_>) {
        self.wrong(expected.en, expected.zh, found);
    }

    /// Reports what should be a record, and shows the members that it has to have.
    pub(super) fn wrong_record(
        &mut self,
        called: Kind,
        required: &[(&str, &str)],
        found: &Node<'_>,
    ) {
        // Some are called by their shape, with what else they usually have.
        if called.en.contains('{') {
            return self.wrong(called.en, called.zh, found);
        }
        let members: Vec<String> =
            required.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
        let shape = match members.as_slice() {
            [] => "{ … }".to_owned(),
            members => format!("{{{}}}", members.join(", ")),
        };
        self.wrong(&format!("{}: {shape}", called.en), &format!("{}：{shape}", called.zh), found);
    }

    /// Reports a value of the wrong kind, with what to write instead.
    pub(super) fn wrong_with(&mut self, expected: Kind, found: &Node<'_>, help: Arg) {
        let args = vec![help, expected.detail("expected"), Kind::of(found).detail("found")];
        self.report(ProblemCode::WrongType, args);
    }

    fn wrong(&mut self, en: &str, zh: &str, found: &Node<'_>) {
        let mut args = Vec::with_capacity(3);
        if matches!(found, Node::Null) {
            args.push(Arg::help(
                format!("write {en}; what is unstated is left out, and never `null`"),
                format!("请写{zh}；未写明的内容请直接省去，不写 null"),
            ));
        }
        args.push(Arg::bilingual("expected", en, zh));
        args.push(Kind::of(found).detail("found"));
        self.report(ProblemCode::WrongType, args);
    }
}
