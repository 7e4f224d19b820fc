//! What must have happened to a record in which a line is wrong.
//!
//! The lines say where they belong, by the digest of the line before and by their numbers. What
//! another line, or the head that somebody noted, names by its digest is attested: it is as it was
//! written. From that it follows which of several stories fits; where two fit, both are told.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::act::Digest;
use crate::record::damage::{Damage, DamageKind};
use crate::record::seen::Seen;

/// The number of a line, from 1.
const fn number(index: usize) -> u64 {
    (index as u64).saturating_add(1)
}

/// How many lines.
const fn count(lines: usize) -> u64 {
    lines as u64
}

/// What happened, where the line of this index is the first in which something is wrong.
pub(super) fn diagnose(seen: &[Seen], at: usize, expected: Option<Digest>) -> Option<Damage> {
    let mut attested: BTreeSet<Digest> = seen.iter().filter_map(|line| line.prev).collect();
    attested.extend(expected);
    let record = Lines { seen, attested, expected };
    let (chain, rival) = record.chain();
    let damage = match at {
        0 => record.first_line(&chain)?,
        _ => record.line_after_the_first(&chain, at)?,
    };
    // Everything up to the line before is as it was written, and the expected head is among it.
    let head = seen.iter().take(at).position(|line| Some(line.digest) == expected);
    if let Some(head) = head
        && !matches!(damage.kind(), DamageKind::Inserted { .. })
    {
        return Some(beyond_head(count(seen.len()), head));
    }
    Some(match rival {
        // Of two records in one, which is meant only the head tells.
        Some(header) if damage.alternative().is_none() => {
            damage.or(1, DamageKind::Inserted { lines: count(header), copy_of: None })
        }
        _ => damage,
    })
}

/// What can be said where the lines are not compared with one another.
pub(super) fn at_a_glance(line: u64, rest: u64) -> Damage {
    let changed = Damage::new(line, DamageKind::Changed);
    let changed = match line.saturating_sub(1) {
        0 => changed,
        before => changed.or(before, DamageKind::Changed),
    };
    changed.or(line, DamageKind::Inserted { lines: rest, copy_of: None })
}

/// That something comes after the line of this index, which is the expected head.
fn beyond_head(lines: u64, head: usize) -> Damage {
    let beyond = lines.saturating_sub(number(head));
    Damage::new(number(head).saturating_add(1), DamageKind::BeyondHead { lines: beyond })
}

struct Lines<'s> {
    seen: &'s [Seen],
    /// Digests that some line, or the expected head, names.
    attested: BTreeSet<Digest>,
    expected: Option<Digest>,
}

impl Lines<'_> {
    fn is_attested(&self, index: usize) -> bool {
        self.seen.get(index).is_some_and(|line| self.attested.contains(&line.digest))
    }

    /// Whether nothing that is known says anything about the bytes of a line.
    fn is_beyond_evidence(&self, index: usize) -> bool {
        self.expected.is_none() && index.saturating_add(1) == self.seen.len()
    }

    /// The indices of the lines that are meant to be headers; if there is none, the first line.
    fn headers(&self) -> Vec<usize> {
        let of = |is: fn(&Seen) -> bool| -> Vec<usize> {
            self.seen.iter().enumerate().filter(|(_, line)| is(line)).map(|(at, _)| at).collect()
        };
        let headers = of(|line| line.is_header && line.prev.is_none());
        let headers = if headers.is_empty() { of(|line| line.is_header) } else { headers };
        if headers.is_empty() { vec![0] } else { headers }
    }

    /// The first line is no header.
    fn first_line(&self, chain: &[usize]) -> Option<Damage> {
        let first = self.seen.first()?;
        if let Some(&header) = chain.first()
            && header > 0
        {
            return Some(self.out_of_order(chain, 0, header));
        }
        let changed = Damage::new(1, DamageKind::Changed);
        Some(match first.seq.filter(|_| first.is_entry()) {
            // An entry stands first: the header is gone, and what came after it.
            Some(seq) => Damage::new(1, DamageKind::Dropped { lines: seq.max(1) }),
            None if self.is_attested(0) => Damage::new(1, DamageKind::AsWritten),
            None if self.is_beyond_evidence(0) => changed.or(1, DamageKind::AsWritten),
            None => changed,
        })
    }

    /// The indices of the lines in the order of the chain: from the header from which the expected
    /// head is reached, to that; else from the header from which most lines are reached, along the
    /// longer one of two branches. And another header from which as many are, if there is one.
    fn chain(&self) -> (Vec<usize>, Option<usize>) {
        let mut after: BTreeMap<Digest, Vec<usize>> = BTreeMap::new();
        for (index, line) in self.seen.iter().enumerate() {
            if let Some(prev) = line.prev {
                after.entry(prev).or_default().push(index);
            }
        }
        // For each digest that is reached: the line of it, and the line that it follows.
        let mut reached: BTreeMap<Digest, (usize, Option<Digest>)> = BTreeMap::new();
        let mut queue = VecDeque::new();
        for header in self.headers() {
            let Some(line) = self.seen.get(header) else { continue };
            if let Entry::Vacant(vacant) = reached.entry(line.digest) {
                vacant.insert((header, None));
                queue.push_back((line.digest, header, 1_usize, header));
            }
        }
        // Of two chains that are equally long, that of the header which comes first.
        let (mut tip, mut longest, mut rival) = (None, (0, 0), None);
        while let Some((digest, index, length, header)) = queue.pop_front() {
            if length > longest.0 {
                (tip, longest, rival) = (Some(digest), (length, header), None);
            } else if length == longest.0 && header != longest.1 {
                rival = rival.or(Some(header));
            }
            let mut nexts = after.get(&digest).cloned().unwrap_or_default();
            // Of copies of a line, the one in its place.
            nexts.sort_by_key(|next| (*next != index.saturating_add(1), *next));
            for next in nexts {
                let Some(line) = self.seen.get(next) else { continue };
                if let Entry::Vacant(vacant) = reached.entry(line.digest) {
                    vacant.insert((next, Some(digest)));
                    queue.push_back((line.digest, next, length.saturating_add(1), header));
                }
            }
        }
        let expected = self.expected.filter(|head| reached.contains_key(head));
        let mut chain = Vec::new();
        let mut at = expected.or(tip);
        while let Some((index, before)) = at.and_then(|digest| reached.get(&digest)) {
            chain.push(*index);
            at = *before;
        }
        chain.reverse();
        (chain, rival.filter(|_| expected.is_none()))
    }

    fn line_after_the_first(&self, chain: &[usize], at: usize) -> Option<Damage> {
        let in_place = (0..).zip(chain).take_while(|(place, index)| place == *index).count();
        if in_place > at {
            return Some(self.line_in_its_place(at));
        }
        match chain.get(in_place) {
            Some(next) => Some(self.out_of_order(chain, in_place, *next)),
            None => self.end_of_chain(at),
        }
    }

    /// The line follows the one before; what it says is wrong.
    fn line_in_its_place(&self, at: usize) -> Damage {
        let line = number(at);
        if self.is_attested(at) {
            return Damage::new(line, DamageKind::AsWritten);
        }
        let changed = Damage::new(line, DamageKind::Changed);
        if self.is_beyond_evidence(at) { changed.or(line, DamageKind::AsWritten) } else { changed }
    }

    /// The line that belongs at a place stands further down.
    fn out_of_order(&self, chain: &[usize], place: usize, found: usize) -> Damage {
        let places: BTreeMap<usize, usize> =
            chain.iter().enumerate().map(|(place, index)| (*index, place)).collect();
        let Some(&belongs) = places.get(&place) else {
            return self.inserted(&places, place, found);
        };
        // One line was taken from here and put down where it is found, or the line that is here
        // was taken from further down: the others kept their order.
        let later = (place..found).all(|k| places.get(&k) == Some(&k.saturating_add(1)));
        let earlier = (place.saturating_add(1)..=belongs)
            .all(|k| places.get(&k) == Some(&k.saturating_sub(1)));
        let here = (number(place), DamageKind::Moved { to: number(belongs) });
        let there = (number(found), DamageKind::Moved { to: number(place) });
        match (earlier, later) {
            (true, true) => Damage::new(here.0, here.1).or(there.0, there.1),
            (false, true) => Damage::new(there.0, there.1),
            (true | false, _) => Damage::new(here.0, here.1),
        }
    }

    /// Lines stand where the chain goes on only after them.
    fn inserted(&self, places: &BTreeMap<usize, usize>, place: usize, found: usize) -> Damage {
        let foreign = (place..found).take_while(|k| !places.contains_key(k)).count();
        let kind =
            DamageKind::Inserted { lines: count(foreign), copy_of: self.copy_of(place, foreign) };
        let damage = Damage::new(number(place), kind);
        let follows = |index: usize| {
            let before = self.seen.get(index.saturating_sub(1)).map(|line| line.digest);
            before.is_some() && self.seen.get(index).is_some_and(|line| line.prev == before)
        };
        let is_known = self.expected.is_some_and(|head| {
            places.keys().any(|k| self.seen.get(*k).is_some_and(|line| line.digest == head))
        });
        // Two lines claim the same place: without the head, nobody knows which was there first.
        if follows(place) && !is_known {
            let rest = self.seen.len().saturating_sub(found);
            damage.or(number(found), DamageKind::Inserted { lines: count(rest), copy_of: None })
        } else {
            damage
        }
    }

    /// The line that another one repeats, if so many after it are repeated, too.
    fn copy_of(&self, index: usize, lines: usize) -> Option<u64> {
        let sought = self.seen.get(index..index.checked_add(lines.max(1))?)?;
        // The way of Knuth, Morris and Pratt: each line is looked at twice at most. Of the lines
        // sought, how many at the beginning stand again at the end of so many of them.
        let mut again = vec![0];
        let go_on = |again: &[usize], mut found: usize, next: Digest| loop {
            if sought.get(found).is_some_and(|line| line.digest == next) {
                return found.saturating_add(1);
            }
            match found.checked_sub(1).and_then(|last| again.get(last)) {
                Some(fewer) => found = *fewer,
                None => return 0,
            }
        };
        let mut found = 0;
        for line in sought.iter().skip(1) {
            found = go_on(&again, found, line.digest);
            again.push(found);
        }
        found = 0;
        for (line, end) in self.seen.iter().zip(1_usize..) {
            found = go_on(&again, found, line.digest);
            let of = end.saturating_sub(sought.len());
            if found == sought.len() && of != index {
                return Some(number(of));
            }
        }
        None
    }

    /// No line of the record follows the one before this.
    fn end_of_chain(&self, at: usize) -> Option<Damage> {
        let line = self.seen.get(at)?;
        let (this, before) = (number(at), number(at.saturating_sub(1)));
        let (attested, last) = (self.is_attested(at), self.is_beyond_evidence(at));
        let rest = self.seen.len().saturating_sub(at);
        if self.copy_of(at, 1).is_some_and(|of| of < this) {
            let mut known: BTreeSet<Digest> =
                self.seen.iter().take(at).map(|line| line.digest).collect();
            let is_copy = |line: &&Seen| !known.insert(line.digest);
            let lines = self.seen.iter().skip(at).take_while(is_copy).count();
            let one = DamageKind::Inserted { lines: 1, copy_of: self.copy_of(at, 1) };
            return Some(match self.copy_of(at, lines) {
                Some(of) if of < this => Damage::new(
                    this,
                    DamageKind::Inserted { lines: count(lines), copy_of: Some(of) },
                ),
                _ => Damage::new(this, one),
            });
        }
        if line.is_header {
            let kind = DamageKind::Inserted { lines: count(rest), copy_of: None };
            return Some(Damage::new(this, kind));
        }
        // Two lines follow the same one: nobody knows which was there first, unless the head, which
        // attests all that it is chained to, comes after one of them.
        let earlier = self.seen.iter().take(at.saturating_sub(1));
        let fork = earlier.map(|known| known.digest).position(|known| Some(known) == line.prev);
        if let Some(fork) = fork {
            let (other, between) = (fork.saturating_add(1), at.saturating_sub(fork));
            let inserted = |lines| DamageKind::Inserted { lines, copy_of: None };
            let damage = Damage::new(this, inserted(count(rest)));
            let head =
                self.seen.iter().take(at).position(|known| Some(known.digest) == self.expected);
            return Some(if head.is_some_and(|head| fork < head) {
                damage
            } else {
                damage.or(number(other), inserted(count(between.saturating_sub(1))))
            });
        }
        let changed = Damage::new(this, DamageKind::Changed);
        // Nothing that is known says that there was a line here.
        let mut others = self.seen.iter().skip(at).skip(1);
        let is_added = !attested && self.expected.is_none() && !others.any(Seen::is_entry);
        let or_added = |damage: Damage| {
            let inserted = DamageKind::Inserted { lines: count(rest), copy_of: None };
            if is_added { damage.or(this, inserted) } else { damage }
        };
        let Some(seq) = line.seq.filter(|_| line.prev.is_some()) else {
            let written = Damage::new(this, DamageKind::AsWritten);
            return Some(if attested { written } else { or_added(changed) });
        };
        // The header is line 1, so an entry has the number of the line before.
        let dropped = seq.saturating_sub(count(at));
        Some(match (dropped, attested) {
            (1.., true) => Damage::new(this, DamageKind::Dropped { lines: dropped }),
            (1.., false) => or_added(
                Damage::new(this, DamageKind::Dropped { lines: dropped })
                    .or(this, DamageKind::Changed),
            ),
            (0, _) if seq < count(at) => {
                let kind = DamageKind::Inserted { lines: 1, copy_of: None };
                Damage::new(this, kind).or(this, DamageKind::Changed)
            }
            (0, true) => Damage::new(before, DamageKind::Changed),
            (0, false) if last => or_added(changed.or(before, DamageKind::Changed)),
            (0, false) => or_added(changed),
        })
    }
}

/// What an expected head that is not that of the last line says about a record in which no line is
/// wrong: with the index of the line whose head it is, if there is one.
pub(super) fn compare_head(lines: u64, head: Option<usize>) -> Damage {
    match head {
        Some(head) => beyond_head(lines, head),
        None if lines == 0 => Damage::new(1, DamageKind::LostTail),
        None => Damage::new(lines.saturating_add(1), DamageKind::LostTail)
            .or(lines, DamageKind::Rechained),
    }
}
