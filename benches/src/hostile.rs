//! Charters made to be slow, within the bounds of what is loaded.

use std::fmt::Write as _;

/// What makes a charter slow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hostile {
    /// One holder has 100,000 positions, which carry out and verify and are barred from it.
    OneHolder,
    /// 10,000 leads beside 10,000 statements that nobody leads.
    Absences,
    /// 10,000 matters at 10,000 places, and 2,000 positions that leave most of them uncovered.
    Grid,
    /// 10,000 leads on matters everywhere that cross 10,000 leads at places on every matter.
    Crossing,
    /// One position with 1,999 matters and 2,000 places: nearly as many scopes as are allowed.
    Wide,
}

impl Hostile {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::OneHolder, Self::Absences, Self::Grid, Self::Crossing, Self::Wide];

    /// Its name in the figures.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OneHolder => "one-holder",
            Self::Absences => "absences",
            Self::Grid => "grid",
            Self::Crossing => "crossing",
            Self::Wide => "wide",
        }
    }

    /// The JSON text of such a charter.
    #[must_use]
    pub fn charter(self) -> String {
        let (matters, places) = match self {
            Self::OneHolder | Self::Absences => (1_000, 1_000),
            Self::Grid | Self::Crossing => (10_000, 10_000),
            Self::Wide => (2_000, 2_000),
        };
        let mut text =
            String::from(r#"{"format":"cogov/1","key":"hostile","version":1,"title":"Hostile""#);
        let kind = |index: usize| if index == 0 { "city" } else { "building" };
        list(&mut text, "places", places, |index| {
            let parent = if index == 0 { "" } else { r#","parent":"p0""# };
            format!(r#"{{"key":"p{index}","name":"P","kind":"{}"{parent}}}"#, kind(index))
        });
        list(&mut text, "matters", matters, |index| {
            let parent = if index == 0 { "" } else { r#","parent":"m0""# };
            format!(r#"{{"key":"m{index}","name":"M"{parent}}}"#)
        });
        list(&mut text, "parties", 1_000, |index| {
            format!(r#"{{"key":"y{index}","name":"Y","kind":"association"}}"#)
        });
        match self {
            Self::OneHolder => list(&mut text, "positions", 100_000, |index| {
                let (kinds, functions) = match index % 4 {
                    0 => (r#""power","lead""#, r#""implement""#),
                    1 => (r#""power""#, r#""supervise""#),
                    2 => (r#""bar""#, r#""supervise""#),
                    _ => (r#""support""#, r#""decide","deliberate""#),
                };
                let (matter, place) = (index % 1_000, index / 1_000);
                format!(
                    r#"{{"holder":{{"party":"y0"}},"kinds":[{kinds}],"functions":[{functions}],"matters":["m{matter}"],"places":["p{place}"]}}"#
                )
            }),
            Self::Absences => list(&mut text, "positions", 20_000, |index| {
                let (matter, place, party) = (index % 1_000, index / 20, index % 1_000);
                if index % 2 == 0 {
                    format!(
                        r#"{{"holder":{{"party":"y{party}"}},"kinds":["lead"],"functions":["decide"],"matters":["m{matter}"],"places":["p{place}"]}}"#
                    )
                } else {
                    format!(
                        r#"{{"none":true,"kinds":["lead","power"],"functions":["decide","supervise","plan"],"matters":["m{matter}"],"places":["p{place}"]}}"#
                    )
                }
            }),
            Self::Grid => list(&mut text, "positions", 2_000, |index| {
                let (matter, place) = (index * 2 + 1, index * 4 + 1);
                let function = if index % 2 == 0 { "implement" } else { "decide" };
                format!(
                    r#"{{"holder":{{"party":"y{}"}},"kinds":["power","lead"],"functions":["{function}"],"matters":["m{matter}"],"places":["p{place}"]}}"#,
                    index % 1_000
                )
            }),
            Self::Crossing => list(&mut text, "positions", 20_000, |index| {
                let scope = match index % 2 {
                    0 => format!(r#""matters":["m{}"]"#, index / 2),
                    _ => format!(r#""places":["p{}"]"#, index / 2),
                };
                format!(
                    r#"{{"holder":{{"party":"y{}"}},"kinds":["lead"],"functions":["implement"],{scope}}}"#,
                    index % 1_000
                )
            }),
            Self::Wide => {
                let keys = |letter: char, from: usize| {
                    let keys = (from..2_000).map(|index| format!("\"{letter}{index}\""));
                    keys.collect::<Vec<_>>().join(",")
                };
                let (matters, places) = (keys('m', 1), keys('p', 0));
                list(&mut text, "positions", 1, |_| {
                    format!(
                        r#"{{"holder":{{"party":"y0"}},"kinds":["lead"],"functions":["implement"],"matters":[{matters}],"places":[{places}]}}"#
                    )
                });
            }
        }
        text.push('}');
        text
    }
}

fn list(text: &mut String, name: &str, length: usize, entry: impl Fn(usize) -> String) {
    let entries: Vec<String> = (0..length).map(entry).collect();
    let _ = write!(text, r#","{name}":[{}]"#, entries.join(","));
}
