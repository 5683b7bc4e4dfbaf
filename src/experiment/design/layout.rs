//! What a layout of points is: rows of settings, and how the points hang together.

/// What a row does with a factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Setting {
    /// Leaves it as it stands.
    Stands,
    /// Sets it to this place of the unit interval, by its law.
    Unit(f64),
    /// Sets it to this value.
    Value(f64),
}

/// One point before its values are put into the world.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What happens to each factor.
    pub settings: Vec<Setting>,
    /// Whether the point is a draw, over which a mean is a mean over the inputs.
    pub drawn: bool,
}

/// A layout: points 1 to n.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Laid {
    /// The points in their order.
    pub rows: Vec<Row>,
    /// How they hang together, by their numbers.
    pub blocks: Blocks,
}

/// A change of one group of factors between two points that follow one another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Position of the group in the design.
    pub group: usize,
    /// By how much of the unit interval it changes, with its sign; for a group of several factors,
    /// which may change in different directions, the sign is that of the first.
    pub by: f64,
}

/// A walk: its points are numbered one after another, each a step from the one before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Walk {
    /// Number of its first point.
    pub first: u32,
    /// Its steps; it has one point more.
    pub steps: Vec<Step>,
}

/// A row of two samples, and the rows between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// Number of the point of the first sample. After it come, group by group, the same point with
    /// this group from the second sample; then, where pairs are asked for, the point of the second
    /// sample with this group from the first.
    pub first: u32,
    /// Number of the point of the second sample.
    pub second: u32,
}

/// How the points of a design hang together.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Blocks {
    /// Not at all.
    #[default]
    None,
    /// Each point changes one factor from how everything stands: the position of the factor, by
    /// point from 1.
    Single(Vec<usize>),
    /// Combinations of two levels: for each point from 1, whether each factor stands high.
    Levels(Vec<Vec<bool>>),
    /// Walks.
    Walks(Vec<Walk>),
    /// Exchanges between two samples.
    Exchanges(Vec<Exchange>),
}

/// Points that a table names.
#[must_use]
pub fn listed(rows: &[Vec<f64>], draws: bool) -> Laid {
    let row = |values: &Vec<f64>| Row {
        settings: values.iter().map(|value| Setting::Value(*value)).collect(),
        drawn: draws,
    };
    Laid {
        rows: rows.iter().map(row).collect(),
        blocks: Blocks::None,
    }
}

/// The number that names a path in the key of a draw: FNV-1a, 32 bits.
#[must_use]
pub fn key(path: &str) -> u32 {
    path.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}
