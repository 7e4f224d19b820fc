//! Records: the objects of the JSON form, defined once for reading, writing, building and schema.

/// A field's name in JSON: a word that Rust keeps for itself is written `r#word` there, and the
/// name that begins with a sign, `dollar_schema`.
pub(crate) const fn bare(name: &'static str) -> &'static str {
    match name.as_bytes() {
        b"dollar_schema" => "$schema",
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}

/// Defines a struct with private fields that is read from and written to an object.
///
/// `required` fields have to be there; `option` fields may be left out; `stated` fields have the
/// three states of [`Stated`](crate::Stated); `list` fields are empty when left out. For each the
/// macro makes a getter and, except for the required ones, a builder method `with_…`, which *sets* an
/// `option` or a `stated` field and *adds to* a `list`; `new` takes the required ones in order, and
/// where there are none, `Default` does the same. A getter gives a reference, or the value itself
/// where the field says `as copy`: small values that are `Copy`; `as count` says besides that it is
/// a number of at least 1. A `mark` is the field that says `true` in a
/// statement of absence. A `new` field is the key or identifier of something that is there from now on.
/// What is said in parentheses is how a record is called where it was
/// expected, in English and in Chinese, and the bound on a list of them, if they have one of their own.
macro_rules! record {
    ($(#[$doc:meta])* pub struct $name:ident $($rest:tt)+) => {
        crate::values::record::record! { @define $(#[$doc])* pub struct $name $($rest)+ }
        crate::values::record::record! { @accessors $(#[$doc])* pub struct $name $($rest)+ }
        crate::values::record::record! { @default $name $($rest)+ }
    };
    // Inside the crate the fields themselves are seen.
    ($(#[$doc:meta])* pub(crate) struct $($rest:tt)+) => {
        crate::values::record::record! { @define $(#[$doc])* pub(crate) struct $($rest)+ }
    };
    (@define
        $(#[$doc:meta])*
        $vis:vis struct $name:ident ($en:literal, $zh:literal $(; at most $most:ident)?) {
            $(mark { $mark:ident })?
            $(new { $($new:ident),+ })?
            $(required { $($(#[$r_doc:meta])* $r:ident : $r_ty:ty $(as $r_copy:ident)?),* $(,)? })?
            $(option { $($(#[$o_doc:meta])* $o:ident, $o_with:ident : $o_ty:ty $(as $o_copy:ident)?),* $(,)? })?
            $(stated { $($(#[$s_doc:meta])* $s:ident, $s_with:ident : $s_ty:ty $(as $s_count:ident)?),* $(,)? })?
            $(list { $($(#[$l_doc:meta])* $l:ident, $l_with:ident : $l_ty:ty),* $(,)? })?
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
        $vis struct $name {
            $($mark: crate::values::stated::True,)?
            $($(
                $(#[$r_doc])*
                pub(crate) $r: $r_ty,
            )*)?
            $($(
                $(#[$o_doc])*
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(crate) $o: Option<$o_ty>,
            )*)?
            $($(
                $(#[$s_doc])*
                #[serde(skip_serializing_if = "crate::values::stated::Stated::is_unstated")]
                pub(crate) $s: crate::values::stated::Stated<$s_ty>,
            )*)?
            $($(
                $(#[$l_doc])*
                #[serde(skip_serializing_if = "Vec::is_empty")]
                pub(crate) $l: Vec<$l_ty>,
            )*)?
        }

        impl $name {
            const FIELDS: &'static [&'static str] = &[
                $(crate::values::record::bare(stringify!($mark)),)?
                $($(crate::values::record::bare(stringify!($r)),)*)? $($(crate::values::record::bare(stringify!($o)),)*)?
                $($(crate::values::record::bare(stringify!($s)),)*)? $($(crate::values::record::bare(stringify!($l)),)*)?
            ];

            const NEW: &'static [&'static str] = &[$($(stringify!($new)),+)?];

            /// Makes one of what it has to have; the rest is unstated until it is added.
            #[must_use]
            $vis fn new($($($r: impl Into<$r_ty>),*)?) -> Self {
                Self {
                    $($mark: crate::values::stated::True,)?
                    $($($r: $r.into(),)*)?
                    $($($o: None,)*)?
                    $($($s: crate::values::stated::Stated::Unstated,)*)?
                    $($($l: Vec::new(),)*)?
                }
            }
        }

        crate::json::deserialize!($name);

        impl crate::json::Decode for $name {
            $(const MOST: crate::values::bounds::Bound = crate::values::bounds::$most;)?

            const KIND: crate::json::FieldKind = crate::json::FieldKind::Object(&[
                $(crate::values::record::record! { @field $mark: bool, true, false },)?
                $($(crate::values::record::record! { @field $r: $r_ty, true, false },)*)?
                $($(crate::values::record::record! { @field $o: $o_ty, false, false },)*)?
                $($(crate::values::record::record! { @field $s: $s_ty, false, false },)*)?
                $($(crate::values::record::record! { @field $l: $l_ty, false, true },)*)?
            ]);

            fn decode(
                node: &crate::json::Node<'_>,
                reader: &mut crate::json::Reader,
            ) -> Option<Self> {
                let members = reader.record_members(
                    node,
                    const { crate::json::Kind::new($en, $zh) },
                    &[
                        $((stringify!($mark), "true"),)?
                        $($((crate::values::record::bare(stringify!($r)), "…"),)*)?
                    ],
                )?;
                $(let mut $mark = None;)?
                $($(let mut $r = None;)*)? $($(let mut $o = None;)*)?
                $($(let mut $s = None;)*)? $($(let mut $l = None;)*)?
                let mut as_known = true;
                for (name, value) in members {
                    // The names are compared in a row, each of a length known beforehand.
                    let slot = 'slot: {
                        $(crate::values::record::record! { @slot 'slot name $mark })?
                        $($(crate::values::record::record! { @slot 'slot name $r })*)?
                        $($(crate::values::record::record! { @slot 'slot name $o })*)?
                        $($(crate::values::record::record! { @slot 'slot name $s })*)?
                        $($(crate::values::record::record! { @slot 'slot name $l })*)?
                        None
                    };
                    match slot {
                        Some(slot @ None) => *slot = Some(value),
                        // Of several the first is read.
                        _ => as_known = false,
                    }
                }
                if !as_known {
                    reader.check_names(members, Self::FIELDS);
                }
                $(let $mark = crate::values::record::record! { @read reader $mark crate::values::stated::True };)?
                $($(let $r = crate::values::record::record! { @read reader $r $r_ty $(; $r_copy)? };)*)?
                $($(let $o = crate::values::record::record! { @read reader $o Option<$o_ty> $(; $o_copy)? };)*)?
                $($(let $s = crate::values::record::record! { @read reader $s crate::values::stated::Stated<$s_ty> $(; $s_count)? };)*)?
                $($(let $l = crate::values::record::record! { @read reader $l Vec<$l_ty> };)*)?
                Some(Self {
                    $($mark: $mark?,)? $($($r: $r?,)*)? $($($o: $o?,)*)? $($($s: $s?,)*)? $($($l: $l?,)*)?
                })
            }
        }
    };
    // What the field is, for those who ask somebody for it.
    (@field $field:ident: $of:ty, $required:literal, $several:literal) => {
        crate::json::Field {
            name: crate::values::record::bare(stringify!($field)),
            kind: <$of as crate::json::Decode>::KIND,
            required: $required,
            several: $several,
            new: crate::json::is_one_of(stringify!($field), Self::NEW),
        }
    };
    // Where the value of a member is kept until it is read.
    (@slot $slot:lifetime $name:ident $field:ident) => {
        if $name == const { crate::values::record::bare(stringify!($field)) } {
            break $slot Some(&mut $field);
        }
    };
    (@read $reader:ident $field:ident $of:ty; count) => {
        crate::values::record::record! { @read $reader $field crate::json::FromOne<$of> }
            .map(|crate::json::FromOne(number)| number)
    };
    (@read $reader:ident $field:ident $of:ty $(; copy)?) => {
        $reader.at_field::<$of>(
            const { crate::values::record::bare(stringify!($field)) },
            $field.as_ref(),
        )
    };
    // What has to have something has no default.
    (@default $name:ident ($en:literal, $zh:literal $(; at most $most:ident)?) { $(mark { $mark:ident })? $(new { $($new:ident),+ })? required $($rest:tt)+ }) => {};
    (@default $name:ident $($rest:tt)+) => {
        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }
    };
    (@accessors
        $(#[$doc:meta])*
        $vis:vis struct $name:ident ($en:literal, $zh:literal $(; at most $most:ident)?) {
            $(mark { $mark:ident })?
            $(new { $($new:ident),+ })?
            $(required { $($(#[$r_doc:meta])* $r:ident : $r_ty:ty $(as $r_copy:ident)?),* $(,)? })?
            $(option { $($(#[$o_doc:meta])* $o:ident, $o_with:ident : $o_ty:ty $(as $o_copy:ident)?),* $(,)? })?
            $(stated { $($(#[$s_doc:meta])* $s:ident, $s_with:ident : $s_ty:ty $(as $s_count:ident)?),* $(,)? })?
            $(list { $($(#[$l_doc:meta])* $l:ident, $l_with:ident : $l_ty:ty),* $(,)? })?
        }
    ) => {
        impl $name {
            $($(
                crate::values::record::getter! { $(#[$r_doc])* $r: $r_ty $(as $r_copy)? }
            )*)?
            $($(
                crate::values::record::getter! { optional $(#[$o_doc])* $o: $o_ty $(as $o_copy)? }

                #[doc = concat!("Sets [`", stringify!($name), "::", stringify!($o), "`], in place of what it was.")]
                #[must_use]
                pub fn $o_with(mut self, value: impl Into<$o_ty>) -> Self {
                    self.$o = Some(value.into());
                    self
                }
            )*)?
            $($(
                $(#[$s_doc])*
                #[must_use]
                pub const fn $s(&self) -> &crate::values::stated::Stated<$s_ty> {
                    &self.$s
                }

                #[doc = concat!("Sets [`", stringify!($name), "::", stringify!($s), "`], in place of what it was: a value, or `Stated::absent()`.")]
                #[must_use]
                pub fn $s_with(
                    mut self,
                    value: impl Into<crate::values::stated::Stated<$s_ty>>,
                ) -> Self {
                    self.$s = value.into();
                    self
                }
            )*)?
            $($(
                $(#[$l_doc])*
                #[must_use]
                pub fn $l(&self) -> &[$l_ty] {
                    &self.$l
                }

                #[doc = concat!("**Adds** these to the list [`", stringify!($name), "::", stringify!($l), "`], after those that it has.")]
                ///
                /// Nothing is taken away: used twice, it adds twice. Whatever holds several is taken,
                /// an `Option` too, which adds one or none. A `Result` is taken as well, which adds
                /// nothing where it is an error and loses the error: write `[made?]`, not `made`.
                #[must_use]
                pub fn $l_with<I>(mut self, values: I) -> Self
                where
                    I: IntoIterator,
                    I::Item: Into<$l_ty>,
                {
                    self.$l.extend(values.into_iter().map(Into::into));
                    self
                }
            )*)?
        }
    };
}

/// The getter of a field that has to be there, or of an `optional` one.
macro_rules! getter {
    (optional $(#[$doc:meta])* $name:ident : $of:ty as $copy:ident) => {
        $(#[$doc])*
        #[must_use]
        pub const fn $name(&self) -> Option<$of> {
            self.$name
        }
    };
    (optional $(#[$doc:meta])* $name:ident : $of:ty) => {
        $(#[$doc])*
        #[must_use]
        pub const fn $name(&self) -> Option<&$of> {
            self.$name.as_ref()
        }
    };
    ($(#[$doc:meta])* $name:ident : $of:ty as $copy:ident) => {
        $(#[$doc])*
        #[must_use]
        pub const fn $name(&self) -> $of {
            self.$name
        }
    };
    ($(#[$doc:meta])* $name:ident : $of:ty) => {
        $(#[$doc])*
        #[must_use]
        pub const fn $name(&self) -> &$of {
            &self.$name
        }
    };
}

pub(crate) use {getter, record};
