//! Parties, and the bodies among them.

use crate::party::holder::Holder;
use crate::time::Rhythm;
use crate::values::choice::choice;
use crate::values::key::{PartyKey, PlaceKey, SectorKey};
use crate::values::record::record;
use crate::values::text::Text;

choice! {
    /// What kind of party or body it is.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::party::PartyKind;
    ///
    /// let kind: PartyKind = "owners_committee".parse()?;
    /// assert_eq!(kind.label(Lang::Zh), "业主委员会");
    /// assert!("owners committee".parse::<PartyKind>().is_err(), "a label is no word");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum PartyKind in party {
        /// A Party branch.
        PartyBranch = "party_branch", "Party branch", "党支部";
        /// A community's general Party branch.
        GeneralPartyBranch = "general_party_branch", "general Party branch", "社区党总支";
        /// A Party committee.
        PartyCommittee = "party_committee", "Party committee", "党委";
        /// A Party members' meeting.
        PartyMembersMeeting = "party_members_meeting", "Party members' meeting", "党员大会";
        /// The joint meeting of the two committees of a community or village.
        TwoCommittees = "two_committees", "two committees", "村（社区）“两委”";
        /// A residents' committee.
        ResidentsCommittee = "residents_committee", "residents' committee", "居民委员会";
        /// A residents' meeting.
        ResidentsMeeting = "residents_meeting", "residents' meeting", "居民会议";
        /// A residents' representatives' meeting.
        ResidentsRepresentativesMeeting = "residents_representatives_meeting", "residents' representatives' meeting", "居民代表会议";
        /// A villagers' committee.
        VillagersCommittee = "villagers_committee", "villagers' committee", "村民委员会";
        /// A villagers' meeting.
        VillagersMeeting = "villagers_meeting", "villagers' meeting", "村民会议";
        /// A villagers' representatives' meeting.
        VillagersRepresentativesMeeting = "villagers_representatives_meeting", "villagers' representatives' meeting", "村民代表会议";
        /// A villagers' group meeting.
        VillagersGroupMeeting = "villagers_group_meeting", "villagers' group meeting", "村民小组会议";
        /// A supervision committee of a village or community.
        SupervisionCommittee = "supervision_committee", "supervision committee", "村务（居务）监督委员会";
        /// An owners' assembly.
        OwnersAssembly = "owners_assembly", "owners' assembly", "业主大会";
        /// An owners' committee.
        OwnersCommittee = "owners_committee", "owners' committee", "业主委员会";
        /// A property service company.
        PropertyCompany = "property_company", "property service company", "物业服务企业";
        /// A social organisation.
        SocialOrganisation = "social_organisation", "social organisation", "社会组织";
        /// A unit stationed in the area.
        ResidentUnit = "resident_unit", "resident unit", "驻区单位";
        /// A joint meeting of several bodies, such as a four-party platform.
        JointMeeting = "joint_meeting", "joint meeting", "联席会议";
        /// A committee of the CPPCC.
        Cppcc = "cppcc", "CPPCC committee", "人民政协";
        /// A liaison group of the CPPCC below the county.
        LiaisonGroup = "liaison_group", "CPPCC liaison group", "政协联络组";
        /// A studio of CPPCC members.
        MembersStudio = "members_studio", "CPPCC members' studio", "委员工作室";
        /// A democratic party.
        DemocraticParty = "democratic_party", "democratic party", "民主党派";
        /// A government at any level.
        Government = "government", "government", "政府";
        /// A department of a government or a Party committee.
        Department = "department", "department", "部门";
        /// An association, such as one of the elderly.
        Association = "association", "association", "协会";
        /// A council, such as one of women or of children.
        Council = "council", "council", "议事会";
        /// A team, such as a research team or a think tank.
        Team = "team", "team", "工作组";
        /// A company.
        Company = "company", "company", "企业";
        /// A person.
        Person = "person", "person", "个人";
        /// Another kind of body.
        Other = "other", "other body", "其他组织";
    }
}

record! {
    /// A party: a body, an organisation or a person that takes part.
    ///
    /// ```
    /// use cogov::party::PartyKind;
    /// use cogov::time::{Count, Period, Rhythm};
    /// use cogov::{Holder, Party, PartyKey, PlaceKey, Text};
    ///
    /// let platform = Party::new(
    ///     PartyKey::new("platform")?,
    ///     Text::bilingual("Four-party platform", "四方平台")?,
    ///     PartyKind::JointMeeting,
    /// )
    /// .with_place(PlaceKey::new("compound")?)
    /// .with_part_of(PartyKey::new("residents-committee")?)
    /// .with_convener(Holder::from(PartyKey::new("party-branch")?))
    /// .with_members([PartyKey::new("owners-committee")?, PartyKey::new("property-company")?])
    /// .with_meets(Rhythm::new(Count::ONE, Period::Month))
    /// .with_size(9_u64)
    /// .with_source(Text::bilingual("rules of the platform, §3", "《四方平台议事规则》第三条")?);
    /// assert_eq!(platform.members().given().map(Vec::len), Some(2));
    /// assert!(platform.source().is_some(), "each statement can say what it rests on");
    /// assert_eq!(platform.part_of().map(PartyKey::as_str), Some("residents-committee"));
    /// assert_eq!(serde_json::to_value(&platform)?["convener"]["party"], "party-branch");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Party("a party", "主体"; at most PARTIES) {
        required {
            /// The key by which the charter refers to it.
            key: PartyKey,
            /// Its name.
            name: Text,
            /// What kind of party it is.
            kind: PartyKind as copy,
        }
        option {
            /// Where it works.
            place, with_place: PlaceKey,
            /// The party that it is part of, or answers to.
            part_of, with_part_of: PartyKey,
            /// How many people it has.
            size, with_size: u64 as copy,
            /// Where this is said.
            source, with_source: Text,
        }
        stated {
            /// Who calls it together: a party or a seat.
            convener, with_convener: Holder,
            /// How often it meets.
            meets, with_meets: Rhythm,
            /// The parties that make it up.
            members, with_members: Vec<PartyKey>,
        }
    }
}

record! {
    /// A sector (界别): a group of the members of a body.
    ///
    /// ```
    /// use cogov::party::Sector;
    /// use cogov::{Holder, PartyKey, SeatKey, SectorKey, Stated, Text};
    ///
    /// let education = Sector::new(SectorKey::new("education")?, Text::bilingual("Education", "教育界")?, PartyKey::new("cppcc")?)
    ///     .with_size(32_u64)
    ///     .with_meets(Stated::absent().because(Text::new("§2.3: no work system")?));
    /// assert!(education.meets().is_absent());
    /// assert!(education.convener().is_unstated());
    ///
    /// // The reform gives it somebody who calls it together.
    /// let reformed = education.with_convener(Holder::from(SeatKey::new("sector-convener")?));
    /// assert!(reformed.convener().is_given());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Sector("a sector", "界别"; at most SECTORS) {
        required {
            /// The key by which the charter refers to it.
            key: SectorKey,
            /// Its name.
            name: Text,
            /// The body whose members it groups.
            body: PartyKey,
        }
        option {
            /// How many members it has.
            size, with_size: u64 as copy,
            /// Where this is said.
            source, with_source: Text,
        }
        stated {
            /// Who calls it together: a party or a seat.
            convener, with_convener: Holder,
            /// How often it meets.
            meets, with_meets: Rhythm,
        }
    }
}
