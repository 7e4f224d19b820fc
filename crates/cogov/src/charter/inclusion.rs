//! Which holders are among others: what is said of a group is said of its parts.

use std::collections::{BTreeMap, BTreeSet};

use crate::charter::document::Document;
use crate::charter::loaded::Charter;
use crate::charter::names::Names;
use crate::position::{Holder, LeastShare};
use crate::values::key::GroupKey;

impl Charter {
    /// Whether whoever acts as one holder always acts as another one, too, so that what is said of
    /// the wider holder is said of the narrower one.
    ///
    /// Anyone includes everybody. A group includes the groups that are part of it, and any share of
    /// them; a share of a group includes a larger share of the same group. Several who act jointly
    /// are somebody else than each of them.
    ///
    /// ```
    /// use cogov::{Charter, Fraction, GroupKey, Holder};
    ///
    /// let charter = Charter::from_json(r#"{
    ///     "format": "cogov/1", "key": "village", "version": 1, "title": "Village",
    ///     "groups": [{"key": "villagers", "name": "Villagers"},
    ///                {"key": "young", "name": "The young", "parent": "villagers"}]
    /// }"#)?;
    /// let villagers = Holder::from(GroupKey::new("villagers")?);
    /// let young = Holder::from(GroupKey::new("young")?);
    /// let tenth = Holder::share(Fraction::new(1, 10)?, GroupKey::new("young")?)?;
    /// assert!(charter.includes(&villagers, &young) && charter.includes(&villagers, &tenth));
    /// assert!(!charter.includes(&young, &villagers) && !charter.includes(&tenth, &young));
    /// assert!(charter.includes(&Holder::Anyone, &villagers));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn includes(&self, wide: &Holder, narrow: &Holder) -> bool {
        self.names().includes(self.document(), wide, narrow)
    }

    /// The holders that include one, itself among them, as far as positions name them.
    pub(crate) fn including(&self, holder: &Holder) -> Vec<Holder> {
        let (document, names) = (self.document(), self.names());
        let mut wider = vec![holder.clone()];
        if *holder != Holder::Anyone {
            wider.push(Holder::Anyone);
        }
        let (Holder::Group(own) | Holder::Share { of: own, .. }) = holder else {
            return wider;
        };
        let groups = names.groups_above(document, own);
        let groups = groups.into_iter().map(|key| Holder::Group(key.clone()));
        wider.extend(groups.filter(|group| group != holder));
        if let Holder::Share { at_least, of } = holder {
            let shares = self.scopes().shares_up_to(document, of, *at_least);
            wider.extend(shares.filter(|share| *share != holder).cloned());
        }
        wider
    }
}

impl Names {
    /// A group and those that it is part of.
    fn groups_above<'d>(&self, document: &'d Document, key: &GroupKey) -> Vec<&'d GroupKey> {
        let entry = self.groups.find(&document.groups, key.as_str());
        let above = entry.map_or(&[][..], |entry| self.group_tree.above(entry.saturating_add(1)));
        let index = |entry: &u32| entry.checked_sub(1).map(|index| index as usize);
        above.iter().filter_map(|entry| Some(&document.groups.get(index(entry)?)?.key)).collect()
    }

    /// The keys of a group and of those that are part of it.
    pub(crate) fn groups_within<'d>(
        &self,
        document: &'d Document,
        key: &GroupKey,
    ) -> impl Iterator<Item = &'d str> {
        let entry = self.groups.find(&document.groups, key.as_str());
        let within = entry.map_or(&[][..], |entry| self.group_tree.below(entry.saturating_add(1)));
        let index = |entry: &u32| entry.checked_sub(1).map(|index| index as usize);
        within.iter().filter_map(move |e| Some(document.groups.get(index(e)?)?.key.as_str()))
    }

    /// Whether all who act as one holder act as another one, too.
    pub(crate) fn includes(&self, document: &Document, wide: &Holder, narrow: &Holder) -> bool {
        match (wide, narrow) {
            (Holder::Anyone, _) => true,
            _ if wide == narrow => true,
            (Holder::Group(group), Holder::Group(of) | Holder::Share { of, .. }) => {
                self.groups_above(document, of).contains(&group)
            }
            (
                Holder::Share { at_least: wide, of: group },
                Holder::Share { at_least: narrow, of },
            ) => group == of && wide <= narrow,
            _ => false,
        }
    }
}

/// Who is barred, asked for many others.
pub(crate) struct Barred<'c> {
    charter: &'c Charter,
    holders: BTreeSet<&'c Holder>,
    groups: BTreeSet<&'c GroupKey>,
    /// Of each group the least share that is barred: with it every larger one is.
    least: BTreeMap<&'c GroupKey, LeastShare>,
}

impl<'c> Barred<'c> {
    pub(crate) fn new(charter: &'c Charter, holders: impl IntoIterator<Item = &'c Holder>) -> Self {
        let (mut all, mut groups) = (BTreeSet::new(), BTreeSet::new());
        let mut least: BTreeMap<&GroupKey, LeastShare> = BTreeMap::new();
        for holder in holders {
            match holder {
                Holder::Group(group) => {
                    groups.insert(group);
                }
                Holder::Share { at_least, of } => {
                    let known = least.entry(of).or_insert(*at_least);
                    *known = (*known).min(*at_least);
                }
                _ => {
                    all.insert(holder);
                }
            }
        }
        Self { charter, holders: all, groups, least }
    }

    /// Whether a bar keeps a holder from acting: its own, that of a holder that includes it, or
    /// one on any of several who act only together.
    pub(crate) fn keeps(&self, holder: &Holder) -> bool {
        self.holders.contains(&Holder::Anyone)
            || self.bars(holder)
            || matches!(holder, Holder::Jointly(several) if several.iter().any(|one| self.bars(one)))
    }

    /// Whether a bar is on a holder, or on another one than anyone that includes it.
    fn bars(&self, holder: &Holder) -> bool {
        match holder {
            Holder::Group(group) => self.bars_group(group),
            Holder::Share { at_least, of } => {
                self.least.get(of).is_some_and(|least| least <= at_least) || self.bars_group(of)
            }
            _ => self.holders.contains(holder),
        }
    }

    fn bars_group(&self, group: &GroupKey) -> bool {
        let (document, names) = (self.charter.document(), self.charter.names());
        !self.groups.is_empty()
            && names.groups_above(document, group).into_iter().any(|g| self.groups.contains(g))
    }
}
