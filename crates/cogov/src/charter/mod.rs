//! The charter: rules that can be read, proved consistent, asked, compared and audited.

mod document;

#[cfg(feature = "schema")]
pub(crate) use document::Document;
