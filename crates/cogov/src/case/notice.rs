//! Notices: whom an act concerns, what of it, and by when.

use std::collections::BTreeSet;

use crate::act::{Act, Entry, Participant};
use crate::case::due::{Due, DueThing};
use crate::case::engine::{Case, Refused};
use crate::case::obligation::{Event, Happening, Obligation};
use crate::case::view::view;
use crate::position::Holder;
use crate::time::Instant;
use crate::values::choice::choice;
use crate::values::id::{AppealId, SessionId};
use serde::Serialize;

choice! {
    /// What somebody is told.
    pub enum NoticeKind in case {
        /// They owe something now.
        Owes = "owes", "owes something", "有待办事项";
        /// What they appealed came to its end.
        AppealEnded = "appeal_ended", "their appeal has ended", "诉求已终结";
        /// They are reminded of what they owe.
        Reminded = "reminded", "is reminded", "被催办";
        /// What they owe, do or can claim has changed: what it is, by when, who answers for it, or
        /// that it came to its end.
        Changed = "changed", "something that concerns them has changed", "所涉事项有变化";
        /// They are invited to a session.
        Invited = "invited", "is invited to a session", "受邀参会";
        /// They were told of something by this very act.
        Told = "told", "was notified", "已获通知";
        /// What they had asked was answered.
        Answered = "answered", "got an answer", "获得答复";
    }
}

/// What a notice is about.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::act::{Act, Settle};
/// use cogov::case::{AboutWhat, NoticeKind};
/// use cogov::{PartyKey, Text};
///
/// let case = fire_lane(4);
/// let appeal = case.state().appeals().next().unwrap().id();
/// let settle = Act::settle(appeal, Settle::new(Text::new("The guard was told")?));
/// let at = "2026-06-01T15:00:00+08:00".parse()?;
/// let notices = case.notices(&case.entry(at, PartyKey::new("residents-committee")?, settle))?;
/// assert_eq!(notices[0].kind(), NoticeKind::AppealEnded);
/// assert_eq!(notices[0].about(), &AboutWhat::Appeal(appeal));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AboutWhat {
    /// Something that is due.
    Due(DueThing),
    /// An appeal.
    Appeal(AppealId),
    /// A session.
    Session(SessionId),
    /// The act itself.
    Act,
}

view! {
    /// Whom an act concerns, what of it, and by when.
    pub struct Notice {
        has {
            /// Who has to be told.
            to: Participant,
            /// What.
            kind: NoticeKind as copy,
            /// About what.
            about: AboutWhat,
        }
        may {
            /// When the time is over.
            by: Instant as copy,
        }
    }
}

impl Case {
    /// Whom an act would concern, what of it, and by when, once it is performed. Whoever embeds the
    /// library sends the notices.
    ///
    /// # Errors
    ///
    /// Everything that stands against the act.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::act::{Act, Attendance, Convene, Invitee, Participant};
    /// use cogov::case::NoticeKind;
    /// use cogov::values::SessionId;
    /// use cogov::{Holder, Instant, PartyKey};
    ///
    /// // Whom does it concern that the joint meeting is convened?
    /// let case = fire_lane(13);
    /// let company = PartyKey::new("property-company")?;
    /// let session: SessionId = "0192f000-0000-7000-8000-0000000000a1".parse()?;
    /// let begins: Instant = "2026-06-18T14:00:00+08:00".parse()?;
    /// let convene = Convene::new(session)
    ///     .with_starts(begins)
    ///     .with_should_attend([Invitee::new(company.clone(), Attendance::Voting)])
    ///     // Whom the step hears.
    ///     .with_should_attend(["owners", "residents-representatives"].map(|group| {
    ///         Invitee::new(Holder::Group(group.parse().unwrap()), Attendance::SpeakingOnly)
    ///     }));
    /// let act = Act::convene("joint-meeting".parse()?, convene);
    /// let at = "2026-06-12T10:00:00+08:00".parse()?;
    /// let notices = case.notices(&case.entry(at, PartyKey::new("residents-committee")?, act))?;
    /// assert_eq!((notices.len(), notices[0].kind()), (3, NoticeKind::Invited));
    /// assert_eq!((notices[0].to(), notices[0].by()), (&Participant::from(company), Some(begins)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn notices(&self, entry: &Entry) -> Result<Vec<Notice>, Refused> {
        let at = entry.at();
        let before = self.due(at);
        let mut after = self.clone();
        after.perform(entry)?;
        let mut notices = Vec::new();
        // Who owes something that they did not owe before, or by another day.
        let owed = |due: &Due| (due.thing().clone(), due.due(), due.from().to_vec());
        let known: BTreeSet<_> = before.iter().map(owed).collect();
        let is_new = |due: &Due| !known.contains(&owed(due));
        for due in after.due(at).iter().filter(|due| is_new(due)) {
            notices.extend(due.from().iter().map(|who| Notice {
                to: who.clone(),
                kind: NoticeKind::Owes,
                about: AboutWhat::Due(due.thing().clone()),
                by: due.due(),
            }));
        }
        for appeal in after.state().appeals() {
            let known = self.state().appeals.get(&appeal.id());
            let ended_now =
                appeal.ending().is_some() && known.is_none_or(|known| known.ending().is_none());
            let told = appeal.authors().filter(|_| ended_now);
            notices.extend(told.map(|to| Notice {
                to,
                kind: NoticeKind::AppealEnded,
                about: AboutWhat::Appeal(appeal.id()),
                by: None,
            }));
        }
        for obligation in after.state().obligations() {
            self.concerned(obligation, &mut notices);
        }
        match entry.act() {
            Act::Convene { with, .. } => {
                notices.extend(with.should_attend().iter().map(|invitee| Notice {
                    to: invitee.who().clone(),
                    kind: NoticeKind::Invited,
                    about: AboutWhat::Session(with.session()),
                    by: with.starts(),
                }));
            }
            Act::Notify { with, .. } => {
                notices.extend(with.whom().iter().map(|whom| Notice {
                    to: whom.clone(),
                    kind: NoticeKind::Told,
                    about: AboutWhat::Act,
                    by: with.starts(),
                }));
            }
            Act::Answer { reply, .. } => {
                let asked = self.state().replies.get(reply);
                // Whom nobody knows nobody can tell.
                let asked = asked.filter(|asked| *asked.by() != Holder::Anyone.into());
                notices.extend(asked.map(|asked| Notice {
                    to: asked.by().clone(),
                    kind: NoticeKind::Answered,
                    about: AboutWhat::Due(DueThing::Answer(reply.clone())),
                    by: None,
                }));
            }
            _ => {}
        }
        Ok(notices)
    }

    /// Whom it concerns what has happened to an obligation since: who owes it, does it, can claim it,
    /// now or before; each once, and not who did it themselves or is told by when they owe it.
    fn concerned(&self, now: &Obligation, notices: &mut Vec<Notice>) {
        let before = self.state().obligation(now.key());
        let known = before.map_or(0, |before| before.events().len());
        let is_told = |event: &&Event| match event.what() {
            Happening::Reminded
            | Happening::Delegated
            | Happening::Transferred
            | Happening::Varied
            | Happening::Verified
            | Happening::Extended
            | Happening::Suspended
            | Happening::Resumed
            | Happening::Ended => true,
            // Whoever owes something is told so, and what they say themselves changes nothing.
            Happening::Imposed
            | Happening::Activated
            | Happening::TakenOn
            | Happening::Contested
            | Happening::Reported
            | Happening::Submitted => false,
        };
        let Some(event) = now.events().iter().skip(known).rfind(is_told) else { return };
        let about = AboutWhat::Due(DueThing::Obligation(now.key().clone()));
        let reminded = event.what() == Happening::Reminded;
        let kind = if reminded { NoticeKind::Reminded } else { NoticeKind::Changed };
        let owing = before.into_iter().chain([now]).flat_map(|one| {
            let liable = Participant::from(one.liable().clone());
            [liable].into_iter().chain(one.performing())
        });
        let claimants = before.into_iter().chain([now]).map(|one| one.claimant().clone());
        // Of a reminder only who owes it is told.
        let concerned = owing.chain(claimants.filter(|_| !reminded));
        for to in concerned {
            let is_known = to == Holder::Anyone.into()
                || (event.who() == Some(&to) && !reminded && !is_passed_on(event))
                || notices.iter().any(|notice| notice.to == to && notice.about == about);
            if !is_known {
                notices.push(Notice { to, kind, about: about.clone(), by: now.due() });
            }
        }
    }
}

/// Whether an event names to whom something passed, and not who did it.
fn is_passed_on(event: &Event) -> bool {
    matches!(event.what(), Happening::Delegated | Happening::Transferred)
}
