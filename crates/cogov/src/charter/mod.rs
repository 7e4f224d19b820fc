//! The charter: rules that can be read, proved consistent, asked, compared and audited.

mod document;
