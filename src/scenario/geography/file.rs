//! A settings file that says how a geography is drawn, or how the user's tables are read.

use super::atlas::Geography;
use super::error::FileError;
use super::names::MOST_NAMES;
use super::reader::{Reader, Section};
use super::rules::{MOST_ATOMS, Rules};
use super::settings::{self, TableSettings};
use super::synthetic::{SyntheticSettings, synthetic};
use super::table::from_tables;
use super::tier::Tier;

/// The settings files built into the program: name and text. The first is the default; the
/// others are templates that describe tables of the user's own.
pub const EMBEDDED: [(&str, &str); 3] = [
    (
        "synthetic",
        include_str!("../../../configs/geographies/synthetic.toml"),
    ),
    (
        "published_trusts",
        include_str!("../../../configs/geographies/published_trusts.toml"),
    ),
    (
        "published_groups",
        include_str!("../../../configs/geographies/published_groups.toml"),
    ),
];

/// A geography as its settings file describes it.
#[derive(Clone, Debug, PartialEq)]
pub enum GeographyFile {
    /// Invented ground.
    Synthetic(Box<SyntheticSettings>),
    /// Tables of the user's own.
    Tables(Box<TableSettings>),
}

/// The tables a settings file wants, by the names it gives them. Names are relative to the
/// folder of the settings file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// The table of places.
    pub places: Option<&'a str>,
    /// The table of neighbouring pairs.
    pub neighbours: Option<&'a str>,
    /// The table of positions.
    pub centroids: Option<&'a str>,
}

/// The bytes of the tables a settings file wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tables<'a> {
    /// The table of places.
    pub places: Option<&'a [u8]>,
    /// The table of neighbouring pairs.
    pub neighbours: Option<&'a [u8]>,
    /// The table of positions.
    pub centroids: Option<&'a [u8]>,
}

impl GeographyFile {
    /// Reads a settings file. `label` is its name as the user knows it.
    ///
    /// # Errors
    ///
    /// Every mistake of the file, in the order of line and column.
    pub fn parse(text: &str, label: &str) -> Result<Self, Vec<FileError>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = Reader::new(label, text);
        let file = reader
            .document()
            .and_then(|document| read(&mut reader, &Reader::top(&document)));
        reader.errors.sort();
        match file {
            Some(file) if reader.errors.is_empty() => Ok(file),
            _ => Err(reader.errors),
        }
    }

    /// The tables to be loaded.
    #[must_use]
    pub fn wanted(&self) -> Wanted<'_> {
        match self {
            Self::Synthetic(_) => Wanted::default(),
            Self::Tables(settings) => Wanted {
                places: Some(&settings.places.file),
                neighbours: settings
                    .neighbours
                    .as_ref()
                    .map(|columns| columns.file.as_str()),
                centroids: settings
                    .centroids
                    .as_ref()
                    .map(|columns| columns.file.as_str()),
            },
        }
    }

    /// The rules shared by both kinds, for a caller that sets the size of atoms.
    pub fn rules_mut(&mut self) -> &mut Rules {
        match self {
            Self::Synthetic(settings) => &mut settings.rules,
            Self::Tables(settings) => &mut settings.rules,
        }
    }

    /// Makes the geography from the tables it wants.
    ///
    /// # Errors
    ///
    /// Every mistake of every table. Invented ground has none.
    pub fn build(&self, tables: &Tables) -> Result<Geography, Vec<FileError>> {
        match self {
            Self::Synthetic(settings) => Ok(synthetic(settings)),
            Self::Tables(settings) => {
                let places = tables.places.unwrap_or_default();
                from_tables(settings, places, tables.neighbours, tables.centroids)
            }
        }
    }
}

fn read(reader: &mut Reader, top: &Section) -> Option<GeographyFile> {
    reader.known(
        top,
        &[
            "title",
            "seed",
            "atom_population",
            "need",
            "providers",
            "tiers",
            "synthetic",
            "table",
            "centroids",
            "neighbours",
        ],
    );
    let title = reader.required(top, "title");
    let rules = rules(reader, top);
    match (top.has("synthetic"), top.has("table")) {
        (true, false) => {
            for key in ["centroids", "neighbours"] {
                if top.has(key) {
                    reader.mistake_at(
                        top,
                        key,
                        "this table beside [table], not beside [synthetic]",
                    );
                }
            }
            let section = reader.section(top, "synthetic")?;
            let settings = synthetic_settings(reader, &section, title, rules);
            if reader.errors.is_empty() {
                check_bodies(reader, top, &section, &settings);
            }
            Some(GeographyFile::Synthetic(Box::new(settings)))
        }
        (false, true) => {
            let section = reader.section(top, "table")?;
            Some(GeographyFile::Tables(Box::new(TableSettings {
                places: settings::places(reader, &section),
                partitions: settings::partitions(reader, &section),
                centroids: settings::centroids(reader, top, &section),
                neighbours: settings::neighbours(reader, top),
                title,
                rules,
            })))
        }
        (both, _) => {
            let found = if both {
                "both [synthetic] and [table]"
            } else {
                "neither [synthetic] nor [table]"
            };
            reader.mistake_in(top, "", found, "one of the two");
            None
        }
    }
}

fn rules(reader: &mut Reader, top: &Section) -> Rules {
    const SD: [f64; 2] = [0.0, 2.0];
    let mut rules = Rules::default();
    reader.whole(top, "seed", [0, 9_007_199_254_740_991], &mut rules.seed);
    reader.number(
        top,
        "atom_population",
        [1_000.0, 10_000_000.0],
        &mut rules.atom_population,
    );
    if let Some(need) = reader.section(top, "need") {
        reader.known(&need, &["sd", "in_deprivation"]);
        reader.number(&need, "sd", SD, &mut rules.need_sd);
        reader.number(
            &need,
            "in_deprivation",
            [0.0, 1.0],
            &mut rules.need_in_deprivation,
        );
    }
    if let Some(providers) = reader.section(top, "providers") {
        reader.known(&providers, &["people", "size_sd"]);
        reader.number(
            &providers,
            "people",
            [1_000.0, 1e9],
            &mut rules.people_per_provider,
        );
        reader.number(&providers, "size_sd", SD, &mut rules.provider_size_sd);
    }
    if let Some(tiers) = reader.section(top, "tiers") {
        let keys: Vec<&str> = Tier::with_rules().map(Tier::key).collect();
        reader.known(&tiers, &keys);
        for (tier, rule) in Tier::with_rules().zip(&mut rules.tiers) {
            let Some(section) = reader.section(&tiers, tier.key()) else {
                continue;
            };
            reader.known(&section, &["bodies", "size_sd"]);
            let mut bodies = u64::from(rule.bodies);
            reader.whole(&section, "bodies", [1, 1_000], &mut bodies);
            rule.bodies = bodies as u32;
            reader.number(&section, "size_sd", SD, &mut rule.size_sd);
        }
    }
    rules
}

fn synthetic_settings(
    reader: &mut Reader,
    section: &Section,
    title: String,
    rules: Rules,
) -> SyntheticSettings {
    let mut settings = SyntheticSettings {
        title,
        rules,
        ..SyntheticSettings::default()
    };
    reader.known(
        section,
        &[
            "total_population",
            "atom_sd",
            "centres",
            "width_km",
            "height_km",
            "centre_weight_sd",
            "centre_share",
            "centre_spread_km",
        ],
    );
    let mut centres = u64::from(settings.centres);
    reader.whole(section, "centres", [1, 10_000], &mut centres);
    settings.centres = centres as u32;
    for (key, limits, value) in [
        (
            "total_population",
            [100_000.0, 1e9],
            &mut settings.total_population,
        ),
        ("atom_sd", [0.0, 2.0], &mut settings.atom_sd),
        ("width_km", [1.0, 10_000.0], &mut settings.width_km),
        ("height_km", [1.0, 10_000.0], &mut settings.height_km),
        (
            "centre_weight_sd",
            [0.0, 3.0],
            &mut settings.centre_weight_sd,
        ),
        ("centre_share", [0.0, 1.0], &mut settings.centre_share),
        (
            "centre_spread_km",
            [0.1, 1_000.0],
            &mut settings.centre_spread_km,
        ),
    ] {
        reader.number(section, key, limits, value);
    }
    settings
}

/// A synthetic nation must have as many atoms as its finest tier has bodies, and no tier may be
/// finer than the tier it is joined from or coarser than the tier it lies in.
fn check_bodies(
    reader: &mut Reader,
    top: &Section,
    section: &Section,
    settings: &SyntheticSettings,
) {
    let atoms = settings.total_population / settings.rules.atom_population;
    if atoms > MOST_ATOMS {
        let found = format!("settings that make {atoms:.0} atoms");
        let allowed = format!("at most {MOST_ATOMS:.0}; a larger atom_population makes fewer");
        reader.mistake_below(section, &["total_population"], &found, &allowed);
    }
    let bodies = |tier: Tier| settings.rules.tier(tier).bodies as usize;
    let named: usize = Tier::with_rules().map(bodies).sum();
    if named > MOST_NAMES {
        let found = format!("{named} bodies in all");
        reader.mistake_in(
            top,
            "tiers",
            &found,
            &format!("at most {MOST_NAMES}, one for each invented name"),
        );
    }
    for tier in Tier::with_rules() {
        let made = bodies(tier);
        if made > settings.atoms() {
            let found = format!("{made} bodies for {} atoms", settings.atoms());
            let path = ["tiers", tier.key(), "bodies"];
            reader.mistake_below(top, &path, &found, "at most as many bodies as atoms");
        }
        let (least, most) = match tier {
            Tier::Clusters | Tier::Consortia => (Tier::Authorities, Some(Tier::Trusts)),
            _ => (tier.within().unwrap_or(Tier::Nation), None),
        };
        if made < bodies(least) || most.is_some_and(|most| made > bodies(most)) {
            let limit = match most {
                Some(most) => format!(
                    "from the {} {} to the {} {}",
                    bodies(least),
                    least.key(),
                    bodies(most),
                    most.key()
                ),
                None => format!("at least the {} {} they lie in", bodies(least), least.key()),
            };
            let path = ["tiers", tier.key(), "bodies"];
            reader.mistake_below(top, &path, &format!("{made} bodies"), &limit);
        }
    }
}
