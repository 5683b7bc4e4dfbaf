//! Outcomes year by year, and outcomes place by place: what is kept besides the horizons.

/// One outcome of one arm in one year, over the runs of a block.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct YearValue {
    /// Runs behind it (default block) or points (prior block).
    pub n: u32,
    /// Mean.
    pub mean: f64,
    /// Quantiles .05, .25, .75 and .95 over seeds (default block) or points (prior block).
    pub quantiles: [f64; 4],
}

/// Yearly paths of one block.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paths {
    /// Label of the block, as in `sweep_point` of the summary.
    pub block: String,
    /// Names of the outcomes that keep a path.
    pub outcomes: Vec<String>,
    /// Months at which years end: 12, 24, ...
    pub months: Vec<u32>,
    /// Values by arm, then outcome, then year; `None` where an outcome is null.
    pub values: Vec<Vec<Vec<Option<YearValue>>>>,
}

/// One outcome of one arm in one place, over the runs of the default block: mean and the 95%
/// interval of the mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlaceValue {
    /// Runs behind it.
    pub n: u32,
    /// Mean.
    pub mean: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// The paired difference from the baseline; `None` for the baseline itself, or with fewer than
    /// two pairs of runs.
    pub difference: Option<PlaceDifference>,
}

/// The difference of an arm from the baseline in one place, on equal seeds: mean and the 95%
/// interval of the mean, which is not adjusted for the number of places.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlaceDifference {
    /// Pairs of runs behind it.
    pub n: u32,
    /// Mean of arm minus baseline.
    pub mean: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Outcomes by reporting area.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places {
    /// Names of the place outcomes, and what they measure.
    pub outcomes: Vec<(String, String)>,
    /// Names of the areas.
    pub areas: Vec<String>,
    /// Horizons, months.
    pub horizons: Vec<u32>,
    /// Values by arm, then horizon, then outcome, then area.
    pub values: Vec<Vec<Vec<Vec<PlaceValue>>>>,
}
