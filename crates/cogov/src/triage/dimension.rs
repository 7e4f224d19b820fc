//! What topics are assessed by: dimensions, each with a scale of levels.

use crate::json::Reader;
use crate::problem::{Arg, ProblemCode};
use crate::values::choice::choice;
use crate::values::key::LevelKey;
use crate::values::lang::Lang;
use crate::values::record::record;
use crate::values::text::Text;

choice! {
    /// What a topic is assessed by.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::triage::Dimension;
    ///
    /// let dimension: Dimension = "direct_settlement".parse()?;
    /// assert_eq!(dimension.label(Lang::Zh), "可否直接办理");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum Dimension in triage {
        /// How many share it.
        Commonality = "commonality", "commonality", "普遍性";
        /// How soon it has to be dealt with.
        Urgency = "urgency", "urgency", "紧迫性";
        /// How grave it is.
        Severity = "severity", "severity", "严重性";
        /// How much professional knowledge it needs.
        Expertise = "expertise", "expertise", "专业性";
        /// How far it reaches.
        Reach = "reach", "reach", "影响范围";
        /// Whether the responsible party can settle it directly.
        DirectSettlement = "direct_settlement", "direct settlement", "可否直接办理";
    }
}

record! {
    /// The scale of a dimension: its levels, from low to high.
    ///
    /// ```
    /// use cogov::triage::{Dimension, Scale};
    ///
    /// let scale: Scale = serde_json::from_str(
    ///     r#"{"dimension": "severity", "levels": ["low", "high", "highest"]}"#,
    /// )?;
    /// assert_eq!(scale.dimension(), Dimension::Severity);
    /// assert_eq!(scale.levels()[2].as_str(), "highest");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub struct Scale("a scale", "尺度") {
        required {
            /// What is assessed.
            dimension: Dimension as copy,
            /// The levels, from low to high: 2 to 8 of them.
            levels: Vec<LevelKey>,
        }
        option {
            /// Where this is said.
            source, with_source: Text,
        }
    }
}

/// Reports a condition on a dimension by which topics are not assessed.
pub(crate) fn no_scale(
    reader: &mut Reader,
    dimension: Dimension,
    known: impl Iterator<Item = Dimension>,
) {
    let listed: Vec<&str> = known.map(Dimension::as_str).collect();
    let (word, en, zh) = (dimension.as_str(), dimension.label(Lang::En), dimension.label(Lang::Zh));
    let add = format!("{{\"dimension\": \"{word}\", \"levels\": […]}}");
    let (mut help, mut help_zh) =
        (format!("add {add} to `scales`"), format!("请在 `scales` 中补上 {add}"));
    if !listed.is_empty() {
        help.push_str(&format!(", or use one that there is: {}", listed.join(", ")));
        help_zh.push_str(&format!("，或改用已有的：{}", listed.join("、")));
    }
    reader.report(
        ProblemCode::UnknownKey,
        vec![
            Arg::message(format!("there is no scale of {en}"), format!("没有{zh}的尺度")),
            Arg::help(help, help_zh),
            Arg::plain("list", "`scales`"),
            Arg::plain("found", word),
        ],
    );
}
