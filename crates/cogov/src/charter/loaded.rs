//! A loaded charter: a document together with the proof that it is consistent.

use std::fmt;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::charter::contradictions;
use crate::charter::document::{Document, SchemaReference};
use crate::charter::names::Names;
use crate::charter::proofs::Proofs;
use crate::charter::references;
use crate::charter::scopes::Scopes;
use crate::json::{
    Decode, RawTree, Reader, canonical_document, located, parse_document, without_byte_order_mark,
};
use crate::problem::Invalid;
use crate::values::digest::Digest;

/// A charter: who may, must and is entitled to do what, on which matters, where, by which
/// procedure and which decision rule.
///
/// A value of this type is a proof that the charter is consistent: keys resolve, trees are trees,
/// intervals are ordered, tables total, procedures live. Clones are cheap.
///
/// Two charters are equal if they have the same canonical form, and so the same digest: a share
/// written `[2, 4]` is as large as `[1, 2]`, but it is not the same text.
///
/// ```
/// use cogov::{Charter, Lang};
///
/// let charter = Charter::from_json(r#"{
///     "format": "cogov/1",
///     "key": "garden",
///     "version": 1,
///     "title": {"en": "The shared garden", "zh": "共享花园"},
///     "parties": [{"key": "gardeners", "name": "The gardeners", "kind": "association"}],
///     "positions": [
///         {"holder": {"party": "gardeners"}, "kinds": ["power", "lead"], "functions": ["decide"]}
///     ]
/// }"#)?;
/// assert_eq!((charter.key().as_str(), charter.version()), ("garden", 1));
/// assert_eq!(charter.title().get(Lang::Zh), "共享花园");
/// assert!(charter.intake().is_unstated() && charter.training().is_unstated());
/// assert!(charter.agenda_policy().is_unstated() && charter.incentives().is_unstated());
/// assert!(charter.description().is_none() && charter.calendar().is_none());
/// assert_eq!(charter.digest().to_string().len(), 64);
/// # Ok::<(), cogov::Invalid>(())
/// ```
#[derive(Clone)]
pub struct Charter {
    inner: Arc<Inner>,
}

struct Inner {
    /// What an editor wrote of the text: no part of the charter.
    schema: Option<SchemaReference>,
    document: Document,
    names: Names,
    scopes: Scopes,
    proofs: Proofs,
    digest: OnceLock<Digest>,
}

impl Charter {
    /// Loads a charter from its JSON text.
    ///
    /// # Errors
    ///
    /// Every problem that was found, each with its path, line and column.
    ///
    /// ```
    /// use cogov::{Charter, ProblemCode};
    ///
    /// let error = Charter::from_json(r#"{"format": "cogov/1", "key": "x", "version": 1,
    ///     "title": "X",
    ///     "matters": [{"key": "parking", "name": "Parking", "parent": "commons"}]}"#).unwrap_err();
    /// let problem = &error.problems()[0];
    /// assert_eq!(problem.code(), ProblemCode::UnknownKey);
    /// assert_eq!(problem.path().to_string(), "matters[0].parent");
    /// assert_eq!(problem.location().unwrap().line(), 3);
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Invalid> {
        let text = without_byte_order_mark(text);
        let mut reader = Reader::default();
        let charter = Self::read(parse_document(text)?, &mut reader);
        located(text, charter, reader.into_problems())
    }

    /// Reads a document from the raw tree and proves it consistent.
    pub(crate) fn read(tree: RawTree<'_>, reader: &mut Reader) -> Option<Self> {
        let mut document = Document::decode(&tree.root(), reader)?;
        let schema = document.dollar_schema.take();
        // The tree is larger than the document: it goes before anything else is built.
        drop(tree);
        let names = Names::new(&document, reader);
        references::check(&document, &names, reader);
        let scopes = Scopes::new(&document, &names, reader);
        if reader.is_sound() {
            contradictions::check(&document, &names, &scopes, reader);
        }
        let proofs = Proofs::new(&document, reader);
        let inner = Inner { schema, document, names, scopes, proofs, digest: OnceLock::new() };
        reader.is_sound().then(|| Self { inner: Arc::new(inner) })
    }

    pub(crate) fn document(&self) -> &Document {
        &self.inner.document
    }

    /// The document with all that was written, such as `$schema`.
    pub(crate) fn written(&self) -> Document {
        Document { dollar_schema: self.inner.schema.clone(), ..self.document().clone() }
    }

    /// What `$schema` says, where the text had one: the JSON Schema that an editor checks it with.
    ///
    /// It is kept when a charter is read and written by serde, and otherwise means nothing: the
    /// canonical form, the digest and equality do not know it.
    ///
    /// ```
    /// use cogov::Charter;
    ///
    /// let text = r#"{"$schema": "charter.schema.json", "format": "cogov/1", "key": "court",
    ///     "version": 1, "title": "East Court"}"#;
    /// let charter = Charter::from_json(text)?;
    /// assert_eq!(charter.schema_reference(), Some("charter.schema.json"));
    /// assert_eq!(serde_json::to_value(&charter).unwrap()["$schema"], "charter.schema.json");
    /// assert!(!charter.to_json().contains("$schema"));
    /// # Ok::<(), cogov::Invalid>(())
    /// ```
    #[must_use]
    pub fn schema_reference(&self) -> Option<&str> {
        self.inner.schema.as_ref().map(|reference| reference.0.as_str())
    }

    pub(crate) fn names(&self) -> &Names {
        &self.inner.names
    }

    pub(crate) fn proofs(&self) -> &Proofs {
        &self.inner.proofs
    }

    pub(crate) fn scopes(&self) -> &Scopes {
        &self.inner.scopes
    }

    /// The charter as JSON in its canonical form (RFC 8785): the same charter gives the same
    /// bytes, however it was written.
    ///
    /// ```
    /// use cogov::Charter;
    ///
    /// let text = r#"{"version": 1, "title": "Court", "key": "court", "format": "cogov/1"}"#;
    /// let charter = Charter::from_json(text)?;
    /// let canonical = r#"{"format":"cogov/1","key":"court","title":"Court","version":1}"#;
    /// assert_eq!(charter.to_json(), canonical);
    /// assert_eq!(Charter::from_json(canonical)?, charter);
    /// # Ok::<(), cogov::Invalid>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        // A charter is made of strings, truth values, and integers and lists whose bounds were checked
        // when it was loaded: nothing in it cannot be written.
        canonical_document(self.document()).unwrap_or_default()
    }

    /// The SHA-256 of the canonical form. It is made when it is first asked for, and kept.
    ///
    /// ```
    /// use cogov::Charter;
    ///
    /// let one = r#"{"format": "cogov/1", "key": "court", "version": 1, "title": "Court"}"#;
    /// let same = r#"{"title": "Court", "version": 1, "key": "court", "format": "cogov/1"}"#;
    /// let digest = Charter::from_json(one)?.digest();
    /// assert_eq!(Charter::from_json(same)?.digest(), digest);
    /// assert_ne!(Charter::from_json(&one.replace("Court", "Yard"))?.digest(), digest);
    /// # Ok::<(), cogov::Invalid>(())
    /// ```
    #[must_use]
    pub fn digest(&self) -> Digest {
        *self.inner.digest.get_or_init(|| Digest::of(self.to_json().as_bytes()))
    }
}

impl PartialEq for Charter {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
            || (self.document() == other.document() && self.digest() == other.digest())
    }
}

impl Eq for Charter {}

impl std::hash::Hash for Charter {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.digest().hash(state);
    }
}

impl fmt::Debug for Charter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Charter")
            .field("key", &self.document().key)
            .field("version", &self.document().version.0)
            .finish_non_exhaustive()
    }
}

impl Serialize for Charter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.inner.schema {
            Some(_) => self.written().serialize(serializer),
            None => self.document().serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Charter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tree = RawTree::read(deserializer)?;
        let mut reader = Reader::default();
        let charter = Self::read(tree, &mut reader);
        Invalid::unless_sound(charter, reader.into_problems()).map_err(serde::de::Error::custom)
    }
}

impl std::str::FromStr for Charter {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::from_json(text)
    }
}
