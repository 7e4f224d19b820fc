//! Finding participants in a list that can be long: an electorate, who supports an appeal.

use crate::act::Participant;
use crate::case::sparing::Empty;
use crate::position::Holder;

/// Where participants stand in a list, each of them once.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Roll {
    /// The places in the list, in the order of participants.
    sorted: Vec<u32>,
    /// The places of those that others can act as, in the order of the list: groups and the like.
    wide: Vec<u32>,
}

impl Empty for Roll {
    const EMPTY: &'static Self = &Self { sorted: Vec::new(), wide: Vec::new() };
}

/// Whether one can act as a holder without being just this one.
const fn is_wide(who: &Participant) -> bool {
    match who {
        Participant::Person(_) | Participant::Bearer(_) => false,
        Participant::Holder(holder) => !matches!(
            holder,
            Holder::Party(_) | Holder::Seat(_) | Holder::Sector(_) | Holder::Jointly(_)
        ),
    }
}

impl Roll {
    /// The roll of a whole list.
    pub(crate) fn of<T>(listed: &[T], who: impl Fn(&T) -> &Participant) -> Self {
        let places = |is: &dyn Fn(&Participant) -> bool| -> Vec<u32> {
            let numbered = (0_u32..).zip(listed);
            numbered.filter(|(_, one)| is(who(one))).map(|(place, _)| place).collect()
        };
        let (mut sorted, wide) = (places(&|_| true), places(&is_wide));
        let at = |place: &u32| listed.get(*place as usize).map(&who);
        // Of several that are the same the first is found.
        sorted.sort_by(|a, b| at(a).cmp(&at(b)).then(a.cmp(b)));
        sorted.dedup_by(|b, a| at(a) == at(b));
        Self { sorted, wide }
    }

    /// Takes in what was added at the end of a list; nothing happens, if it was there before.
    pub(crate) fn add<T>(&mut self, listed: &[T], who: impl Fn(&T) -> &Participant) {
        let Some(last) = listed.last().map(&who) else { return };
        let Ok(place) = u32::try_from(listed.len().saturating_sub(1)) else { return };
        if let Err(slot) = self.slot(listed, &who, last) {
            self.sorted.insert(slot, place);
            if is_wide(last) {
                self.wide.push(place);
            }
        }
    }

    fn slot<T>(
        &self,
        listed: &[T],
        who: impl Fn(&T) -> &Participant,
        sought: &Participant,
    ) -> Result<usize, usize> {
        let at = |place: &u32| listed.get(*place as usize).map(&who);
        self.sorted.binary_search_by(|place| at(place).cmp(&Some(sought)))
    }

    /// Where a participant stands.
    pub(crate) fn find<T>(
        &self,
        listed: &[T],
        who: impl Fn(&T) -> &Participant,
        sought: &Participant,
    ) -> Option<usize> {
        let slot = self.slot(listed, who, sought).ok()?;
        self.sorted.get(slot).map(|place| *place as usize)
    }

    /// Where those stand that others can act as, in the order of the list.
    pub(crate) fn wide(&self) -> impl Iterator<Item = usize> {
        self.wide.iter().map(|place| *place as usize)
    }
}
