//! Rules on joining and leaving.

use crate::act::Belonging;
use crate::case::Cited;
use crate::problem::Arg;
use crate::register::RegisterRefusal;
use crate::register::code::RegisterCode;
use crate::register::context::Context;
use crate::register::table::RegisterAct;
use crate::values::key::PersonKey;

impl Context<'_> {
    pub(super) fn check_membership(&self, out: &mut Vec<RegisterRefusal>) {
        match self.act {
            RegisterAct::Join { person, with } => {
                self.check_listed(with.of(), out);
                self.check_alive(person, None, out);
                let from = with.from().unwrap_or(self.day);
                self.check_begin(from, out);
                let spells = self.state.affiliations.get(with.of()).and_then(|all| all.get(person));
                let spells = spells.map_or(&[][..], Vec::as_slice).iter();
                if let Some(known) = spells.clone().find(|one| one.lasts_beyond(from)) {
                    let already = Self::already(("a member", "成员"), person);
                    out.push(already.citing([Cited::Entry(known.entry)]));
                }
            }
            RegisterAct::Leave { person, with } => {
                if let Some(of) = with.of() {
                    self.check_listed(of, out);
                }
                self.check_begin(with.until().unwrap_or(self.day), out);
                self.check_member(person, with.of(), out);
            }
            _ => {}
        }
    }

    fn check_listed(&self, of: &Belonging, out: &mut Vec<RegisterRefusal>) {
        let (list, key, missing) = match of {
            Belonging::Party(key) => ("parties", key.as_str(), self.charter.party(key).err()),
            Belonging::Group(key) => ("groups", key.as_str(), self.charter.group(key).err()),
            Belonging::Sector(key) => ("sectors", key.as_str(), self.charter.sector(key).err()),
        };
        out.extend(missing.map(|missing| Self::not_in_charter(list, &key, Some(&missing))));
    }

    fn check_member(
        &self,
        person: &PersonKey,
        of: Option<&Belonging>,
        out: &mut Vec<RegisterRefusal>,
    ) {
        let belongs = self.state.affiliations().any(|one| {
            one.person == *person && of.is_none_or(|of| *of == one.of) && one.lasts_beyond(self.day)
        });
        let sits = self.state.holdings().any(|one| {
            let of_body = |of: &Belonging| match of {
                Belonging::Party(party) => {
                    self.charter.seat(&one.seat).is_ok_and(|seat| seat.body() == party)
                }
                Belonging::Group(_) | Belonging::Sector(_) => false,
            };
            one.person == *person && one.lasts_beyond(self.day) && of.is_none_or(of_body)
        });
        if !belongs && !sits {
            let of = of.map(Belonging::holder);
            let of = match &of {
                Some(of) => self.holder_arg("of", of),
                None => Arg::bilingual("of", "anything", "任何主体"),
            };
            let args = vec![Arg::plain("person", person), of];
            out.push(RegisterRefusal::new(RegisterCode::NotAMember, args));
        }
    }
}
