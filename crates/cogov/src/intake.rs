//! The ways in: by which channels appeals come, and who receives them.

use crate::party::Holder;
use crate::time::Term;
use crate::values::choice::choice;
use crate::values::key::ChannelKey;
use crate::values::record::record;
use crate::values::stated::Listed;
use crate::values::text::Text;

choice! {
    /// How a channel is used.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::intake::Medium;
    ///
    /// let medium: Medium = "in_person".parse()?;
    /// assert_eq!(medium.label(Lang::Zh), "当面");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum Medium in intake {
        /// In person.
        InPerson = "in_person", "in person", "当面";
        /// Online.
        Online = "online", "online", "线上";
        /// By telephone.
        Telephone = "telephone", "by telephone", "电话";
        /// On paper, such as a letter or a slip in a box.
        Paper = "paper", "on paper", "书面";
        /// By visits of those who ask.
        Visit = "visit", "by visit", "上门走访";
    }
}

record! {
    /// A channel by which appeals come in.
    ///
    /// ```
    /// use cogov::intake::{Channel, Medium};
    /// use cogov::values::ChannelKey;
    /// use cogov::{GroupKey, Holder, PartyKey, Text};
    ///
    /// let committee = PartyKey::new("residents-committee")?;
    /// let slips = Channel::new(ChannelKey::new("box")?, Text::new("Suggestion box")?, Medium::Paper)
    ///     .with_anonymous(true)
    ///     .with_received_by(committee.clone());
    /// assert_eq!(slips.open_to(), None, "open to anyone");
    /// assert_eq!(slips.received_by(), Some(&Holder::Party(committee)));
    ///
    /// let chat = Channel::new(ChannelKey::new("wechat-group")?, Text::new("WeChat group")?, Medium::Online)
    ///     .with_open_to(GroupKey::new("residents")?)
    ///     .with_source(Text::new("§4.3")?);
    /// assert_eq!((slips.anonymous(), chat.anonymous()), (Some(true), None));
    /// assert_eq!((slips.source().is_some(), chat.source().is_some()), (false, true));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Channel("a channel", "受理渠道") {
        required {
            /// The key by which the charter refers to it.
            key: ChannelKey,
            /// Its name.
            name: Text,
            /// How it is used.
            medium: Medium as copy,
        }
        option {
            /// Whether one need not give a name.
            anonymous, with_anonymous: bool as copy,
            /// To whom it is open; to anyone, if left out.
            open_to, with_open_to: Holder,
            /// Who receives what comes in.
            received_by, with_received_by: Holder,
            /// Where this is said.
            source, with_source: Text,
        }
    }
}

record! {
    /// The statement that there is no channel.
    ///
    /// ```
    /// use cogov::intake::{AbsentChannel, Medium};
    /// use cogov::Text;
    ///
    /// let offline_only = AbsentChannel::new().with_medium(Medium::Online).with_source(Text::new("§3")?);
    /// assert_eq!(offline_only.medium(), Some(Medium::Online));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct AbsentChannel("a channel that is stated to be absent", "明示没有的受理渠道") {
        mark { none }
        option {
            /// Of which medium; of any, if left out.
            medium, with_medium: Medium as copy,
            /// Where this is said.
            source, with_source: Text,
        }
    }
}

record! {
    /// How appeals come in, and how soon they are accepted and answered.
    ///
    /// ```
    /// use cogov::intake::{AbsentChannel, Channel, Intake, Medium};
    /// use cogov::values::ChannelKey;
    /// use cogov::{Term, Text};
    ///
    /// let intake = Intake::new()
    ///     .with_accept_within(Term::working_days(5)?)
    ///     .with_channels([Channel::new(ChannelKey::new("desk")?, Text::new("Desk")?, Medium::InPerson)])
    ///     .with_channels([AbsentChannel::new().with_medium(Medium::Online)]);
    /// assert_eq!(intake.accept_within().given(), Some(&Term::working_days(5)?));
    /// assert!(intake.answer_within().is_unstated(), "so that an audit can only note it");
    /// assert_eq!(intake.channels().iter().filter(|channel| channel.given().is_some()).count(), 1);
    ///
    /// let answering = intake.with_answer_within(Term::days(15)?);
    /// assert!(answering.answer_within().is_given());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Intake("an intake", "诉求受理") {
        option {
            /// Where this is said.
            source, with_source: Text,
        }
        stated {
            /// How long until an appeal is accepted or declined, from when it came in.
            accept_within, with_accept_within: Term,
            /// How long until an accepted appeal is settled, declined, or goes into a procedure or to
            /// the level above, from when it came in; and the term of whatever else has to be
            /// answered, where the act names none.
            answer_within, with_answer_within: Term,
        }
        list {
            /// The ways in.
            channels, with_channels: Listed<Channel, AbsentChannel>,
        }
    }
}

impl From<Channel> for Listed<Channel, AbsentChannel> {
    fn from(channel: Channel) -> Self {
        Self::Given(channel)
    }
}

impl From<AbsentChannel> for Listed<Channel, AbsentChannel> {
    fn from(channel: AbsentChannel) -> Self {
        Self::Absent(channel)
    }
}
