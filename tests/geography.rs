//! Claims about geographies: synthetic England, and tables of small invented places.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use grip::scenario::geography::{
    EMBEDDED, Geography, GeographyFile, PRACTICE_PEOPLE, Partition, SyntheticSettings, TIERS,
    Tables, Tier, synthetic,
};

fn data(name: &str) -> Vec<u8> {
    fs::read(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/data")
            .join(name),
    )
    .expect("a table of tests/data")
}

fn file(name: &str) -> GeographyFile {
    let text = String::from_utf8(data(name)).expect("text");
    GeographyFile::parse(&text, name).expect("settings without a mistake")
}

/// Places and neighbours with the settings of `places.toml`.
fn read(places: &[u8], neighbours: &[u8]) -> Geography {
    let tables = Tables {
        places: Some(places),
        neighbours: Some(neighbours),
        centroids: None,
    };
    file("places.toml")
        .build(&tables)
        .expect("tables without a mistake")
}

fn neighbours() -> Vec<u8> {
    data("neighbours.csv")
}

fn quantile(geography: &Geography, tier: Tier, p: f64) -> f64 {
    let mut sizes = of(geography, tier).sums(&geography.population);
    sizes.sort_by(f64::total_cmp);
    sizes[((sizes.len() - 1) as f64 * p).round() as usize]
}

fn of(geography: &Geography, tier: Tier) -> &Partition {
    geography.partition(tier).expect("the tier")
}

/// Every partition covers every atom once, with bodies none of which is empty, and families nest.
fn assert_sound(geography: &Geography) {
    let atoms = geography.atoms();
    for of_atoms in [
        &geography.x_km,
        &geography.y_km,
        &geography.need,
        &geography.deprivation,
        &geography.population,
    ] {
        assert_eq!(of_atoms.len(), atoms);
        assert!(of_atoms.iter().all(|value| value.is_finite()));
    }
    assert!(
        geography
            .partitions
            .windows(2)
            .all(|pair| pair[0].tier < pair[1].tier)
    );
    for partition in &geography.partitions {
        let tier = partition.tier.key();
        assert_eq!(partition.body_of.len(), atoms, "{tier}");
        let members = partition.members();
        assert_eq!(members.len(), partition.names.len(), "{tier}");
        assert!(members.iter().all(|atoms| !atoms.is_empty()), "{tier}");
        let codes: BTreeSet<&String> = partition.codes.iter().collect();
        assert_eq!(codes.len(), partition.bodies(), "{tier}");
        let sum: f64 = partition.sums(&geography.population).iter().sum();
        assert!(
            (sum / geography.total_population() - 1.0).abs() < 1e-12,
            "{tier}"
        );
        if let Some(coarser) = partition
            .tier
            .within()
            .and_then(|up| geography.partition(up))
        {
            assert!(
                partition.nests_in(coarser),
                "{tier} in {}",
                coarser.tier.key()
            );
        }
    }
    let people = geography.total_population();
    let need: f64 = geography
        .need
        .iter()
        .zip(&geography.population)
        .map(|(n, p)| n * p)
        .sum();
    assert!((need / people - 1.0).abs() < 1e-12);
    assert!(
        geography
            .deprivation
            .iter()
            .all(|rank| (0.0..=1.0).contains(rank))
    );
    for atom in 0..atoms {
        let near = geography.neighbours.of(atom);
        assert!(
            !near.is_empty()
                && near
                    .iter()
                    .all(|&other| (other as usize) < atoms && other as usize != atom)
        );
    }
    let areas = geography
        .partition(geography.reporting)
        .expect("reporting areas")
        .bodies();
    let cells: BTreeSet<[u16; 2]> = geography.tiles.iter().copied().collect();
    assert_eq!((geography.tiles.len(), cells.len()), (areas, areas));
}

#[test]
fn synthetic_england_has_the_published_number_of_bodies() {
    for (people, atoms) in [(42_600.0, 1_216), (PRACTICE_PEOPLE, 7_988)] {
        let mut settings = SyntheticSettings::default();
        settings.rules.atom_population = people;
        let geography = synthetic(&settings);
        assert_eq!(geography.atoms(), atoms);
        assert!((geography.total_population() - 51.8e6).abs() < 0.01);
        assert_eq!(geography.providers.len(), 160);
        let bodies: Vec<usize> = geography.partitions.iter().map(Partition::bodies).collect();
        assert_eq!(bodies, [152, 51, 30, 10, 211, 27, 4, 42, 7, 1]);
        assert_eq!(
            geography
                .partitions
                .iter()
                .map(|p| p.tier)
                .collect::<Vec<_>>(),
            TIERS
        );
        assert!(
            geography
                .partitions
                .iter()
                .all(|partition| !partition.constructed)
        );
        let trusts = geography.partition(Tier::Trusts).unwrap();
        for joined in [Tier::Clusters, Tier::Consortia] {
            assert!(trusts.nests_in(geography.partition(joined).unwrap()));
        }
        assert_sound(&geography);
    }
}

#[test]
fn synthetic_names_are_distinct_across_tiers() {
    let geography = synthetic(&SyntheticSettings::default());
    let names: Vec<&String> = geography
        .partitions
        .iter()
        .flat_map(|tier| &tier.names)
        .collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    assert_eq!(
        geography.codes.iter().collect::<BTreeSet<_>>().len(),
        geography.atoms()
    );
}

/// Sizes in thousands near the published ones brought to 51.8m people, or the fit they were
/// rounded to. Tolerance fixed beforehand: 15%, about two standard errors of a quantile of 150
/// lognormal sizes with sd .5.
#[test]
fn synthetic_bodies_have_the_published_sizes() {
    let geography = synthetic(&SyntheticSettings::default());
    for (tier, p10, median, p90) in [
        (Tier::Trusts, 171e3, 312e3, 563e3),
        // 129,152, 230,110 and 463,956 of 56.00m registered people.
        (Tier::Groups, 119.5e3, 212.9e3, 429.2e3),
    ] {
        for (p, published) in [(0.1, p10), (0.5, median), (0.9, p90)] {
            let drawn = quantile(&geography, tier, p);
            assert!(
                (drawn / published - 1.0).abs() < 0.15,
                "{} {p}: {drawn}",
                tier.key()
            );
        }
    }
    // The smallest and the largest system and area team stand a factor of 3 to 12 apart.
    for tier in [Tier::Systems, Tier::AreaTeams] {
        let spread = quantile(&geography, tier, 1.0) / quantile(&geography, tier, 0.0);
        assert!((2.0..12.0).contains(&spread), "{} {spread}", tier.key());
    }
}

#[test]
fn another_seed_draws_another_england_and_the_same_seed_the_same() {
    let settings = SyntheticSettings::default();
    let mut other = settings.clone();
    other.rules.seed += 1;
    assert_eq!(synthetic(&settings), synthetic(&settings));
    assert_ne!(
        synthetic(&settings).population,
        synthetic(&other).population
    );
}

#[test]
fn a_nation_too_small_for_its_tiers_is_drawn_with_fewer_bodies_and_a_note() {
    let settings = SyntheticSettings {
        total_population: 400_000.0,
        ..SyntheticSettings::default()
    };
    let geography = synthetic(&settings);
    assert_eq!(geography.atoms(), 9);
    assert!(
        geography
            .notes
            .iter()
            .any(|note| note.starts_with("groups: 211 were asked for"))
    );
    assert_sound(&geography);
}

#[test]
fn embedded_settings_parse_and_the_default_is_the_default() {
    for (name, text) in EMBEDDED {
        let parsed = GeographyFile::parse(text, name).unwrap_or_else(|errors| panic!("{errors:?}"));
        if name == "synthetic" {
            assert_eq!(parsed, GeographyFile::Synthetic(Box::default()));
            assert!(parsed.wanted().places.is_none());
        } else {
            assert!(parsed.wanted().places.is_some());
        }
    }
}

#[test]
fn a_table_keeps_its_people_its_bodies_and_its_names() {
    let geography = read(&data("places.csv"), &neighbours());
    // 156,293 people are 3.67 atoms of 42,600: four; the smallest place stays one.
    let of = |code: &str| {
        geography
            .codes
            .iter()
            .filter(|atom| atom.starts_with(code))
            .count()
    };
    assert_eq!((of("P01"), of("P11"), of("P10")), (4, 1, 12));
    assert_eq!(geography.names[0], "Varnelholt (1 of 4)");
    assert!((geography.total_population() - 2_227_565.0).abs() < f64::EPSILON);
    let groups = geography.partition(Tier::Groups).unwrap();
    assert_eq!(groups.names[1], "Quellinmere, Sarrowdale and Wexelford");
    assert_eq!(groups.names[2], "The \"Old\" Borough");
    assert_eq!(groups.names[10], "Sørbyhaven");
    assert!((groups.sums(&geography.population)[1] - 123_919.0).abs() < f64::EPSILON);
    assert_eq!(
        (geography.finest, geography.reporting),
        (Tier::Groups, Tier::Groups)
    );
    assert!(!geography.invented);
    assert_sound(&geography);
}

#[test]
fn tiers_a_table_lacks_are_constructed_and_marked() {
    let geography = read(&data("places.csv"), &neighbours());
    for partition in &geography.partitions {
        let given = matches!(
            partition.tier,
            Tier::Groups | Tier::AreaTeams | Tier::Regions2013 | Tier::Nation
        );
        assert_eq!(partition.constructed, !given, "{}", partition.tier.key());
        let note = format!(
            "{}: {} constructed",
            partition.tier.key(),
            partition.bodies()
        );
        assert_eq!(
            geography.notes.iter().any(|said| said.starts_with(&note)),
            !given,
            "{note}"
        );
    }
    // 2.228m people are 6.54 trusts, 2.19 clusters, 1.29 consortia, .43 authorities of mean size.
    let bodies = |tier| geography.partition(tier).unwrap().bodies();
    assert_eq!(bodies(Tier::Trusts), 7);
    assert_eq!(bodies(Tier::Clusters), 2);
    assert_eq!(bodies(Tier::Consortia), 1);
    assert_eq!(bodies(Tier::Authorities), 1);
    // What is joined stays whole.
    let groups = geography.partition(Tier::Groups).unwrap();
    for tier in [
        Tier::Trusts,
        Tier::Clusters,
        Tier::Systems,
        Tier::Regions2022,
    ] {
        assert!(
            groups.nests_in(geography.partition(tier).unwrap()),
            "{}",
            tier.key()
        );
    }
    let trust = &geography.partition(Tier::Trusts).unwrap().names[0];
    assert!(trust.starts_with("Constructed trust 1 around "), "{trust}");
}

#[test]
fn clusters_are_left_out_by_name_where_commissioners_are_larger() {
    let settings = "title = \"T\"\n[table]\nfile = \"t.csv\"\ncode = \"c\"\nname = \"c\"\npopulation = \"p\"\n\
                    [table.partitions]\nsystems = { code = \"c\" }\n";
    let table = b"c,p\nA,4000000\nB,4000000\nC,4000000\n";
    let file = GeographyFile::parse(settings, "t.toml").unwrap();
    let geography = file
        .build(&Tables {
            places: Some(table),
            ..Tables::default()
        })
        .unwrap();
    assert_eq!(geography.finest, Tier::Systems);
    // Twelve million people would be 11.8 clusters and 6.9 consortia.
    for tier in [Tier::Clusters, Tier::Consortia] {
        assert!(geography.partition(tier).is_none());
        let said = format!("{}: not built, since the systems", tier.key());
        assert!(geography.notes.iter().any(|note| note.starts_with(&said)));
    }
    let trusts = geography.partition(Tier::Trusts).unwrap();
    assert!(trusts.nests_in(geography.partition(Tier::Systems).unwrap()));
    assert_eq!(trusts.bodies(), 35);
    assert_sound(&geography);
}

#[test]
fn places_without_any_commissioner_are_joined_to_trusts() {
    let settings = "title = \"T\"\n[table]\nfile = \"t.csv\"\ncode = \"c\"\nname = \"c\"\npopulation = \"p\"\n";
    let mut table = String::from("c,p\n");
    for place in 0..60 {
        writeln!(table, "V{place:02},10000").unwrap();
    }
    let file = GeographyFile::parse(settings, "t.toml").unwrap();
    let geography = file
        .build(&Tables {
            places: Some(table.as_bytes()),
            ..Tables::default()
        })
        .unwrap();
    // 600,000 people are 1.76 trusts of mean size.
    assert_eq!((geography.finest, geography.atoms()), (Tier::Trusts, 60));
    let trusts = geography.partition(Tier::Trusts).unwrap();
    assert!(trusts.constructed);
    assert_eq!(trusts.bodies(), 2);
    assert_sound(&geography);
}

#[test]
fn the_order_of_rows_changes_no_bit() {
    let reversed = |bytes: &[u8]| {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let mut lines: Vec<&str> = text.lines().collect();
        lines[1..].reverse();
        lines[1..].rotate_left(3);
        format!("{}\n", lines.join("\n")).into_bytes()
    };
    let (places, pairs) = (data("places.csv"), neighbours());
    let straight = read(&places, &pairs);
    assert_eq!(straight, read(&reversed(&places), &pairs));
    assert_eq!(straight, read(&places, &reversed(&pairs)));
    let centroids = data("centroids.csv");
    let placed = |places: &[u8], centroids: &[u8]| {
        let tables = Tables {
            places: Some(places),
            centroids: Some(centroids),
            neighbours: None,
        };
        file("places_two_files.toml").build(&tables).unwrap()
    };
    assert_eq!(
        placed(&places, &centroids),
        placed(&reversed(&places), &reversed(&centroids))
    );
}

#[test]
fn marks_and_encodings_change_nothing_but_a_note() {
    let plain = read(&data("places.csv"), &neighbours());
    assert_eq!(
        plain,
        read(&data("places_byte_order_mark.csv"), &neighbours())
    );
    for (name, encoding) in [
        ("places_cp1252.csv", "windows-1252"),
        ("places_utf16.csv", "UTF-16LE"),
    ] {
        let mut other = read(&data(name), &neighbours());
        let note = other.notes.remove(0);
        assert_eq!(
            note,
            format!("places.csv is not UTF-8 and was read as {encoding}")
        );
        assert_eq!(plain, other);
    }
}

#[test]
fn positions_from_a_second_table_are_those_of_the_first() {
    let one = read(&data("places.csv"), &neighbours());
    let (places, centroids) = (data("places.csv"), data("centroids.csv"));
    let tables = Tables {
        places: Some(&places),
        centroids: Some(&centroids),
        neighbours: None,
    };
    let two = file("places_two_files.toml").build(&tables).unwrap();
    assert_eq!((one.x_km, one.y_km), (two.x_km, two.y_km));
    assert_eq!(two.finest, Tier::Trusts);
    assert!(
        two.notes
            .contains(&"need: drawn, lognormal with sd 0.13".to_owned())
    );
}

#[test]
fn neighbours_are_those_of_the_file() {
    let geography = read(&data("places.csv"), &neighbours());
    let place = |atom: u32| {
        geography.codes[atom as usize]
            .split('-')
            .next()
            .unwrap()
            .to_owned()
    };
    let first = |code: &str| {
        geography
            .codes
            .iter()
            .position(|atom| atom.starts_with(code))
            .unwrap()
    };
    let near = |code: &str| -> BTreeSet<String> {
        geography
            .neighbours
            .of(first(code))
            .iter()
            .map(|&atom| place(atom))
            .collect()
    };
    // P07 touches P08 only; P11 touches nobody, is one atom, and so takes the nearest.
    assert!(near("P07").is_subset(&["P07", "P08"].map(str::to_owned).into()));
    assert_eq!(geography.neighbours.of(first("P11")).len(), 8);
    assert!(
        geography
            .notes
            .iter()
            .any(|note| note.starts_with("atoms without a neighbour in the file"))
    );
}

#[test]
fn an_unsplit_table_keeps_every_pair_of_its_file() {
    let mut settings = file("places.toml");
    settings.rules_mut().atom_population = 1_000_000.0;
    let (places, pairs) = (data("places.csv"), neighbours());
    let tables = Tables {
        places: Some(&places),
        neighbours: Some(&pairs),
        centroids: None,
    };
    let geography = settings.build(&tables).unwrap();
    assert_eq!(
        geography.codes,
        (1..=12)
            .map(|place| format!("P{place:02}"))
            .collect::<Vec<_>>()
    );
    assert_eq!(geography.neighbours.of(1), [0, 2, 3]);
    assert_eq!(geography.neighbours.of(3), [1, 4]);
}

#[test]
fn a_table_without_positions_stands_on_a_grid_region_by_region_and_says_so() {
    let text = String::from_utf8(data("places.toml")).unwrap();
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("longitude") && !line.starts_with("latitude"))
        .collect();
    let text = lines.join("\n");
    let (places, pairs) = (data("places.csv"), neighbours());
    let tables = Tables {
        places: Some(&places),
        neighbours: Some(&pairs),
        centroids: None,
    };
    let geography = GeographyFile::parse(&text, "t.toml")
        .unwrap()
        .build(&tables)
        .unwrap();
    assert!(
        geography
            .notes
            .iter()
            .any(|note| note.starts_with("no coordinates: placed on a tile grid"))
    );
    let cells: BTreeSet<(u64, u64)> = geography
        .x_km
        .iter()
        .zip(&geography.y_km)
        .map(|(x, y)| (x.to_bits(), y.to_bits()))
        .collect();
    assert_eq!(cells.len(), geography.atoms());
    // Spacing 10.3 km · √(2,227,565 / 52 atoms / 42,600) = 10.33 km for atoms of 42,838 people.
    let step = geography
        .x_km
        .iter()
        .copied()
        .filter(|&x| x > 0.0)
        .fold(f64::INFINITY, f64::min);
    assert_eq!(geography.atoms(), 52);
    assert!((step - 10.329).abs() < 0.001, "{step}");
    assert_sound(&geography);
}

/// Reads a published table with an embedded template, from the folder the environment names.
fn published(template: &str) -> Option<Geography> {
    let Ok(folder) = std::env::var("GRIP_PUBLISHED_TABLES") else {
        eprintln!("skipped: GRIP_PUBLISHED_TABLES names no folder of published tables");
        return None;
    };
    let (name, text) = EMBEDDED
        .into_iter()
        .find(|(name, _)| *name == template)
        .expect(template);
    let file = GeographyFile::parse(text, name).expect("a template without a mistake");
    let wanted = file.wanted();
    let load =
        |name: Option<&str>| name.map(|name| fs::read(Path::new(&folder).join(name)).expect(name));
    let [places, neighbours, centroids] =
        [wanted.places, wanted.neighbours, wanted.centroids].map(load);
    let tables = Tables {
        places: places.as_deref(),
        neighbours: neighbours.as_deref(),
        centroids: centroids.as_deref(),
    };
    Some(
        file.build(&tables)
            .unwrap_or_else(|errors| panic!("{errors:#?}")),
    )
}

fn bodies(geography: &Geography, tier: Tier) -> usize {
    of(geography, tier).bodies()
}

#[test]
fn published_groups_are_read_whole_and_not_rescaled() {
    let Some(geography) = published("published_groups") else {
        return;
    };
    assert_sound(&geography);
    assert_eq!(bodies(&geography, Tier::Groups), 211);
    assert_eq!(bodies(&geography, Tier::AreaTeams), 27);
    assert_eq!(bodies(&geography, Tier::Regions2013), 4);
    assert!((geography.total_population() / 56.00e6 - 1.0).abs() < 0.0005);
    // Published quantiles 129,152, 230,110 and 463,956, interpolated between ranks.
    for (p, published) in [(0.1, 129_152.0), (0.5, 230_110.0), (0.9, 463_956.0)] {
        let read = quantile(&geography, Tier::Groups, p);
        assert!((read / published - 1.0).abs() < 1e-6, "{p}: {read}");
    }
    assert!(
        !geography
            .notes
            .iter()
            .any(|note| note.contains("tile grid"))
    );
}

#[test]
fn published_trusts_are_read_whole_and_clusters_are_constructed() {
    let Some(geography) = published("published_trusts") else {
        return;
    };
    assert_sound(&geography);
    assert_eq!(bodies(&geography, Tier::Trusts), 151);
    assert_eq!(bodies(&geography, Tier::Authorities), 10);
    assert!((geography.total_population() / 53.11e6 - 1.0).abs() < 0.0005);
    let clusters = geography.partition(Tier::Clusters).unwrap();
    // 53.11m people are 52.3 clusters of the mean size of 51 in 51.8m.
    assert_eq!((clusters.bodies(), clusters.constructed), (52, true));
    assert!(
        geography
            .partition(Tier::Trusts)
            .unwrap()
            .nests_in(clusters)
    );
    assert!(
        geography
            .notes
            .iter()
            .any(|note| note.contains("tile grid"))
    );
}

#[test]
fn no_invented_name_stands_in_a_published_table() {
    let invented = synthetic(&SyntheticSettings::default());
    let [Some(groups), Some(trusts)] = ["published_groups", "published_trusts"].map(published)
    else {
        return;
    };
    let real: Vec<String> = [groups, trusts]
        .iter()
        .flat_map(|geography| &geography.partitions)
        .flat_map(|partition| &partition.names)
        .map(|name| name.to_lowercase())
        .collect();
    for name in invented
        .partitions
        .iter()
        .filter(|tier| tier.tier != Tier::Nation)
        .flat_map(|tier| &tier.names)
    {
        assert!(
            !real.iter().any(|real| real.contains(&name.to_lowercase())),
            "{name}"
        );
    }
}
