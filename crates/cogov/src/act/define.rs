//! How the act table becomes types: the acts, their kinds, what is read and written.

/// Defines the acts of one kind of record, and their kinds, from the rows of the table: those of a
/// case, [`Act`](crate::act::Act), and those of a register,
/// [`RegisterAct`](crate::register::RegisterAct).
///
/// Before the rows stands how these types are called, what an act can be about, and whether acts
/// complete steps of a procedure. `Stage`, `Requirement` and `TargetKind` are what goes by these
/// names where the table stands. Of each act: the variant, the function that makes it, the word in JSON, labels; what it is
/// `about`; what comes `with` it, or may be left out (`or_without`); what it `requires`, of several
/// one; which kind of step it `completes`; and its effect in English and Chinese.
macro_rules! acts {
    (
        $(#[$kind_doc:meta])* kinds $kinds:ident, schemas $family:literal;
        $(#[$acts_doc:meta])* acts $acts:ident;
        targets $targets:ident;
        completing steps;
        $($stage:ident { $($rows:tt)+ })+
    ) => {
        acts! {
            $(#[$kind_doc])* kinds $kinds, schemas $family;
            $(#[$acts_doc])* acts $acts;
            targets $targets;
            $($stage { $($rows)+ })+
        }

        impl $kinds {
            /// As what it completes a step, if it does.
            #[must_use]
            pub const fn completes(self) -> Option<Completion> {
                acts!(@completing self, $($($rows)+)+)
            }
        }
    };
    (@completing $kind:ident, $(
        $(#[$doc:meta])*
        $name:ident $make:ident = $word:literal, $en:literal, $zh:literal { $($row:tt)+ }
    )+) => {
        match $kind { $(Self::$name => acts!(@completed_in $($row)+),)+ }
    };
    (@completed_in completes $completes:ident; $($rest:tt)*) => { Some(Completion::$completes) };
    (@completed_in $other:tt $($rest:tt)*) => { acts!(@completed_in $($rest)*) };
    (@completed_in) => { None };
    (
        $(#[$kind_doc:meta])* kinds $kinds:ident, schemas $family:literal;
        $(#[$acts_doc:meta])* acts $acts:ident;
        targets $targets:ident;
        $($stage:ident {
        $(
            $(#[$doc:meta])*
            $name:ident $make:ident = $word:literal, $en:literal, $zh:literal {
                $(about $target:ident: $target_ty:ty;)?
                $(with $with:ty;)?
                $(or_without $may:ty;)?
                requires $($requirement:ident $(($required:expr))?),+;
                $(completes $completes:ident;)?
                $effect:literal, $effect_zh:literal
            }
        )+
    })+) => {
        crate::values::choice::choice! {
            $(#[$kind_doc])*
            pub enum $kinds {
                $($($(#[$doc])* $name = $word, $en, $zh;)+)+
            }
        }

        impl $kinds {
            /// In which part of the work it is done.
            #[must_use]
            pub const fn stage(self) -> Stage {
                match self { $($(Self::$name => Stage::$stage,)+)+ }
            }

            /// What it requires of whoever acts; of several, one is enough.
            #[must_use]
            pub const fn requires(self) -> &'static [Requirement] {
                match self {
                    $($(Self::$name => &[$(Requirement::$requirement $(($required))?),+],)+)+
                }
            }

            /// What comes with it, field by field, as it is read; nothing, where nothing does.
            #[must_use]
            pub const fn fields(self) -> &'static [crate::json::Field] {
                match self {
                    $($(Self::$name => acts!(@fields $($with)? $($may)?),)+)+
                }
            }

            /// What kind of thing it is about, if it is about a certain one.
            #[must_use]
            pub fn target(self) -> Option<TargetKind> {
                match self {
                    $($(Self::$name => acts!(@target $($target)?),)+)+
                }
            }

            /// What it does, in words.
            #[must_use]
            pub const fn effect(self, lang: Lang) -> &'static str {
                match self { $($(Self::$name => lang.pick($effect, $effect_zh),)+)+ }
            }
        }

        $(#[$acts_doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum $acts {
            $($(
                $(#[$doc])*
                $name {
                    $(
                        /// What it is about.
                        $target: $target_ty,
                    )?
                    $(
                        /// What comes with it.
                        with: Box<$with>,
                    )?
                    $(
                        /// What comes with it.
                        with: Box<$may>,
                    )?
                },
            )+)+
        }

        impl $acts {
            $($(
                $(#[$doc])*
                #[must_use]
                pub fn $make(
                    $($target: $target_ty,)?
                    $(with: impl Into<Box<$with>>,)?
                    $(with: impl Into<Box<$may>>,)?
                ) -> Self {
                    Self::$name {
                        $($target,)?
                        $(with: acts!(@boxed with $with),)?
                        $(with: acts!(@boxed with $may),)?
                    }
                }
            )+)+

            /// Its kind.
            #[must_use]
            pub const fn kind(&self) -> $kinds {
                match self { $($(Self::$name { .. } => $kinds::$name,)+)+ }
            }

            /// What it is about, if it is about a certain thing.
            #[must_use]
            pub fn target(&self) -> Option<$targets> {
                match self {
                    $($(Self::$name { $($target,)? .. } => acts!(@about $targets $($target)?),)+)+
                }
            }

            /// Reads what an act of a kind is about, and what comes with it.
            pub(crate) fn read(
                kind: $kinds,
                parts: crate::act::form::Parts<'_>,
                reader: &mut crate::json::Reader,
            ) -> Option<Self> {
                match kind {
                    $($($kinds::$name => {
                        $(let $target: Option<$target_ty> =
                            crate::act::form::read_target(parts, stringify!($target), reader);)?
                        acts!(@no_target parts, kind, reader, $($target)?);
                        $(let with: Option<Box<$with>> = crate::act::form::read_with(parts, reader);)?
                        $(let with: Option<Box<$may>> = crate::act::form::read_with_or_default(parts, reader);)?
                        acts!(@no_with parts, kind, reader, $($with)? $($may)?);
                        Some(Self::$name {
                            $($target: $target?,)?
                            $(with: acts!(@found with $with),)?
                            $(with: acts!(@found with $may),)?
                        })
                    })+)+
                }
            }

            /// Writes what it is about, and what comes with it.
            pub(crate) fn write<M: serde::ser::SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
                match self {
                    $($(Self::$name {
                        $($target,)?
                        $(with: acts!(@binding with $with),)?
                        $(with: acts!(@binding with $may),)?
                    } => {
                        $(map.serialize_entry(
                            "target",
                            &crate::act::form::About { name: stringify!($target), value: $target },
                        )?;)?
                        $(
                            let written: &$with = with;
                            map.serialize_entry("with", written)?;
                        )?
                        $(
                            let written: &$may = with;
                            if *written != <$may>::default() {
                                map.serialize_entry("with", written)?;
                            }
                        )?
                        Ok(())
                    })+)+
                }
            }
        }

        #[cfg(feature = "schema")]
        impl crate::schema::Row for $kinds {
            const ALL: &'static [Self] = Self::ALL;
            const FAMILY: &'static str = $family;
            const SHOWS: bool = <$acts as crate::act::acts::Table>::SHOWS;

            fn word(self) -> &'static str {
                self.as_str()
            }

            fn description(self) -> String {
                format!("{}: {}", self.label(Lang::En), self.effect(Lang::En))
            }

            fn payload(
                self,
                generator: &mut schemars::SchemaGenerator,
            ) -> Option<(schemars::Schema, bool)> {
                match self {
                    $($(Self::$name => acts!(@payload generator, $($with)?, $($may)?),)+)+
                }
            }

            fn target_schema(
                self,
                generator: &mut schemars::SchemaGenerator,
            ) -> Option<(&'static str, schemars::Schema)> {
                match self {
                    $($(Self::$name => acts!(@target_schema generator, $($target: $target_ty)?),)+)+
                }
            }
        }
    };
    (@binding $name:ident $of:ty) => { $name };
    (@about $targets:ident) => { None };
    (@about $targets:ident $target:ident) => { Some($targets::from($target.clone())) };
    (@boxed $with:ident $of:ty) => { $with.into() };
    (@found $with:ident $of:ty) => { $with? };
    (@fields) => { &[] };
    (@fields $with:ty) => { <$with as crate::json::Decode>::KIND.fields() };
    (@target) => { None };
    (@target $target:ident) => { TargetKind::from_word(stringify!($target)) };
    (@no_target $parts:ident, $kind:ident, $reader:ident, $target:ident) => {};
    (@no_target $parts:ident, $kind:ident, $reader:ident,) => {
        crate::act::form::refuse($parts.target, "target", $kind.as_str(), $reader)?;
    };
    (@no_with $parts:ident, $kind:ident, $reader:ident, $with:ty) => {};
    (@no_with $parts:ident, $kind:ident, $reader:ident,) => {
        crate::act::form::refuse($parts.with, "with", $kind.as_str(), $reader)?;
    };
    (@payload $generator:ident, , ) => { None };
    (@payload $generator:ident, $with:ty, ) => { Some(($generator.subschema_for::<$with>(), false)) };
    (@payload $generator:ident, , $may:ty) => { Some(($generator.subschema_for::<$may>(), true)) };
    (@target_schema $generator:ident, ) => { None };
    (@target_schema $generator:ident, $target:ident: $of:ty) => {
        Some((stringify!($target), $generator.subschema_for::<$of>()))
    };
}

pub(crate) use acts;
