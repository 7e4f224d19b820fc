//! The forms in which functions are performed.

use crate::values::choice::choice;

choice! {
    /// The form in which something takes place.
    ///
    /// ```
    /// use cogov::position::Form;
    /// use cogov::Lang;
    ///
    /// assert_eq!(Form::Hearing.as_str(), "hearing");
    /// assert_eq!(Form::Hearing.label(Lang::Zh), "听证会");
    /// ```
    #[non_exhaustive]
    pub enum Form in position {
        /// A joint meeting.
        JointMeeting = "joint_meeting", "joint meeting", "联席会议";
        /// A hearing.
        Hearing = "hearing", "hearing", "听证会";
        /// A symposium.
        Symposium = "symposium", "symposium", "座谈会";
        /// A mediation.
        Mediation = "mediation", "mediation", "调解会";
        /// A sincere talk.
        SincereTalk = "sincere_talk", "sincere talk", "恳谈会";
        /// Another meeting.
        Meeting = "meeting", "meeting", "会议";
        /// A visit on the spot.
        Visit = "visit", "visit", "走访";
        /// Online.
        Online = "online", "online", "线上";
        /// A ballot.
        Ballot = "ballot", "ballot", "书面表决";
        /// A notice board.
        NoticeBoard = "notice_board", "notice board", "公示栏";
        /// Documents only.
        Documents = "documents", "documents", "书面材料";
        /// A questionnaire or a survey.
        Questionnaire = "questionnaire", "questionnaire", "问卷调查";
        /// An inspection on the spot.
        Inspection = "inspection", "inspection", "实地检查";
        /// Another form.
        Other = "other", "other form", "其他形式";
    }
}
