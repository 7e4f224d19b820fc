//! What is due, as a file that calendar programs read (iCalendar, RFC 5545).

use std::fmt;

use icalendar::{Calendar, Component, Event, EventLike, Property, Todo};

use crate::case::context::day_of;
use crate::case::due::{Due, DueStatus, DueThing};
use crate::case::engine::Case;
use crate::case::sitting::Sitting;
use crate::time::{Instant, Offset};
use crate::values::lang::Lang;

/// What is due in one or more cases, and the sessions that were convened, as an iCalendar file
/// (RFC 5545): whatever is due is a to-do, a session an event.
///
/// The file is written by `Display`, with the line ends and the folding that the format asks for.
/// It is the same for the same cases, moment and language: whatever is in it has an identifier made
/// from the case and what it is about, so that a calendar program that reads a later file of the
/// same case updates what it has.
///
/// What is due by the end of a day is due on that day, without a time; else the time is given in
/// universal time. What is late has the highest priority. What has no term stands without a date.
///
/// ```
/// use cogov::act::Entry;
/// use cogov::case::{Case, DueCalendar};
/// use cogov::values::PartyKey;
/// use cogov::{Charter, Instant, Lang};
///
/// # let record = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/four_party/case.jsonl"));
/// # let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
/// # let mut case = Case::open(charter, "0192f000-0000-7000-8000-000000000001".parse()?);
/// # for line in record.lines().take(46) {
/// #     case.perform(&Entry::from_json(line)?)?;
/// # }
/// // A case in August: two obligations and a disclosure are owed; the first is late.
/// let now: Instant = "2026-08-13T09:00:00+08:00".parse()?;
/// let all = case.due_calendar(now, Lang::En).to_string();
/// assert_eq!(all.matches("BEGIN:VTODO").count(), 3);
///
/// // What the property company owes, for its own calendar.
/// let company: PartyKey = "property-company".parse()?;
/// let due = case.due(now);
/// let owed = due.iter().filter(|due| due.from().contains(&company.clone().into()));
/// let mut calendar = DueCalendar::new(now, Lang::Zh);
/// calendar.add_due(&case, owed);
/// let file = calendar.to_string();
/// assert!(file.contains("DUE;VALUE=DATE:20260806\r\nPRIORITY:1\r\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct DueCalendar {
    now: Instant,
    lang: Lang,
    calendar: Calendar,
}

impl DueCalendar {
    /// A calendar as of a moment, in a language, with nothing in it.
    #[must_use]
    pub fn new(now: Instant, lang: Lang) -> Self {
        let mut calendar = Calendar::empty();
        calendar.append_property(("VERSION", "2.0"));
        calendar.append_property(("PRODID", "-//cogov//cogov//EN"));
        calendar.append_property(("CALSCALE", "GREGORIAN"));
        Self { now, lang, calendar }
    }

    /// Adds what is due in a case: all that [`Case::due`] says, or a part of it, such as what one
    /// party owes.
    pub fn add_due<'d>(
        &mut self,
        case: &Case,
        due: impl IntoIterator<Item = &'d Due>,
    ) -> &mut Self {
        for due in due {
            self.calendar.push(self.todo(case, due));
        }
        self
    }

    /// Adds the sessions of a case that have a time and have not ended.
    pub fn add_sessions(&mut self, case: &Case) -> &mut Self {
        for session in case.state().sessions().filter(|session| session.adjourned().is_none()) {
            if let Some(starts) = session.starts() {
                self.calendar.push(self.event(case, session, starts));
            }
        }
        self
    }

    fn todo(&self, case: &Case, due: &Due) -> Todo {
        let row = case.row(due, self.lang);
        let mut todo = Todo::with_uid(&uid(case, &about(due.thing())));
        todo.append_property(utc("DTSTAMP", self.now));
        todo.summary(&plain(&row.what));
        let facts = [
            (self.lang.pick("who", "责任方"), row.from),
            (self.lang.pick("to whom", "向谁负责"), row.to),
            (self.lang.pick("status", "状态"), row.status.to_owned()),
            (self.lang.pick("next", "下一步"), row.next),
        ];
        todo.description(&described(self.lang, &facts));
        if let Some(ends) = due.due() {
            todo.append_property(due_property(case, ends));
        }
        if due.status() == DueStatus::Overdue {
            todo.priority(1);
        }
        todo.done()
    }

    fn event(&self, case: &Case, session: &Sitting, starts: Instant) -> Event {
        let mut event = Event::with_uid(&uid(case, &format!("session/{}", session.id())));
        event.append_property(utc("DTSTAMP", self.now));
        event.append_property(utc("DTSTART", starts));
        let steps: Vec<String> =
            session.steps().iter().map(|step| case.step_name(step, self.lang)).collect();
        let steps = steps.join(self.lang.pick(", ", "、"));
        event.summary(&plain(&steps));
        if let Some(venue) = session.venue() {
            event.location(&plain(venue.get(self.lang)));
        }
        let attendees: Vec<String> =
            session.attendees().iter().map(|who| case.name_of(who.who(), self.lang)).collect();
        let attendees = attendees.join(self.lang.pick(", ", "、"));
        event.description(&described(
            self.lang,
            &[(self.lang.pick("should attend", "应到"), attendees)],
        ));
        event.done()
    }
}

impl fmt::Display for DueCalendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.calendar.fmt(f)
    }
}

impl Case {
    /// What is due in this case at a moment, and its sessions to come, as an iCalendar file.
    #[must_use]
    pub fn due_calendar(&self, now: Instant, lang: Lang) -> DueCalendar {
        let mut calendar = DueCalendar::new(now, lang);
        calendar.add_due(self, &self.due(now)).add_sessions(self);
        calendar
    }
}

/// An identifier that stays the same from file to file.
fn uid(case: &Case, about: &str) -> String {
    format!("{}/{about}", case.state().id())
}

fn about(thing: &DueThing) -> String {
    match thing {
        DueThing::Appeal(id) => format!("appeal/{id}"),
        DueThing::AppealAnswer(id) => format!("appeal-answer/{id}"),
        DueThing::Screening => "screening".to_owned(),
        DueThing::Following(route) => format!("route/{route}"),
        DueThing::Step(key) => format!("step/{key}"),
        DueThing::Obligation(key) => format!("obligation/{key}"),
        DueThing::Verification(key) => format!("verification/{key}"),
        DueThing::Answer(key) => format!("answer/{key}"),
        DueThing::Case => "case".to_owned(),
    }
}

/// The end of a term, which is no more part of it: the last day where it is the end of that day,
/// else a moment.
fn due_property(case: &Case, ends: Instant) -> Property {
    let calendar = case.charter().calendar_table();
    let day = day_of(calendar, ends);
    if Instant::start_of(day, calendar.offset_at(ends)) == Some(ends) {
        let day = case.last_day(ends).replace('-', "");
        return Property::new("DUE", day).append_parameter(("VALUE", "DATE")).done();
    }
    utc("DUE", ends)
}

/// A moment in universal time, in whole seconds.
fn utc(name: &str, moment: Instant) -> Property {
    let universal = Instant::from_unix_seconds(moment.unix_seconds(), Offset::UTC);
    let written = universal.unwrap_or(moment).to_string();
    Property::new(name, written.replace(['-', ':'], ""))
}

/// Lines as the format knows them: it escapes line feeds, and has no carriage returns.
fn plain(text: &str) -> String {
    text.replace('\r', "")
}

/// Facts that are known, a line for each.
fn described(lang: Lang, facts: &[(&str, String)]) -> String {
    let known = facts.iter().filter(|(_, fact)| !fact.is_empty());
    let lines: Vec<String> =
        known.map(|(name, fact)| format!("{name}{}{fact}", lang.pick(": ", "："))).collect();
    plain(&lines.join("\n"))
}
