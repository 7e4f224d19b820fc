//! Views: what a case shows of its state.

/// Defines a struct that is looked at and written out, and never read in: state is replayed.
///
/// `has` fields are always there, `may` fields can be missing, `list` fields can be empty. A getter
/// gives a reference, or the value itself where the field says `as copy`. What is `seldom` there can
/// be missing, too, and takes no room then.
macro_rules! view {
    (
        $(#[$doc:meta])*
        pub struct $name:ident {
            $(has { $($(#[$h_doc:meta])* $h:ident: $h_ty:ty $(as $h_copy:ident)?),* $(,)? })?
            $(may { $($(#[$m_doc:meta])* $m:ident: $m_ty:ty $(as $m_copy:ident)?),* $(,)? })?
            $(seldom { $($(#[$s_doc:meta])* $s:ident: $s_ty:ty $(as $s_copy:ident)?),* $(,)? })?
            $(list { $($(#[$l_doc:meta])* $l:ident: $l_ty:ty),* $(,)? })?
            $(hidden { $($(#[$x_doc:meta])* $x:ident: $x_ty:ty),* $(,)? })?
        }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
        pub struct $name {
            $($($(#[$h_doc])* pub(crate) $h: $h_ty,)*)?
            $($(
                $(#[$m_doc])*
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(crate) $m: Option<$m_ty>,
            )*)?
            $($(
                $(#[$s_doc])*
                #[serde(skip_serializing_if = "Option::is_none")]
                pub(crate) $s: Option<Box<$s_ty>>,
            )*)?
            $($(
                $(#[$l_doc])*
                #[serde(skip_serializing_if = "Vec::is_empty")]
                pub(crate) $l: Vec<$l_ty>,
            )*)?
            $($(
                $(#[$x_doc])*
                #[serde(skip)]
                pub(crate) $x: $x_ty,
            )*)?
        }

        impl $name {
            $($(crate::values::record::getter! { $(#[$h_doc])* $h: $h_ty $(as $h_copy)? })*)?
            $($(crate::values::record::getter! { optional $(#[$m_doc])* $m: $m_ty $(as $m_copy)? })*)?
            $($(crate::case::view::boxed! { $(#[$s_doc])* $s: $s_ty $(as $s_copy)? })*)?
            $($(
                $(#[$l_doc])*
                #[must_use]
                pub fn $l(&self) -> &[$l_ty] {
                    &self.$l
                }
            )*)?
        }
    };
}

/// The getter of a field that is seldom there.
macro_rules! boxed {
    ($(#[$doc:meta])* $name:ident : $of:ty as copy) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name(&self) -> Option<$of> {
            self.$name.as_deref().copied()
        }
    };
    ($(#[$doc:meta])* $name:ident : $of:ty) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name(&self) -> Option<&$of> {
            self.$name.as_deref()
        }
    };
}

pub(crate) use {boxed, view};
