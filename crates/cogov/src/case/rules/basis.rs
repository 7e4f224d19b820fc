//! What a resolution can rest on: a ballot that was adopted, or a consensus that was recorded.

use crate::act::Resolve;
use crate::case::ballot::Ballot;
use crate::case::context::Context;
use crate::case::refusal::{Cited, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::case::resolution::{Consensus, ResolutionBasis};
use crate::decision::{Decision, Electorate, Rule, Verdict};
use crate::problem::Arg;
use crate::values::key::{RuleKey, StepKey};
use crate::values::lang::Lang;
use crate::values::text::Text;

impl Context<'_> {
    /// Whether anything was adopted or agreed on that a resolution could rest on.
    pub(super) fn check_some_basis(&self, out: &mut Vec<Refusal>) {
        let Some(step) = self.step_key() else { return };
        let since = self.decided(step);
        let mut last = None;
        let ballots = self.state.ballots.values();
        for ballot in ballots.filter(|ballot| ballot.step == *step && ballot.entry > since) {
            match self.ballot_basis(ballot) {
                Ok(_) => return,
                Err(refusal) => last = Some(refusal),
            }
        }
        match self.consensus(step).map(|consensus| self.consensus_basis(step, consensus)) {
            Some(Ok(_)) => return,
            Some(Err(refusal)) => last = Some(refusal),
            None => {}
        }
        out.push(last.unwrap_or_else(|| self.no_basis(step)));
    }

    /// Whether nothing was adopted or agreed on: what was is resolved, and not given up.
    pub(super) fn check_nothing_adopted(&self, out: &mut Vec<Refusal>) {
        let Some(step) = self.step_key() else { return };
        let since = self.decided(step);
        let ballots = self.state.ballots.values();
        let mut ballots = ballots.filter(|known| known.step == *step && known.entry > since);
        let ballot =
            ballots.find(|known| self.ballot_basis(known).is_ok()).map(|known| known.entry);
        let agreed = || {
            let found = self.consensus(step)?;
            self.consensus_basis(step, found).is_ok().then_some(found.entry)
        };
        if let Some(entry) = ballot.or_else(agreed) {
            out.push(
                Refusal::new(RefusalCode::Adopted, Vec::new()).citing(Self::cite_entry(entry)),
            );
        }
    }

    /// That something is still being voted on.
    pub(super) fn ballots_open<'b>(open: impl IntoIterator<Item = &'b Ballot>) -> Refusal {
        let (keys, entries): (Vec<&str>, Vec<Cited>) = open
            .into_iter()
            .map(|ballot| (ballot.key.as_str(), Cited::Entry(ballot.entry)))
            .unzip();
        Refusal::new(RefusalCode::BallotOpen, vec![Arg::list("ballots", keys)]).citing(entries)
    }

    /// That a ballot was adopted, or what stands against it.
    pub(super) fn ballot_basis(&self, ballot: &Ballot) -> Result<ResolutionBasis, Refusal> {
        let cited = Context::cite_entry(ballot.entry);
        let Some(verdict) = &ballot.verdict else {
            return Err(Self::ballots_open([ballot]));
        };
        match verdict.adopted() {
            Some(adopted) => Ok(ResolutionBasis::Adopted {
                ballot: ballot.key.clone(),
                adopted: adopted.clone(),
            }),
            None => Err(self.not_adopted(verdict).citing(cited)),
        }
    }

    /// That a consensus holds by the rule of its step, or what stands against it.
    pub(super) fn consensus_basis(
        &self,
        step: &StepKey,
        consensus: &Consensus,
    ) -> Result<ResolutionBasis, Refusal> {
        let cited = Context::cite_entry(consensus.entry);
        let mut none = Vec::new();
        match self.rule(step, &mut none) {
            Some(rule) => {
                if let Some(verdict) = self.agreed(rule, consensus)
                    && verdict.adopted().is_none()
                {
                    return Err(self.not_adopted(&verdict).citing(cited));
                }
            }
            // Where no rule is named, agreement is that nobody sustains an objection.
            None if consensus.sustained > 0 => {
                let args = vec![Arg::bilingual(
                    "reason",
                    "an objection was sustained",
                    "有坚持的反对意见",
                )];
                return Err(Refusal::new(RefusalCode::NotAdopted, args).citing(cited));
            }
            None => {}
        }
        match none.pop() {
            Some(refusal) => Err(refusal),
            None => Ok(ResolutionBasis::Consensus(consensus.entry)),
        }
    }
}

impl<'a> Context<'a> {
    /// The rule that decides in a step, if one does; nothing, where the step names none at all.
    pub(crate) fn rule(&self, step: &StepKey, out: &mut Vec<Refusal>) -> Option<&'a Rule> {
        let run = self.state.run.as_ref()?;
        let matter = self.state.matter.as_ref()?;
        match self.charter.rule_of_step(&run.procedure, step, matter, self.day) {
            Ok(rule) => Some(rule),
            Err(crate::charter::NoRule::NoneNamed) => None,
            Err(none) => {
                let reason = |lang| none.describe(lang);
                let args = vec![Arg::bilingual("reason", reason(Lang::En), reason(Lang::Zh))];
                out.push(Refusal::new(RefusalCode::NoRule, args));
                None
            }
        }
    }

    /// Whether a rule that a ballot names is one that its step has for the matter. A step that names
    /// no rules leaves the choice to whoever opens the ballot.
    pub(super) fn check_named_rule(&self, step: &StepKey, rule: &RuleKey, out: &mut Vec<Refusal>) {
        let run = self.state.run.as_ref();
        let Some((run, matter)) = run.zip(self.state.matter.as_ref()) else { return };
        let named = self.charter.rules_for(&run.procedure, step, matter);
        if named.is_ok_and(|named| named.contains(&rule)) {
            return;
        }
        let none = match self.charter.rule_of_step(&run.procedure, step, matter, self.day) {
            Err(crate::charter::NoRule::NoneNamed) => return,
            Err(none) => none,
            Ok(_) => crate::charter::NoRule::OtherMatters { rules: vec![rule.clone()] },
        };
        let reason = |lang| none.describe(lang);
        let args = vec![Arg::bilingual("reason", reason(Lang::En), reason(Lang::Zh))];
        out.push(Refusal::new(RefusalCode::NoRule, args));
    }

    /// The consensus on which a resolution of a step could rest: the last one since the step was
    /// decided before.
    pub(super) fn consensus(&self, step: &StepKey) -> Option<&'a Consensus> {
        let since = self.decided(step);
        let found = self.state.consensus.iter().rev().find(|known| known.step == *step);
        found.filter(|consensus| consensus.entry > since)
    }

    /// The last entry by which a step was decided or set aside.
    pub(crate) fn decided(&self, step: &StepKey) -> u64 {
        self.state.decided(self.charter, step)
    }

    /// What a consensus comes to by a rule: nobody voted, and so many objections are sustained.
    pub(super) fn agreed(&self, rule: &Rule, consensus: &Consensus) -> Option<Verdict> {
        let electorate = Electorate::heads(consensus.should_attend)
            .should_attend(consensus.should_attend)
            .present(consensus.present)
            .fix()
            .ok()?;
        let tally = electorate.tally().objections(consensus.sustained).close().ok()?;
        Some(rule.decide(&electorate, &tally))
    }

    pub(super) fn not_adopted(&self, verdict: &Verdict) -> Refusal {
        let code = match verdict.decision() {
            Decision::Inquorate => RefusalCode::Inquorate,
            Decision::Adopted(_) | Decision::Rejected => RefusalCode::NotAdopted,
        };
        let reason = |lang| verdict.reason(lang);
        let args = vec![Arg::bilingual("reason", reason(Lang::En), reason(Lang::Zh))];
        Refusal::new(code, args).citing([Cited::Rule(verdict.rule().clone())])
    }

    pub(super) fn check_words(&self, text: &Text, agreed: &Text, out: &mut Vec<Refusal>) {
        if text != agreed {
            let words = |lang| agreed.get(lang);
            let args = vec![Arg::bilingual("agreed", words(Lang::En), words(Lang::Zh))];
            out.push(Refusal::new(RefusalCode::OtherWords, args));
        }
    }

    pub(super) fn no_basis(&self, step: &StepKey) -> Refusal {
        self.about_key(RefusalCode::NoBasis, step)
    }

    /// What a resolution rests on, if something was adopted or agreed in its step.
    pub(crate) fn basis(
        &self,
        step: &StepKey,
        with: &Resolve,
        out: &mut Vec<Refusal>,
    ) -> Option<ResolutionBasis> {
        let before = out.len();
        let basis = match with.ballot() {
            Some(key) => {
                let found = self.state.ballots.get(key);
                let found = found
                    .filter(|ballot| ballot.step == *step && ballot.entry > self.decided(step));
                let Some(ballot) = found else {
                    out.push(self.no_basis(step));
                    return None;
                };
                let basis = match self.ballot_basis(ballot) {
                    Ok(basis) => basis,
                    Err(refusal) => {
                        out.push(refusal);
                        return None;
                    }
                };
                self.check_words(with.text(), &ballot.question, out);
                basis
            }
            None => {
                let Some(consensus) = self.consensus(step) else {
                    out.push(self.no_basis(step));
                    return None;
                };
                let basis = match self.consensus_basis(step, consensus) {
                    Ok(basis) => basis,
                    Err(refusal) => {
                        out.push(refusal);
                        return None;
                    }
                };
                self.check_words(with.text(), &consensus.text, out);
                basis
            }
        };
        (out.len() == before).then_some(basis)
    }
}
