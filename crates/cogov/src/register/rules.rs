//! The rules of a register: everything that stands against an entry, in a fixed order.

use crate::charter::Charter;
use crate::problem::Arg;
use crate::register::authority;
use crate::register::code::RegisterCode;
use crate::register::context::Context;
use crate::register::migration::other_charter;
use crate::register::state::RegisterState;
use crate::register::table::RegisterAct;
use crate::register::{RegisterEntry, RegisterRefusal};

/// Everything that stands against an entry: the entry itself, who acts, what comes with it.
pub(super) fn judge(
    charter: &Charter,
    state: &RegisterState,
    entry: &RegisterEntry,
) -> Vec<RegisterRefusal> {
    let mut out = check_envelope(state, entry);
    let context = Context::of(charter, state, entry);
    context.check_target(&mut out);
    authority::check(&context, &mut out);
    context.check_seats(&mut out);
    context.check_membership(&mut out);
    context.check_conduct(&mut out);
    context.check_relatives(&mut out);
    context.check_sanctions(&mut out);
    context.check_migration(&mut out);
    out
}

fn check_envelope(state: &RegisterState, entry: &RegisterEntry) -> Vec<RegisterRefusal> {
    let mut out = Vec::new();
    let expected = state.last_seq.saturating_add(1);
    if entry.seq() != expected {
        let args = vec![Arg::plain("found", entry.seq()), Arg::plain("expected", expected)];
        out.push(RegisterRefusal::new(RegisterCode::OutOfSequence, args));
    }
    if let Some(last) = state.last_at
        && entry.at() < last
    {
        let args = vec![Arg::plain("found", entry.at()), Arg::plain("last", last)];
        out.push(RegisterRefusal::new(RegisterCode::RecordedEarlier, args));
    }
    if let Some(on) = entry.on()
        && on > entry.at()
    {
        let args = vec![Arg::plain("on", on), Arg::plain("at", entry.at())];
        out.push(RegisterRefusal::new(RegisterCode::HappenedLater, args));
    }
    out
}

/// The words for what was imposed.
const SANCTION: (&str, &str) = ("sanction by entry", "处理条目");
const ANNOUNCEMENT: (&str, &str) = ("announced sanction by entry", "告知条目");

impl Context<'_> {
    /// That an earlier entry which the act is about is there, and of the right kind.
    fn check_target(&self, out: &mut Vec<RegisterRefusal>) {
        match self.act {
            RegisterAct::Hear { entry, .. } if !self.state.announced.contains_key(entry) => {
                out.push(Self::unknown(ANNOUNCEMENT, entry));
            }
            RegisterAct::AskReview { entry, .. } | RegisterAct::Review { entry, .. }
                if !self.state.sanctions.contains_key(entry) =>
            {
                out.push(Self::unknown(SANCTION, entry));
            }
            RegisterAct::Correct { entry, .. } if *entry == 0 || *entry > self.state.last_seq => {
                out.push(Self::unknown(("entry", "条目"), entry));
            }
            _ => {}
        }
    }

    /// That the charter which the act names is the present one: by itself it changes nothing.
    fn check_migration(&self, out: &mut Vec<RegisterRefusal>) {
        let RegisterAct::Migrate { with } = self.act else { return };
        let (version, digest) = (self.charter.version(), self.charter.digest());
        if with.version() != version || with.digest() != digest {
            out.push(other_charter(
                format!("version {version} with the digest {digest} was given"),
                format!("所提供的是第 {version} 版，摘要 {digest}"),
            ));
        }
    }
}
