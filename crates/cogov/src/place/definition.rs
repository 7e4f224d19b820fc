//! Places.

use crate::values::choice::choice;
use crate::values::key::PlaceKey;
use crate::values::record::record;
use crate::values::text::Text;

choice! {
    /// What kind of place it is, from low to high.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::place::PlaceKind;
    ///
    /// let kind: PlaceKind = "residents_group".parse()?;
    /// assert_eq!(kind.label(Lang::Zh), "居民小组");
    /// assert!(PlaceKind::Building < PlaceKind::Community, "from low to high");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum PlaceKind in place {
        /// A building.
        Building = "building", "building", "楼栋";
        /// A compound, where the owners' assembly sits.
        Compound = "compound", "compound", "小区";
        /// A grid.
        Grid = "grid", "grid", "网格";
        /// A residents' group.
        ResidentsGroup = "residents_group", "residents' group", "居民小组";
        /// A villagers' group.
        VillagersGroup = "villagers_group", "villagers' group", "村民小组";
        /// A community.
        Community = "community", "community", "社区";
        /// A village.
        Village = "village", "village", "村";
        /// A business district.
        BusinessDistrict = "business_district", "business district", "商圈";
        /// A township.
        Township = "township", "township", "乡镇";
        /// A subdistrict.
        Subdistrict = "subdistrict", "subdistrict", "街道";
        /// A county.
        County = "county", "county", "县";
        /// A district of a city.
        District = "district", "district", "区";
        /// A city.
        City = "city", "city", "市";
        /// A province.
        Province = "province", "province", "省";
        /// The nation.
        Nation = "nation", "nation", "全国";
    }
}

impl PlaceKind {
    /// How high it is: a place lies within places of a higher level only.
    ///
    /// ```
    /// use cogov::place::PlaceKind;
    /// assert!(PlaceKind::Compound.level() < PlaceKind::Community.level());
    /// assert_eq!(PlaceKind::Township.level(), PlaceKind::Subdistrict.level());
    /// ```
    #[must_use]
    pub const fn level(self) -> u8 {
        match self {
            Self::Building => 0,
            Self::Compound => 1,
            Self::Grid => 2,
            Self::ResidentsGroup | Self::VillagersGroup => 3,
            Self::Community | Self::Village => 4,
            Self::BusinessDistrict => 5,
            Self::Township | Self::Subdistrict => 6,
            Self::County | Self::District => 7,
            Self::City => 8,
            Self::Province => 9,
            Self::Nation => 10,
        }
    }
}

record! {
    /// A place. A position at a place covers all within it.
    ///
    /// There is one administrative tree (`parent`), and beside it the tree of property
    /// (`property_parent`): a building belongs to a compound, whatever grid it lies in.
    ///
    /// ```
    /// use cogov::place::PlaceKind;
    /// use cogov::{Place, PlaceKey, Text};
    ///
    /// let compound = Place::new(PlaceKey::new("east-court")?, Text::new("East Court")?, PlaceKind::Compound)
    ///     .with_parent(PlaceKey::new("cuizhuyuan")?);
    /// assert_eq!(compound.kind(), PlaceKind::Compound);
    ///
    /// // A building across the road: of another grid, and of this compound.
    /// let annex = Place::new(PlaceKey::new("building-9")?, Text::new("Building 9")?, PlaceKind::Building)
    ///     .with_parent(PlaceKey::new("grid-2")?)
    ///     .with_property_parent(compound.key().clone());
    /// assert_eq!(annex.property_parent(), Some(compound.key()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Place("a place", "地点"; at most PLACES) {
        required {
            /// The key by which the charter refers to it.
            key: PlaceKey,
            /// Its name.
            name: Text,
            /// What kind of place it is.
            kind: PlaceKind as copy,
        }
        option {
            /// The place that it lies within, for administration.
            parent, with_parent: PlaceKey,
            /// The place that it belongs to, as property.
            property_parent, with_property_parent: PlaceKey,
            /// Where this is said.
            source, with_source: Text,
        }
    }
}
