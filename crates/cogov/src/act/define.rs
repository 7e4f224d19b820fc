//! How the act table becomes types: the acts, their kinds, what is read and written.

/// Defines [`Act`](crate::act::Act), [`ActKind`](crate::act::ActKind) and
/// [`Stage`](crate::act::Stage) from the rows of the table.
///
/// Of each act: the variant, the function that makes it, the word in JSON, labels; what it is
/// `about`; what comes `with` it, or may be left out (`or_without`); what it `requires`, of several
/// one; which kind of step it `completes`; and its effect in English and Chinese.
macro_rules! acts {
    ($($stage:ident {
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
            /// The kind of an act: a row of the act table.
            ///
            /// ```
            /// use cogov::act::{ActKind, Requirement};
            /// use cogov::{Function, Lang};
            ///
            /// let kind: ActKind = "find-default".parse()?;
            /// assert_eq!(kind.label(Lang::Zh), "认定不履行");
            /// assert_eq!(kind.requires(), [Requirement::Power(Function::Supervise)]);
            /// # Ok::<(), cogov::Problem>(())
            /// ```
            pub enum ActKind {
                $($($(#[$doc])* $name = $word, $en, $zh;)+)+
            }
        }

        impl ActKind {
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

            /// What kind of thing it is about, if it is about a certain one.
            #[must_use]
            pub fn target(self) -> Option<TargetKind> {
                match self {
                    $($(Self::$name => acts!(@target $($target)?),)+)+
                }
            }

            /// As what it completes a step, if it does.
            #[must_use]
            pub const fn completes(self) -> Option<Completion> {
                match self {
                    $($(Self::$name => acts!(@completes $($completes)?),)+)+
                }
            }

            /// What it does, in words.
            #[must_use]
            pub const fn effect(self, lang: Lang) -> &'static str {
                match self { $($(Self::$name => lang.pick($effect, $effect_zh),)+)+ }
            }
        }

        /// What somebody does in a case: what it is about, and what comes with it.
        ///
        /// Whoever matches on acts is told by the compiler when there is a new one. In JSON an act
        /// is the fields `act`, `target` and `with` of an [`Entry`](crate::act::Entry).
        ///
        /// ```
        /// use cogov::act::{Accept, Act, ActKind};
        ///
        /// let appeal = "01890a5d-ac96-774b-bcce-b302099a8057".parse()?;
        /// let act = Act::accept(appeal, Accept::new());
        /// assert_eq!(act.kind(), ActKind::Accept);
        /// # Ok::<(), cogov::Problem>(())
        /// ```
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum Act {
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

        impl Act {
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
            pub const fn kind(&self) -> ActKind {
                match self { $($(Self::$name { .. } => ActKind::$name,)+)+ }
            }

            /// What it is about, if it is about a certain thing.
            #[must_use]
            pub fn target(&self) -> Option<crate::act::target::Target> {
                match self {
                    $($(Self::$name { $($target,)? .. } => acts!(@about $($target)?),)+)+
                }
            }

            /// Reads what an act of a kind is about, and what comes with it.
            pub(crate) fn read(
                kind: ActKind,
                members: Members<'_>,
                reader: &mut Reader,
            ) -> Option<Self> {
                match kind {
                    $($(ActKind::$name => {
                        $(let $target: Option<$target_ty> =
                            read_target(members, stringify!($target), reader);)?
                        acts!(@no_target members, kind, reader, $($target)?);
                        $(let with: Option<Box<$with>> = read_with(members, reader);)?
                        $(let with: Option<Box<$may>> = read_with_or_default(members, reader);)?
                        acts!(@no_with members, kind, reader, $($with)? $($may)?);
                        Some(Self::$name {
                            $($target: $target?,)?
                            $(with: acts!(@found with $with),)?
                            $(with: acts!(@found with $may),)?
                        })
                    })+)+
                }
            }

            /// Writes what it is about, and what comes with it.
            pub(crate) fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
                match self {
                    $($(Self::$name {
                        $($target,)?
                        $(with: acts!(@binding with $with),)?
                        $(with: acts!(@binding with $may),)?
                    } => {
                        $(map.serialize_entry(
                            "target",
                            &Target { name: stringify!($target), value: $target },
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
        impl ActKind {
            /// What comes with an act of this kind, and whether that may be left out.
            pub(crate) fn payload(
                self,
                generator: &mut schemars::SchemaGenerator,
            ) -> Option<(schemars::Schema, bool)> {
                match self {
                    $($(Self::$name => acts!(@payload generator, $($with)?, $($may)?),)+)+
                }
            }

            /// The schema of what an act of this kind is about.
            pub(crate) fn target_schema(
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
    (@about) => { None };
    (@about $target:ident) => { Some(crate::act::target::Target::from($target.clone())) };
    (@boxed $with:ident $of:ty) => { $with.into() };
    (@found $with:ident $of:ty) => { $with? };
    (@target) => { None };
    (@target $target:ident) => { TargetKind::from_word(stringify!($target)) };
    (@completes) => { None };
    (@completes $completes:ident) => { Some(Completion::$completes) };
    (@no_target $members:ident, $kind:ident, $reader:ident, $target:ident) => {};
    (@no_target $members:ident, $kind:ident, $reader:ident,) => {
        refuse($members, "target", $kind, $reader)?;
    };
    (@no_with $members:ident, $kind:ident, $reader:ident, $with:ty) => {};
    (@no_with $members:ident, $kind:ident, $reader:ident,) => {
        refuse($members, "with", $kind, $reader)?;
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
