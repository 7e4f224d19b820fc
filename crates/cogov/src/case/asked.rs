//! What an offered act asks for: its fields, with what the case knows to be put there.

use std::collections::BTreeSet;

use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::act::{Entry, Field, FieldKind, Target};
use crate::case::engine::Case;
use crate::case::options::Offer;
use crate::triage::Destination;
use crate::values::id::AppealId;

/// A field of what comes with an offered act: as the act is read ([`Field`]), whether the rules ask for
/// it now, and what there is to choose from.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::act::{ActKind, FieldKind};
/// use cogov::case::{Asked, Known};
/// use cogov::values::PersonKey;
/// use cogov::{Holder, PartyKey};
///
/// // Who resolves says the text, and may name a ballot of this step: there are two.
/// let case = fire_lane(37);
/// let assembly = Holder::from(PartyKey::new("owners-assembly")?);
/// let options = case.options(&assembly, None, "2026-06-29T10:00:00+08:00".parse()?);
/// let resolve = options.offered().iter().find(|offer| offer.kind() == ActKind::Resolve).unwrap();
/// let asked: Vec<Asked> = case.asked(resolve);
/// let named = |name: &str| asked.iter().find(|one| one.field().name() == name).unwrap();
/// assert!(named("text").is_needed());
/// let ballot = named("ballot");
/// assert!(!ballot.field().is_required(), "a resolution can be read without");
/// assert!(ballot.is_needed(), "but nothing else was agreed on here that it could rest on");
/// assert_eq!(ballot.known().unwrap().len(), 2);
/// assert!(ballot.known().unwrap().contains(&Known::Word("bollards".into())));
///
/// // Each duty names a party and a key that is not taken yet.
/// let duty = named("obligations").parts();
/// let part = |name: &str| duty.iter().find(|one| one.field().name() == name).unwrap();
/// assert_eq!(part("liable").field().kind(), FieldKind::Key("parties"));
/// assert!(part("liable").known().unwrap().contains(&Known::Word("property-company".into())));
/// assert!(part("key").field().is_new() && part("key").known().is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    field: Field,
    needed: bool,
    known: Option<Vec<Known>>,
    parts: Vec<Asked>,
}

/// Something that can be put in a field, because the charter or the case knows it.
///
/// ```
/// use cogov::case::Known;
///
/// assert_eq!(serde_json::to_string(&Known::Word("bollards".into())).unwrap(), r#""bollards""#);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Known {
    /// A key, an identifier or a word.
    Word(String),
    /// Where a topic can go.
    Destination(Destination),
}

impl Asked {
    /// The field, as the act is read.
    #[must_use]
    pub const fn field(&self) -> &Field {
        &self.field
    }

    /// Whether the act would be refused without it, if everything else were as in the witness: because
    /// it cannot be read so, or because of a rule, such as one that asks for a reason.
    ///
    /// Of what stands within another field it says only whether that can be read without it.
    #[must_use]
    pub const fn is_needed(&self) -> bool {
        self.needed
    }

    /// What there is to choose from; nothing, where it is something new or anything else that
    /// neither the charter nor the case lists.
    ///
    /// Something else is refused, except where no rule looks at it: a step before a procedure runs, the
    /// session of a notice, which can be convened later. What is among them can be wrong for other reasons, which [`Case::preview`] gives.
    #[must_use]
    pub fn known(&self) -> Option<&[Known]> {
        self.known.as_deref()
    }

    /// What it consists of: the fields of an object, the dimensions of a topic.
    #[must_use]
    pub fn parts(&self) -> &[Self] {
        &self.parts
    }
}

/// As its field is written, with `needed`, `known` and `fields`.
impl Serialize for Asked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.field.write(&mut map)?;
        if self.needed {
            map.serialize_entry("needed", &true)?;
        }
        if let Some(known) = &self.known {
            map.serialize_entry("known", known)?;
        }
        if !self.parts.is_empty() {
            map.serialize_entry("fields", &self.parts)?;
        }
        map.end()
    }
}

impl Case {
    /// What an offered act asks for, field by field, with what the case knows to be put there.
    ///
    /// The fields are those by which the act is read, in their order; there is no second list of
    /// them. It takes a preview for each field that the rules could ask for, so it is made for one offer
    /// at a time, and not with all [options](Case::options).
    #[must_use]
    pub fn asked(&self, offer: &Offer) -> Vec<Asked> {
        let witness = serde_json::to_value(offer.witness()).unwrap_or_default();
        let bearer = offer.bearer();
        let fields = offer.kind().fields().iter();
        let asked = fields.map(|field| Asked {
            needed: field.required || self.is_refused_without(&witness, bearer, field.name),
            ..self.asked_in(field, offer.target())
        });
        asked.collect()
    }

    /// Whether a witness would be refused if a field of it were left out.
    fn is_refused_without(&self, witness: &Value, bearer: Option<AppealId>, name: &str) -> bool {
        let mut without = witness.clone();
        let with = without.get_mut("with").and_then(Value::as_object_mut);
        if with.and_then(|with| with.remove(name)).is_none() {
            // The witness does without.
            return false;
        }
        match Entry::deserialize(without) {
            Ok(entry) => !self.is_accepted_of(&entry, bearer),
            Err(_) => true,
        }
    }

    fn asked_in(&self, field: &Field, target: Option<&Target>) -> Asked {
        let parts = match field.kind {
            FieldKind::Object(fields) => {
                fields.iter().map(|part| self.asked_in(part, target)).collect()
            }
            FieldKind::Topic => self.dimensions(),
            _ => Vec::new(),
        };
        let known = if field.new { None } else { self.known(field.kind, target) };
        Asked { field: *field, needed: field.required, known, parts }
    }

    /// The levels that a topic can have in each dimension.
    fn dimensions(&self) -> Vec<Asked> {
        let Some(table) = self.charter().triage_table() else { return Vec::new() };
        let dimensions = table.scales().map(|(dimension, levels)| {
            let field = Field {
                name: dimension.as_str(),
                kind: FieldKind::Key("scale"),
                required: false,
                several: false,
                new: false,
            };
            let known = Some(words(levels));
            Asked { field, needed: false, known, parts: Vec::new() }
        });
        dimensions.collect()
    }

    /// What there is of a kind, if nothing else is accepted.
    fn known(&self, kind: FieldKind, target: Option<&Target>) -> Option<Vec<Known>> {
        let (charter, state) = (self.charter(), self.state());
        match kind {
            FieldKind::Key("parties") => Some(words(charter.parties().iter().map(|one| one.key()))),
            FieldKind::Key("groups") => Some(words(charter.groups().iter().map(|one| one.key()))),
            FieldKind::Key("matters") => Some(words(charter.matters().iter().map(|one| one.key()))),
            FieldKind::Key("places") => Some(words(charter.places().iter().map(|one| one.key()))),
            FieldKind::Key("rules") => Some(words(charter.rules().iter().map(|one| one.key()))),
            FieldKind::Key("seats") => {
                let seats = charter.seats().iter().filter_map(|listed| listed.given());
                Some(words(seats.map(|seat| seat.key())))
            }
            FieldKind::Key("channels") => {
                let intake = charter.intake().given()?;
                let channels = intake.channels().iter().filter_map(|listed| listed.given());
                Some(words(channels.map(|channel| channel.key())))
            }
            FieldKind::Key("steps") => Some(self.known_steps()),
            FieldKind::Key("points") => {
                let plan = state.plan().map(|planned| planned.plan());
                let points = plan.map_or(&[][..], |plan| plan.points());
                Some(words(points.iter().map(|point| point.key())))
            }
            FieldKind::Key("criteria") => {
                let plan = state.plan().map(|planned| planned.plan());
                let criteria = plan.map_or(&[][..], |plan| plan.criteria());
                Some(words(criteria.iter().map(|criterion| criterion.key())))
            }
            FieldKind::Key("ballots") => {
                let of_step = |step| target.is_none_or(|target| *target == Target::Step(step));
                let ballots = state.ballots().filter(|ballot| of_step(ballot.step().clone()));
                Some(words(ballots.map(|ballot| ballot.key())))
            }
            FieldKind::Key("obligations") => {
                Some(words(state.obligations().map(|known| known.key())))
            }
            FieldKind::Id("appeals") => Some(words(state.appeals().map(|appeal| appeal.id()))),
            FieldKind::Id("sessions") => Some(words(state.sessions().map(|sitting| sitting.id()))),
            FieldKind::Destination => Some(self.known_routes()),
            _ => None,
        }
    }

    /// The steps of the procedure that runs; of all, where none does yet.
    fn known_steps(&self) -> Vec<Known> {
        let run = self.state().run();
        if let Some(compiled) = run.and_then(|run| self.charter().compiled(run.procedure()).ok()) {
            return words(compiled.steps().iter().map(|step| step.key()));
        }
        let procedures = self.charter().procedures().iter().filter_map(|listed| listed.given());
        let steps = procedures.flat_map(|procedure| procedure.steps());
        let keys = steps.filter_map(|listed| Some(listed.given()?.key()));
        words(keys.collect::<BTreeSet<_>>())
    }

    /// Where a topic can go: to each procedure, as the triage table or by itself, and where it needs
    /// none.
    fn known_routes(&self) -> Vec<Known> {
        let charter = self.charter();
        let mut routes = vec![Destination::Settle];
        let mut add = |route: Destination| {
            if !routes.contains(&route) {
                routes.push(route);
            }
        };
        for procedure in charter.procedures().iter().filter_map(|listed| listed.given()) {
            add(Destination::Consult { procedure: procedure.key().clone() });
        }
        if let Some(table) = charter.triage_table() {
            table.rows().for_each(|row| add(row.route().clone()));
        }
        [Destination::ReferUp, Destination::Decline].into_iter().for_each(add);
        routes.into_iter().map(Known::Destination).collect()
    }
}

fn words(all: impl IntoIterator<Item = impl ToString>) -> Vec<Known> {
    all.into_iter().map(|one| Known::Word(one.to_string())).collect()
}
