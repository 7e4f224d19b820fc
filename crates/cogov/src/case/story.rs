//! The story of a matter, in plain words, from the appeal to the outcome.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use crate::act::Entry;
use crate::case::engine::Case;
use crate::case::recount::{Recount, Recounted};
use crate::case::sheet::html;
use crate::case::telling::tell;
use crate::time::Instant;
use crate::values::foreign::{escape, one_line};
use crate::values::lang::Lang;

/// One thing that happened, as it is told.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::Lang;
/// use cogov::case::Told;
///
/// let story = fire_lane(46).explain(Lang::Zh);
/// let first: &Told = &story.told()[0];
/// assert_eq!((first.entry(), first.on()), (1, "2026-06-01"));
/// assert_eq!(first.text(), "owner-1通过居委会服务窗口提出诉求：每晚都有车停在消防通道上");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Told {
    pub(super) entry: u64,
    pub(super) on: String,
    pub(super) text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) notes: Vec<String>,
}

impl Told {
    /// The entry that it comes from.
    #[must_use]
    pub const fn entry(&self) -> u64 {
        self.entry
    }

    /// The day on which it happened.
    #[must_use]
    pub fn on(&self) -> &str {
        &self.on
    }

    /// What happened.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the entry should have said, by those who corrected it later.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::act::{Act, Correct};
    /// use cogov::{Lang, PartyKey, Text};
    ///
    /// let mut case = fire_lane(1);
    /// let at = "2026-06-02T09:00:00+08:00".parse()?;
    /// let correct = Act::correct(1, Correct::new(Text::new("It was two cars")?));
    /// let entry = case.entry(at, PartyKey::new("residents-committee")?, correct);
    /// case.perform(&entry)?;
    ///
    /// # let first = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/four_party/case.jsonl"));
    /// # let first = cogov::act::Entry::from_json(first.lines().next().unwrap())?;
    /// // `first` is the first entry of the record.
    /// let story = case.explain_with([&first, &entry], Lang::En);
    /// let notes = story.told()[0].notes();
    /// assert_eq!(notes, ["corrected by Residents' committee in entry 2: It was two cars"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }
}

/// The story of a case: what happened, in order, and who answers for what is open.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::Lang;
/// use cogov::case::Story;
///
/// let story: Story = fire_lane(46).explain(Lang::En);
/// assert!(story.to_text().contains("2026-07-08  Property service company took on"));
/// assert!(story.to_html().contains("<time>2026-07-08</time>"));
/// assert_eq!(
///     story.open()[0],
///     "Property service company: Put up bollards on the fire lane, by 2026-08-06 (overdue)",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Story {
    pub(super) title: String,
    pub(super) told: Vec<Told>,
    pub(super) open_title: String,
    pub(super) open: Vec<String>,
}

impl Story {
    /// What happened, in order.
    #[must_use]
    pub fn told(&self) -> &[Told] {
        &self.told
    }

    /// Who answers for what is open.
    #[must_use]
    pub fn open(&self) -> &[String] {
        &self.open
    }

    /// The story as plain text.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("{}\n\n", one_line(&self.title));
        for told in &self.told {
            let _ = writeln!(text, "{}  {}", told.on, one_line(&told.text));
            for note in &told.notes {
                let _ = writeln!(text, "            {}", one_line(note));
            }
        }
        if !self.open.is_empty() {
            let _ = write!(text, "\n{}\n", self.open_title);
            for line in &self.open {
                let _ = writeln!(text, "- {}", one_line(line));
            }
        }
        text
    }

    /// The story as Markdown.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut text = format!("## {}\n\n", escape(&self.title));
        for told in &self.told {
            let _ = writeln!(text, "* {} {}", told.on, escape(&told.text));
            for note in &told.notes {
                let _ = writeln!(text, "  * {}", escape(note));
            }
        }
        if !self.open.is_empty() {
            let _ = write!(text, "\n### {}\n\n", self.open_title);
            for line in &self.open {
                let _ = writeln!(text, "* {}", escape(line));
            }
        }
        text
    }

    /// The story as a fragment of HTML.
    #[must_use]
    pub fn to_html(&self) -> String {
        let mut text = format!("<section>\n<h2>{}</h2>\n<ol>\n", html(&self.title));
        for told in &self.told {
            let notes: Vec<String> =
                told.notes.iter().map(|note| format!("<p>{}</p>", html(note))).collect();
            let _ = writeln!(
                text,
                "<li value=\"{}\"><time>{}</time> {}{}</li>",
                told.entry,
                told.on,
                html(&told.text),
                notes.concat()
            );
        }
        text.push_str("</ol>\n");
        if !self.open.is_empty() {
            let _ = write!(text, "<h3>{}</h3>\n<ul>\n", html(&self.open_title));
            for line in &self.open {
                let _ = writeln!(text, "<li>{}</li>", html(line));
            }
            text.push_str("</ul>\n");
        }
        text.push_str("</section>\n");
        text
    }
}

impl Case {
    /// Tells the story of the matter, from the appeal to the outcome, with who answers for what is
    /// open: as much of it as the state keeps, which is what rules are judged by.
    ///
    /// Reasons, evidence, reminders, corrections and what was overtaken since are in the record.
    /// Whoever has it is told all of it by [`Case::explain_with`].
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::Lang;
    ///
    /// let story = fire_lane(57).explain(Lang::Zh);
    /// assert_eq!(story.told().last().unwrap().text(), "结案：已落实");
    /// assert!(story.open().is_empty());
    /// ```
    #[must_use]
    pub fn explain(&self, lang: Lang) -> Story {
        self.story(tell(self, lang), BTreeMap::new(), lang)
    }

    /// Tells the whole story by the entries of the record: every act with all that came with it, in
    /// the words of its time, and corrections beside what they correct.
    ///
    /// The case keeps no entries; these are those by which it came to its state, in order, as a
    /// [`Record`](crate::record::Record) or the lines of a file have them.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::Lang;
    /// use cogov::act::Entry;
    ///
    /// let case = fire_lane(57);
    /// let record = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/four_party/case.jsonl"));
    /// let entries: Vec<Entry> = record.lines().map(|line| Entry::from_json(line).unwrap()).collect();
    ///
    /// let story = case.explain_with(&entries, Lang::En);
    /// let said = |entry: u64| story.told().iter().find(|told| told.entry() == entry).unwrap().text();
    /// let advised = "CPPCC member (adviser-1) advised Four-party platform: Bollards that";
    /// assert!(said(13).starts_with(advised));
    /// assert!(entries.iter().all(|entry| !said(entry.seq()).is_empty()), "each of them is told");
    /// ```
    #[must_use]
    pub fn explain_with<'e>(
        &self,
        entries: impl IntoIterator<Item = &'e Entry>,
        lang: Lang,
    ) -> Story {
        let Recounted { told, notes } = Recount::of(self, entries, lang);
        self.story(told, notes, lang)
    }

    /// What was told, in order, and what is open.
    fn story(
        &self,
        mut told: Vec<(u64, Instant, String)>,
        mut notes: BTreeMap<u64, Vec<String>>,
        lang: Lang,
    ) -> Story {
        told.sort_by_key(|(entry, on, _)| (*on, *entry));
        let told = told
            .into_iter()
            .map(|(entry, on, text)| {
                let notes = notes.remove(&entry).unwrap_or_default();
                Told { entry, on: self.day(on), text, notes }
            })
            .collect();
        let now = self.state().last_at;
        let open = now.map(|now| self.open_lines(now, lang)).unwrap_or_default();
        Story {
            title: match lang {
                Lang::En => format!("The story of case {}", self.state().id()),
                Lang::Zh => format!("案件 {} 始末", self.state().id()),
            },
            told,
            open_title: lang.pick("What is open", "未了事项").to_owned(),
            open,
        }
    }

    fn open_lines(&self, now: Instant, lang: Lang) -> Vec<String> {
        let sheet = self.board(now, lang);
        let line = |row: &Vec<String>| {
            let [who, what, _, by, status, _] = row.as_slice() else { return None };
            let by = match (lang, by.is_empty()) {
                (_, true) => String::new(),
                (Lang::En, false) => format!(", by {by}"),
                (Lang::Zh, false) => format!("，期限 {by}"),
            };
            Some(match lang {
                Lang::En => format!("{who}: {what}{by} ({status})"),
                Lang::Zh => format!("{who}：{what}{by}（{status}）"),
            })
        };
        sheet.rows().iter().filter_map(line).collect()
    }
}
