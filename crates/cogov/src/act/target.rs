//! What an act is about.

use crate::values::choice::choice;

choice! {
    /// What kind of thing an act is about.
    #[non_exhaustive]
    pub enum TargetKind {
        /// An appeal.
        Appeal = "appeal", "an appeal", "诉求";
        /// A step of the procedure.
        Step = "step", "a step", "步骤";
        /// A session.
        Session = "session", "a session", "会议";
        /// A ballot.
        Ballot = "ballot", "a ballot", "表决";
        /// An obligation.
        Obligation = "obligation", "an obligation", "落实事项";
        /// Something that has to be answered.
        Reply = "reply", "what has to be answered", "应答复事项";
        /// An entry of the record, by its number.
        Entry = "entry", "an entry", "记录条目";
    }
}
