//! What a part can say, and how that stands in its file.
//!
//! A part holds all that its runs have to say, in one file, so that a batch is done or not done
//! and never half. It is one table in long form:
//!
//! | column | horizon value | yearly value | run done, run failed | place, its difference | counter |
//! | --- | --- | --- | --- | --- | --- |
//! | `kind` | 0 | 1 | 2, 3 | 4, 6 | 5 |
//! | `subject` | run | run | run | arm | 0 |
//! | `months` | horizon | month of the year's end | 0 | horizon | 0 |
//! | `place` | place, or -1 for all | -1 | -1 | place | -1 |
//! | `outcome` | position in the register | the same | 0 | the same | 0 |
//! | `value` | number or absent | number or absent | absent | mean over runs | absent |
//! | `squares` | absent | absent | absent | sum of squared deviations | absent |
//! | `count` | 0 | 0 | 0 | number of runs | how often |
//! | `text` | empty | empty | empty, reason | empty | name |

use super::table::{Column, ColumnKind, Table, Words};

/// Stands in `place` for all places together.
pub const ALL_PLACES: i32 = -1;

/// The kind of a run that failed.
pub(super) const FAILED: u32 = 3;

/// The columns of a part.
pub(super) const SCHEMA: [(&str, ColumnKind); 9] = [
    ("kind", ColumnKind::U32),
    ("subject", ColumnKind::U32),
    ("months", ColumnKind::I32),
    ("place", ColumnKind::I32),
    ("outcome", ColumnKind::U32),
    ("value", ColumnKind::OptionalF64),
    ("squares", ColumnKind::OptionalF64),
    ("count", ColumnKind::U64),
    ("text", ColumnKind::Text),
];

/// One row of a part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PartRow<'a> {
    /// An outcome of a run at a horizon.
    Horizon {
        /// Position of the run in the plan.
        run: u32,
        /// The horizon in months after the start.
        months: i32,
        /// The place, or [`ALL_PLACES`].
        place: i32,
        /// Position of the outcome in its register.
        outcome: u32,
        /// The value; absent where the outcome does not exist.
        value: Option<f64>,
    },
    /// An outcome of a run in one year of its path.
    Year {
        /// Position of the run in the plan.
        run: u32,
        /// The month at which the year ends.
        months: i32,
        /// Position of the outcome in its register.
        outcome: u32,
        /// The value; absent where the outcome does not exist.
        value: Option<f64>,
    },
    /// A run came to its end. Exactly one of this and [`PartRow::Failed`] for each run, in plan order.
    Done {
        /// Position of the run in the plan.
        run: u32,
    },
    /// A run failed.
    Failed {
        /// Position of the run in the plan.
        run: u32,
        /// Why, in words for the reader of the summary.
        reason: &'a str,
    },
    /// An outcome in one place over the runs of one arm in this part.
    Place {
        /// Position of the arm in the experiment.
        arm: u32,
        /// The horizon in months after the start.
        months: i32,
        /// The place.
        place: i32,
        /// Position of the outcome in its register.
        outcome: u32,
        /// Number of runs with a value.
        count: u64,
        /// Their mean.
        mean: f64,
        /// Sum of their squared deviations from the mean.
        squares: f64,
    },
    /// The paired difference of an arm from the baseline in one place, over the pairs of runs on
    /// equal chance in this part.
    PlaceDifference {
        /// Position of the arm in the experiment.
        arm: u32,
        /// The horizon in months after the start.
        months: i32,
        /// The place.
        place: i32,
        /// Position of the outcome in its register.
        outcome: u32,
        /// Number of pairs with a value in both runs.
        count: u64,
        /// The mean of arm minus baseline.
        mean: f64,
        /// Sum of the squared deviations of the differences from their mean.
        squares: f64,
    },
    /// How often something happened in the runs of this part.
    Counter {
        /// What.
        name: &'a str,
        /// How often.
        count: u64,
    },
}

/// A row as it stands in the file.
pub(super) struct Flat<'a> {
    pub(super) kind: u32,
    pub(super) subject: u32,
    pub(super) months: i32,
    pub(super) place: i32,
    pub(super) outcome: u32,
    pub(super) value: Option<f64>,
    pub(super) squares: Option<f64>,
    pub(super) count: u64,
    pub(super) text: &'a str,
}

impl<'a> Flat<'a> {
    /// From the meaning to the file.
    pub(super) fn from_row(row: PartRow<'a>) -> Self {
        let mut flat = Self {
            kind: 0,
            subject: 0,
            months: 0,
            place: ALL_PLACES,
            outcome: 0,
            value: None,
            squares: None,
            count: 0,
            text: "",
        };
        match row {
            PartRow::Horizon {
                run,
                months,
                place,
                outcome,
                value,
            } => {
                flat = Self {
                    kind: 0,
                    subject: run,
                    months,
                    place,
                    outcome,
                    value,
                    ..flat
                };
            }
            PartRow::Year {
                run,
                months,
                outcome,
                value,
            } => {
                flat = Self {
                    kind: 1,
                    subject: run,
                    months,
                    outcome,
                    value,
                    ..flat
                };
            }
            PartRow::Done { run } => {
                flat = Self {
                    kind: 2,
                    subject: run,
                    ..flat
                }
            }
            PartRow::Failed { run, reason } => {
                flat = Self {
                    kind: FAILED,
                    subject: run,
                    text: reason,
                    ..flat
                };
            }
            PartRow::Place {
                arm,
                months,
                place,
                outcome,
                count,
                mean,
                squares,
            }
            | PartRow::PlaceDifference {
                arm,
                months,
                place,
                outcome,
                count,
                mean,
                squares,
            } => {
                let differs = matches!(row, PartRow::PlaceDifference { .. });
                let (value, squares) = (Some(mean), Some(squares));
                flat = Self {
                    kind: if differs { 6 } else { 4 },
                    subject: arm,
                    months,
                    place,
                    outcome,
                    value,
                    squares,
                    count,
                    ..flat
                };
            }
            PartRow::Counter { name, count } => {
                flat = Self {
                    kind: 5,
                    count,
                    text: name,
                    ..flat
                }
            }
        }
        flat
    }

    /// From the file to the meaning; nothing if there is none.
    pub(super) fn into_row(self) -> Option<PartRow<'a>> {
        let Self {
            kind,
            subject: run,
            months,
            place,
            outcome,
            value,
            squares,
            count,
            text,
        } = self;
        Some(match kind {
            0 => PartRow::Horizon {
                run,
                months,
                place,
                outcome,
                value,
            },
            1 => PartRow::Year {
                run,
                months,
                outcome,
                value,
            },
            2 => PartRow::Done { run },
            FAILED => PartRow::Failed { run, reason: text },
            4 => PartRow::Place {
                arm: run,
                months,
                place,
                outcome,
                count,
                mean: value?,
                squares: squares?,
            },
            5 => PartRow::Counter { name: text, count },
            6 => PartRow::PlaceDifference {
                arm: run,
                months,
                place,
                outcome,
                count,
                mean: value?,
                squares: squares?,
            },
            _ => return None,
        })
    }
}

/// Rows waiting to be written.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    kind: Vec<u32>,
    subject: Vec<u32>,
    months: Vec<i32>,
    place: Vec<i32>,
    outcome: Vec<u32>,
    value: Vec<Option<f64>>,
    squares: Vec<Option<f64>>,
    count: Vec<u64>,
    text: Words,
}

impl Waiting {
    /// Number of rows.
    pub(super) fn rows(&self) -> usize {
        self.kind.len()
    }

    /// Adds a row.
    pub(super) fn push(&mut self, row: &Flat<'_>) {
        self.kind.push(row.kind);
        self.subject.push(row.subject);
        self.months.push(row.months);
        self.place.push(row.place);
        self.outcome.push(row.outcome);
        self.value.push(row.value);
        self.squares.push(row.squares);
        self.count.push(row.count);
        self.text.push(row.text);
    }

    /// All rows as a table.
    pub(super) fn into_table(self) -> Table {
        Table::new([
            ("kind", Column::U32(self.kind)),
            ("subject", Column::U32(self.subject)),
            ("months", Column::I32(self.months)),
            ("place", Column::I32(self.place)),
            ("outcome", Column::U32(self.outcome)),
            ("value", Column::OptionalF64(self.value)),
            ("squares", Column::OptionalF64(self.squares)),
            ("count", Column::U64(self.count)),
            ("text", Column::Text(self.text)),
        ])
    }
}
