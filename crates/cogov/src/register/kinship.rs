//! Near relatives: who declares them, and which seats they do not hold side by side.

use crate::case::Cited;
use crate::party::Seat;
use crate::problem::Arg;
use crate::register::RegisterRefusal;
use crate::register::code::RegisterCode;
use crate::register::context::Context;
use crate::register::seats::meet;
use crate::register::state::{Holding, RegisterState, Relative};
use crate::register::table::RegisterAct;
use crate::time::Date;
use crate::values::choice::choice;
use crate::values::key::PersonKey;
use crate::values::record::record;
use crate::values::text::Text;

choice! {
    /// What somebody is to a near relative. The list is that of article 1045 of the Civil Code of
    /// China (近亲属).
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::register::Kinship;
    ///
    /// assert_eq!(Kinship::Spouse.label(Lang::Zh), "配偶");
    /// assert_eq!(Kinship::ALL.len(), 6);
    /// ```
    #[non_exhaustive]
    pub enum Kinship {
        /// Husband or wife.
        Spouse = "spouse", "spouse", "配偶";
        /// Father or mother.
        Parent = "parent", "parent", "父母";
        /// Son or daughter.
        Child = "child", "child", "子女";
        /// Brother or sister.
        Sibling = "sibling", "brother or sister", "兄弟姐妹";
        /// A parent of a parent.
        Grandparent = "grandparent", "grandparent", "祖父母、外祖父母";
        /// A child of a child.
        Grandchild = "grandchild", "grandchild", "孙子女、外孙子女";
    }
}

record! {
    /// With `declare-relative`: who is a near relative of the person, and what they are to them.
    ///
    /// ```
    /// use cogov::register::{DeclareRelative, Kinship, RegisterAct};
    /// use cogov::values::PersonKey;
    ///
    /// // p-7 is the mother of p-3.
    /// let declared = DeclareRelative::new(PersonKey::new("p-7")?, Kinship::Parent);
    /// assert_eq!(declared.other().as_str(), "p-7");
    /// let act = RegisterAct::declare_relative(PersonKey::new("p-3")?, declared);
    /// assert_eq!(act.target().unwrap().to_string(), "p-3");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct DeclareRelative("a near relative", "近亲属申报") {
        required {
            /// Who is their relative.
            other: PersonKey,
            /// What the other one is to them.
            kinship: Kinship as copy,
        }
    }
}

record! {
    /// With `retract-relative`: who is no longer a near relative of the person, and why.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::register::RetractRelative;
    /// use cogov::values::PersonKey;
    ///
    /// let divorced = RetractRelative::new(PersonKey::new("p-7")?).with_reason(Text::new("Divorced")?);
    /// assert!(divorced.until().is_none(), "from the day of the act on");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct RetractRelative("the end of a declared kinship", "近亲属关系解除") {
        required {
            /// Who.
            other: PersonKey,
        }
        option {
            /// The first day on which they no longer are; the day of the act, if left out.
            until, with_until: Date as copy,
            /// Why.
            reason, with_reason: Text,
        }
    }
}

/// Whether two seats are not to be held by near relatives: one of them bars these, and the two go
/// not together. Of two seats it is enough that one names the other.
pub(super) fn bars_relatives(seat: &Seat, other: &Seat) -> bool {
    let names = |a: &Seat, b: &Seat| a.incompatible().contains(b.key());
    let bars = |seat: &Seat| seat.near_relatives_barred() == Some(true);
    (bars(seat) || bars(other)) && (names(seat, other) || names(other, seat))
}

impl RegisterState {
    /// That two are near relatives on a day, or will be.
    pub(super) fn kin(&self, one: &PersonKey, other: &PersonKey, on: Date) -> Option<&Relative> {
        self.relatives.iter().find(|known| {
            let are = (&known.person, &known.other);
            (are == (one, other) || are == (other, one)) && known.until.is_none_or(|end| end > on)
        })
    }

    /// A holding of a seat that near relatives of somebody do not hold beside this one.
    pub(super) fn held_by_kin<'s>(
        &'s self,
        charter: &'s crate::charter::Charter,
        seat: &'s Seat,
        person: &'s PersonKey,
        stretch: (Date, Option<Date>),
    ) -> impl Iterator<Item = (&'s Holding, &'s Relative)> + use<'s> {
        let seats = charter.seats().iter().filter_map(|listed| listed.given());
        let seats = seats.filter(move |other| bars_relatives(seat, other));
        let held = seats.flat_map(|other| self.holdings_of(other.key()));
        let held = held.filter(move |one| meet(stretch, (one.from, one.until)));
        held.filter_map(move |one| {
            Some((one, self.kin(person, &one.person, stretch.0.max(one.from))?))
        })
    }
}

impl Context<'_> {
    pub(super) fn check_relatives(&self, out: &mut Vec<RegisterRefusal>) {
        match self.act {
            RegisterAct::DeclareRelative { person, with } => {
                self.check_other(person, with.other(), out);
                if let Some(known) = self.state.kin(person, with.other(), self.day) {
                    let already = Self::already(("a near relative", "近亲属"), with.other());
                    out.push(already.citing([Cited::Entry(known.entry)]));
                }
            }
            RegisterAct::RetractRelative { person, with } => {
                self.check_other(person, with.other(), out);
                self.check_begin(with.until().unwrap_or(self.day), out);
                if self.state.kin(person, with.other(), self.day).is_none() {
                    let args =
                        vec![Arg::plain("person", person), Arg::plain("other", with.other())];
                    out.push(RegisterRefusal::new(RegisterCode::NotRelated, args));
                }
            }
            _ => {}
        }
    }

    fn check_other(&self, person: &PersonKey, other: &PersonKey, out: &mut Vec<RegisterRefusal>) {
        if person == other {
            let args = vec![Arg::plain("person", person)];
            out.push(RegisterRefusal::new(RegisterCode::SamePerson, args));
        }
    }

    /// That no near relative holds a seat that goes not together with this one.
    pub(super) fn check_kin(
        &self,
        seat: &Seat,
        person: &PersonKey,
        stretch: (Date, Option<Date>),
        out: &mut Vec<RegisterRefusal>,
    ) {
        if let Some((held, known)) =
            self.state.held_by_kin(self.charter, seat, person, stretch).next()
        {
            out.push(self.near_relative(seat, person, held, known));
        }
    }

    pub(super) fn near_relative(
        &self,
        seat: &Seat,
        person: &PersonKey,
        held: &Holding,
        known: &Relative,
    ) -> RegisterRefusal {
        let args = vec![
            Arg::plain("person", person),
            Arg::plain("other", &held.person),
            self.seat_arg("held", &held.seat),
            self.seat_arg("seat", seat.key()),
        ];
        let refusal = RegisterRefusal::new(RegisterCode::NearRelative, args);
        refusal.citing([Cited::Seat(seat.key().clone()), Cited::Entry(known.entry)])
    }
}
