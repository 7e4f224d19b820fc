//! Reading and writing records line by line, apart from the core, which does no input or output.
//!
//! ```
//! use cogov::act::{Act, Entry};
//! use cogov::record::io::{RecordReader, RecordWriter};
//! use cogov::record::{CharterVersion, Header};
//! use cogov::{Charter, Holder};
//!
//! let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
//! let id = "01890a5d-ac96-774b-bcce-b302099a8057";
//! let header = Header::new(id.parse()?, CharterVersion::of(&charter));
//! let mut writer = RecordWriter::new(Vec::new(), &header)?;
//! let at = "2026-06-01T09:30:00+08:00".parse()?;
//! writer.write(&Entry::new(1, at, Holder::Anyone, Act::support(id.parse()?)))?;
//! let (head, file) = (writer.end().head(), writer.into_inner());
//!
//! let mut reader = RecordReader::new(file.as_slice())?;
//! assert_eq!(reader.header(), &header);
//! for entry in &mut reader {
//!     assert_eq!(entry?.seq(), 1);
//! }
//! assert_eq!(reader.end().head(), head);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod code;
mod reader;
mod writer;

pub use code::StreamCode;

pub use reader::{ReadError, ReaderOf, RecordReader};
pub use writer::{RecordWriter, WriteError, WriterOf};
