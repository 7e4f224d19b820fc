//! Files that show something, known by their digests.

use crate::values::digest::Digest;
use crate::values::record::record;
use crate::values::text::Text;

record! {
    /// A file that shows something. The record holds its digest, not the file.
    ///
    /// ```
    /// use cogov::act::{Attachment, Digest};
    /// use cogov::Text;
    ///
    /// let bytes = b"the bytes of the photograph";
    /// let photograph = Attachment::new(Text::new("The new rack")?, Digest::of(bytes))
    ///     .with_media_type(Text::new("image/jpeg")?)
    ///     .with_uri(Text::new("https://court.example/files/rack.jpg")?);
    /// assert_eq!(photograph.media_type().unwrap().to_string(), "image/jpeg");
    ///
    /// // Whoever fetched the file can tell whether it is the one that was recorded.
    /// assert!(photograph.uri().is_some());
    /// assert_eq!(photograph.sha256(), Digest::of(bytes));
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
