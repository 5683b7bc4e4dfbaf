//! Invented names, so that no result on invented ground can be read as a result about a place.

use crate::rng::{Purpose, uniform};

const STEMS: [&str; 48] = [
    "Aldrev",
    "Belvor",
    "Brannoc",
    "Cravelin",
    "Cindrel",
    "Corvane",
    "Dellith",
    "Dovrin",
    "Elmarrow",
    "Elvane",
    "Fennick",
    "Fjorl",
    "Galvere",
    "Gorrel",
    "Hesper",
    "Hollun",
    "Ilmar",
    "Ivrel",
    "Jorran",
    "Jessamer",
    "Kelvar",
    "Kindrel",
    "Lorvane",
    "Luthen",
    "Marrivel",
    "Mossel",
    "Nerrin",
    "Norvell",
    "Ombrel",
    "Orvane",
    "Pellam",
    "Perrivane",
    "Quellin",
    "Quorvale",
    "Rellith",
    "Rostern",
    "Sarrow",
    "Selvane",
    "Tamrel",
    "Thessin",
    "Ulvane",
    "Umberil",
    "Varnel",
    "Vesper",
    "Wexel",
    "Wynnor",
    "Yarrel",
    "Zellin",
];

const ENDINGS: [&str; 24] = [
    "mere", "holt", "stead", "combe", "ridge", "moor", "haven", "garth", "thorpe", "ford",
    "bourne", "dale", "well", "gate", "marsh", "reach", "hollow", "bank", "brook", "cross", "fold",
    "croft", "sands", "fell",
];

const QUALIFIERS: [&str; 8] = [
    "North", "South", "East", "West", "Upper", "Lower", "Greater", "Little",
];

/// The most names there are.
pub(super) const MOST_NAMES: usize = STEMS.len() * ENDINGS.len() * (1 + QUALIFIERS.len());

/// Distinct invented names in an order drawn by the seed, short ones first. At most
/// [`MOST_NAMES`] are given.
pub(super) fn invented(seed: u64, count: usize) -> Vec<String> {
    let mut plain: Vec<(f64, String)> = Vec::with_capacity(STEMS.len() * ENDINGS.len());
    for (number, stem) in STEMS.iter().enumerate() {
        for (ending_number, ending) in ENDINGS.iter().enumerate() {
            let draw = uniform(
                seed,
                Purpose::Name,
                number as u32,
                ending_number as u32,
                0,
                0,
            );
            plain.push((draw, format!("{stem}{ending}")));
        }
    }
    plain.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
    let qualified = QUALIFIERS.iter().flat_map(|qualifier| {
        plain
            .iter()
            .map(move |(_, name)| format!("{qualifier} {name}"))
    });
    plain
        .iter()
        .map(|(_, name)| name.clone())
        .chain(qualified)
        .take(count)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Towns, cities, counties and regions of England whose names are near to what such
    /// syllables could give.
    const REAL: [&str; 64] = [
        "Aldershot",
        "Ashford",
        "Barnsley",
        "Bedford",
        "Beverley",
        "Blackburn",
        "Bolton",
        "Bradford",
        "Bristol",
        "Bromley",
        "Burnley",
        "Bury",
        "Calderdale",
        "Cambridge",
        "Camden",
        "Carlisle",
        "Chesterfield",
        "Corby",
        "Croydon",
        "Darlington",
        "Doncaster",
        "Dorset",
        "Dudley",
        "Durham",
        "Enfield",
        "Fareham",
        "Gateshead",
        "Greenwich",
        "Halifax",
        "Harrogate",
        "Hastings",
        "Havering",
        "Hereford",
        "Huddersfield",
        "Ipswich",
        "Kettering",
        "Kirklees",
        "Knowsley",
        "Lancaster",
        "Leeds",
        "Lewisham",
        "Mansfield",
        "Merton",
        "Morecambe",
        "Norwich",
        "Oldham",
        "Oxford",
        "Redbridge",
        "Rochdale",
        "Rotherham",
        "Rushcliffe",
        "Salford",
        "Sheffield",
        "Stafford",
        "Stockport",
        "Sunderland",
        "Swindon",
        "Tameside",
        "Telford",
        "Thanet",
        "Wakefield",
        "Warrington",
        "Wirral",
        "Wolverhampton",
    ];

    #[test]
    fn names_are_distinct_and_as_many_as_asked_for() {
        for count in [1, 534, MOST_NAMES] {
            let mut names = invented(2009, count);
            names.sort();
            names.dedup();
            assert_eq!(names.len(), count);
        }
        assert_eq!(invented(2009, MOST_NAMES + 1).len(), MOST_NAMES);
    }

    #[test]
    fn no_invented_name_is_or_holds_a_real_one() {
        for name in invented(2009, STEMS.len() * ENDINGS.len()) {
            for real in REAL {
                let (name, real) = (name.to_lowercase(), real.to_lowercase());
                assert!(
                    !name.contains(&real) && !real.contains(&name),
                    "{name} {real}"
                );
            }
        }
    }

    #[test]
    fn another_seed_orders_names_differently() {
        assert_ne!(invented(1, 10), invented(2, 10));
        assert_eq!(invented(1, 10), invented(1, 10));
    }
}
