//! Files that show something, known by their digests.

use crate::act::digest::Digest;
use crate::values::record::record;
use crate::values::text::Text;

record! {
    /// A file that shows something. The record holds its digest, not the file.
    ///
    /// ```
    /// use cogov::act::{Attachment, Digest};
    /// use cogov::Text;
    ///
    /// let photograph = Attachment::new(Text::new("The new rack")?, Digest::of(b"..."))
    ///     .with_media_type(Text::new("image/jpeg")?);
    /// assert_eq!(photograph.size(), None);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Attachment("an attachment", "附件") {
        required {
            /// What it is called.
            name: Text,
            /// The digest of its bytes.
            sha256: Digest as copy,
        }
        option {
            /// Its kind, such as `image/jpeg` (RFC 6838).
            media_type, with_media_type: Text,
            /// Its length in bytes.
            size, with_size: u64 as copy,
            /// Where it can be fetched.
            uri, with_uri: Text,
        }
    }
}
