//! Relations between steps as a charter states them.

use serde::Serialize;
use serde::ser::Serializer;

use crate::json::{Decode, Node, Reader};
use crate::time::Term;
use crate::values::choice::choice;
use crate::values::key::StepKey;
use crate::values::record::record;
use crate::values::stated::Stated;
use crate::values::text::Text;

choice! {
    /// What came out of a step, where relations depend on it.
    ///
    /// ```
    /// use cogov::procedure::Outcome;
    /// use cogov::Lang;
    ///
    /// assert_eq!(Outcome::NotFulfilled.as_str(), "not_fulfilled");
    /// assert_eq!(Outcome::NotFulfilled.label(Lang::Zh), "未落实");
    /// ```
    #[non_exhaustive]
    pub enum Outcome in procedure {
        /// A decision was adopted.
        Adopted = "adopted", "adopted", "通过";
        /// A decision failed.
        Failed = "failed", "failed", "未通过";
        /// What was resolved was fulfilled.
        Fulfilled = "fulfilled", "fulfilled", "已落实";
        /// What was resolved was not fulfilled, or only in part.
        NotFulfilled = "not_fulfilled", "not fulfilled", "未落实";
    }
}

/// Defines an object that may be written as the key of a step where it has nothing else, and may
/// say where it is said.
macro_rules! short_by_step {
    ($name:ident, $inner:ident, $bare:expr) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if $bare(&self.0) {
                    self.0.step.serialize(serializer)
                } else {
                    self.0.serialize(serializer)
                }
            }
        }

        impl Decode for $name {
            fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
                match node {
                    Node::String(_) => {
                        StepKey::decode(node, reader).map(|step| Self($inner::new(step)))
                    }
                    _ => $inner::decode(node, reader).map(Self),
                }
            }
        }

        impl From<StepKey> for $name {
            fn from(step: StepKey) -> Self {
                Self($inner::new(step))
            }
        }

        impl $name {
            /// The step that it names.
            #[must_use]
            pub const fn step(&self) -> &StepKey {
                &self.0.step
            }

            /// Where this is said.
            #[must_use]
            pub const fn source(&self) -> Option<&Text> {
                self.0.source.as_ref()
            }

            /// The same, said there.
            #[must_use]
            pub fn with_source(self, source: Text) -> Self {
                Self($inner { source: Some(source), ..self.0 })
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let key = generator.subschema_for::<StepKey>();
                let long = generator.subschema_for::<$inner>();
                schemars::json_schema!({ "anyOf": [key, long] })
            }
        }
    };
}

record! {
    /// The long form of [`After`].
    pub(crate) struct AfterForm("a condition: the key of a step, or {\"step\": …, \"delay\": …}", "条件：步骤的键，或 {\"step\": …, \"delay\": …}") {
        required {
            /// The step that has to be done.
            step: StepKey,
        }
        option {
            /// How long after its last execution.
            delay, with_delay: Term as copy,
            /// Where this is said.
            source, with_source: Text,
        }
    }
}

/// A condition: a step needs another one done, and a delay over since then.
///
/// In JSON the key of the other step, or `{"step": …, "delay": …}`.
///
/// ```
/// use cogov::procedure::After;
/// use cogov::{StepKey, Term};
///
/// let notice = After::from(StepKey::new("notice")?);
/// assert_eq!(serde_json::to_string(&notice)?, r#""notice""#);
/// let posted = notice.with_delay(Term::days(15)?);
/// assert_eq!(serde_json::to_string(&posted)?, r#"{"step":"notice","delay":{"days":15}}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct After(AfterForm);

short_by_step!(After, AfterForm, |form: &AfterForm| form.delay.is_none() && form.source.is_none());

impl After {
    /// How long after the other step's last execution.
    #[must_use]
    pub const fn delay(&self) -> Option<Term> {
        self.0.delay
    }

    /// The same condition, met only so long after.
    #[must_use]
    pub fn with_delay(self, delay: Term) -> Self {
        Self(AfterForm { delay: Some(delay), ..self.0 })
    }
}

record! {
    /// The long form of [`Response`].
    pub(crate) struct ResponseForm("a response: the key of a step, or {\"step\": …, \"within\": …, \"if\": …}", "后续步骤：步骤的键，或 {\"step\": …, \"within\": …, \"if\": …}") {
        required {
            /// The step that becomes owed.
            step: StepKey,
        }
        option {
            /// Only after this outcome.
            r#if, with_if: Outcome as copy,
            /// Where this is said.
            source, with_source: Text,
        }
        stated {
            /// By when.
            within, with_within: Term,
        }
    }
}

/// A response: after a step another one is owed, by a term.
///
/// In JSON the key of the other step, or `{"step": …, "within": …, "if": …}`.
///
/// ```
/// use cogov::procedure::{Outcome, Response};
/// use cogov::{StepKey, Term};
///
/// let disclosed = Response::from(StepKey::new("disclosure")?)
///     .with_within(Term::days(3)?)
///     .when(Outcome::Adopted);
/// assert_eq!(disclosed.outcome(), Some(Outcome::Adopted));
/// assert_eq!(disclosed.within().given(), Some(&Term::days(3)?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Response(ResponseForm);

short_by_step!(Response, ResponseForm, |form: &ResponseForm| form.r#if.is_none()
    && form.within.is_unstated()
    && form.source.is_none());

impl Response {
    /// By when the other step is owed; the other step's own term, if unstated.
    #[must_use]
    pub const fn within(&self) -> &Stated<Term> {
        &self.0.within
    }

    /// The same response, by a term.
    #[must_use]
    pub fn with_within(self, within: impl Into<Stated<Term>>) -> Self {
        Self(ResponseForm { within: within.into(), ..self.0 })
    }

    /// The outcome that it depends on, if it does.
    #[must_use]
    pub const fn outcome(&self) -> Option<Outcome> {
        self.0.r#if
    }

    /// The same response, only after this outcome.
    #[must_use]
    pub fn when(self, outcome: Outcome) -> Self {
        Self(ResponseForm { r#if: Some(outcome), ..self.0 })
    }
}

record! {
    /// The long form of [`Effect`].
    pub(crate) struct EffectForm("the key of a step, or {\"step\": …, \"if\": …}", "步骤的键，或 {\"step\": …, \"if\": …}") {
        required {
            /// The step that it takes out of play, or back in.
            step: StepKey,
        }
        option {
            /// Only after this outcome.
            r#if, with_if: Outcome as copy,
            /// Where this is said.
            source, with_source: Text,
        }
    }
}

/// That a step takes another one out of play, or back in.
///
/// In JSON the key of the other step, or `{"step": …, "if": …}`.
///
/// ```
/// use cogov::procedure::{Effect, Outcome};
/// use cogov::StepKey;
///
/// let again = Effect::from(StepKey::new("hearing")?).when(Outcome::Failed);
/// assert_eq!(serde_json::to_string(&again)?, r#"{"step":"hearing","if":"failed"}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Effect(EffectForm);

short_by_step!(Effect, EffectForm, |form: &EffectForm| form.r#if.is_none()
    && form.source.is_none());

impl Effect {
    /// The outcome that it depends on, if it does.
    #[must_use]
    pub const fn outcome(&self) -> Option<Outcome> {
        self.0.r#if
    }

    /// The same effect, only after this outcome.
    #[must_use]
    pub fn when(self, outcome: Outcome) -> Self {
        Self(EffectForm { r#if: Some(outcome), ..self.0 })
    }
}

record! {
    /// The condition under which another step stands in for this one (absorbs it).
    ///
    /// ```
    /// use cogov::procedure::Absorption;
    /// use cogov::{StepKey, Text};
    ///
    /// // Where one person is both secretary and village head (一肩挑), one discussion stands for both.
    /// let both = Absorption::new(StepKey::new("two-committees")?, Text::new("one person holds both offices")?);
    /// assert_eq!(both.step().as_str(), "two-committees");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Absorption("an absorption: {\"step\": …, \"condition\": …}", "步骤的代替：{\"step\": …, \"condition\": …}") {
        required {
            /// The step that stands in.
            step: StepKey,
            /// When it may, in words: one person holds both offices, say.
            condition: Text,
        }
        option {
            /// Where this is said.
            source, with_source: Text,
        }
    }
}
