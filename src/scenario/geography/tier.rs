//! The tiers: every kind of body a structure can be made of, in three families of their time.

use serde::{Deserialize, Serialize};

/// A tier of bodies. Every tier is a partition of the same atoms. The names are those of no one
/// time: `Trusts` are primary care trusts, `Groups` clinical commissioning groups, `Systems`
/// integrated care systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tier {
    /// Commissioning trusts of 2006 to 2013 (152 in England).
    #[serde(rename = "trusts")]
    Trusts,
    /// Clusters of trusts of 2011 to 2013 (51).
    #[serde(rename = "clusters")]
    Clusters,
    /// Consortia: trusts that decide jointly (30).
    #[serde(rename = "consortia")]
    Consortia,
    /// Intermediate authorities of 2006 to 2013 (10).
    #[serde(rename = "authorities")]
    Authorities,
    /// Commissioning groups of 2013 to 2022 (211).
    #[serde(rename = "groups")]
    Groups,
    /// Area teams of the national board, 2013 to 2015 (27).
    #[serde(rename = "area_teams")]
    AreaTeams,
    /// Regions of the national board in 2013 (4).
    #[serde(rename = "regions_2013")]
    Regions2013,
    /// Systems of 2022 onwards (42).
    #[serde(rename = "systems")]
    Systems,
    /// Regions of the national board in 2022 (7).
    #[serde(rename = "regions_2022")]
    Regions2022,
    /// The whole nation as one body.
    #[serde(rename = "nation")]
    Nation,
}

/// Every tier, in the order in which partitions are kept.
pub const TIERS: [Tier; 10] = [
    Tier::Trusts,
    Tier::Clusters,
    Tier::Consortia,
    Tier::Authorities,
    Tier::Groups,
    Tier::AreaTeams,
    Tier::Regions2013,
    Tier::Systems,
    Tier::Regions2022,
    Tier::Nation,
];

/// The tiers whose bodies hold a commissioning budget, the first being preferred as the finest
/// commissioners of a table that has several.
pub const COMMISSIONERS: [Tier; 3] = [Tier::Trusts, Tier::Groups, Tier::Systems];

impl Tier {
    /// The word used in files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Trusts => "trusts",
            Self::Clusters => "clusters",
            Self::Consortia => "consortia",
            Self::Authorities => "authorities",
            Self::Groups => "groups",
            Self::AreaTeams => "area_teams",
            Self::Regions2013 => "regions_2013",
            Self::Systems => "systems",
            Self::Regions2022 => "regions_2022",
            Self::Nation => "nation",
        }
    }

    /// The tier of this word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        TIERS.into_iter().find(|tier| tier.key() == key)
    }

    /// The name shown to readers, in the plural.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Trusts => "Trusts",
            Self::Clusters => "Clusters of trusts",
            Self::Consortia => "Consortia of trusts",
            Self::Authorities => "Intermediate authorities",
            Self::Groups => "Groups",
            Self::AreaTeams => "Area teams",
            Self::Regions2013 => "Regions of 2013",
            Self::Systems => "Systems",
            Self::Regions2022 => "Regions of 2022",
            Self::Nation => "Nation",
        }
    }

    /// One body of the tier, in words.
    #[must_use]
    pub fn singular(self) -> &'static str {
        match self {
            Self::Trusts => "trust",
            Self::Clusters => "cluster",
            Self::Consortia => "consortium",
            Self::Authorities => "authority",
            Self::Groups => "group",
            Self::AreaTeams => "area team",
            Self::Regions2013 | Self::Regions2022 => "region",
            Self::Systems => "system",
            Self::Nation => "nation",
        }
    }

    /// The next coarser tier of the same family: a body of this tier lies in one body of that.
    #[must_use]
    pub fn within(self) -> Option<Self> {
        match self {
            Self::Trusts | Self::Clusters | Self::Consortia => Some(Self::Authorities),
            Self::Groups => Some(Self::AreaTeams),
            Self::AreaTeams => Some(Self::Regions2013),
            Self::Systems => Some(Self::Regions2022),
            Self::Authorities | Self::Regions2013 | Self::Regions2022 => Some(Self::Nation),
            Self::Nation => None,
        }
    }

    /// The tiers whose bodies are made of whole bodies of this one, itself first.
    #[must_use]
    pub fn gathered(self) -> Vec<Self> {
        let holds = |tier: &Self| {
            let mut at = Some(self);
            while let Some(below) = at {
                if below == *tier {
                    return true;
                }
                at = below.within();
            }
            // Clusters and consortia are unions of trusts of one authority.
            self == Self::Trusts && matches!(tier, Self::Clusters | Self::Consortia)
        };
        TIERS.into_iter().filter(holds).collect()
    }

    /// The tiers that are formed by a rule: all but the nation.
    pub(in crate::scenario) fn with_rules() -> impl Iterator<Item = Self> {
        TIERS.into_iter().filter(|&tier| tier != Self::Nation)
    }

    /// The first letters of the codes of invented and constructed bodies.
    pub(super) fn code_letters(self) -> &'static str {
        match self {
            Self::Trusts => "T",
            Self::Clusters => "C",
            Self::Consortia => "J",
            Self::Authorities => "A",
            Self::Groups => "G",
            Self::AreaTeams => "AT",
            Self::Regions2013 => "R",
            Self::Systems => "S",
            Self::Regions2022 => "Q",
            Self::Nation => "N",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_name_tiers_one_to_one() {
        for (place, tier) in TIERS.into_iter().enumerate() {
            assert_eq!(Tier::from_key(tier.key()), Some(tier));
            assert_eq!(tier as usize, place);
            assert_eq!(
                serde_json::to_string(&tier).unwrap(),
                format!("\"{}\"", tier.key())
            );
        }
        assert_eq!(Tier::from_key("Trusts"), None);
    }

    #[test]
    fn bodies_are_gathered_within_their_family() {
        let words = |tier: Tier| {
            tier.gathered()
                .into_iter()
                .map(Tier::key)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            words(Tier::Trusts),
            ["trusts", "clusters", "consortia", "authorities", "nation"]
        );
        assert_eq!(words(Tier::Clusters), ["clusters", "authorities", "nation"]);
        assert_eq!(
            words(Tier::Groups),
            ["groups", "area_teams", "regions_2013", "nation"]
        );
        assert_eq!(words(Tier::Systems), ["systems", "regions_2022", "nation"]);
    }

    #[test]
    fn every_family_ends_in_the_nation() {
        for tier in TIERS {
            let mut at = tier;
            while let Some(up) = at.within() {
                at = up;
            }
            assert_eq!(at, Tier::Nation);
        }
    }
}
