//! Everything that can be wrong with a study, refused once, all of it in one pass.

use std::collections::BTreeSet;

use super::study::{Margin, Study, TableError, Unit};

impl Study {
    /// Everything wrong with the study, in one pass.
    ///
    /// # Errors
    ///
    /// Every mistake found: empty lists, repeated names, references to what does not exist,
    /// sizes that are not positive.
    pub fn check(&self) -> Result<(), Vec<TableError>> {
        let mut wrong = Vec::new();
        let lists = [
            ("arms", self.arms.len()),
            ("blocks", self.blocks.len()),
            ("points", self.points.len()),
            ("horizons", self.horizons.len()),
            ("outcomes", self.outcomes.len()),
        ];
        for (list, length) in lists {
            if length == 0 {
                wrong.push(TableError::new(list, "none", "at least one"));
            }
        }
        if self.baseline >= self.arms.len() {
            wrong.push(TableError::new(
                "baseline",
                format!("position {}", self.baseline),
                format!("one of {} arms", self.arms.len()),
            ));
        }
        refuse_repeats("arms", self.arms.iter().map(|arm| &arm.name), &mut wrong);
        refuse_repeats(
            "outcomes",
            self.outcomes.iter().map(|info| &info.name),
            &mut wrong,
        );
        refuse_repeats(
            "blocks",
            self.blocks.iter().map(|block| &block.label),
            &mut wrong,
        );
        if !self.horizons.is_sorted_by(|one, next| one < next) {
            wrong.push(TableError::new(
                "horizons",
                format!("{:?}", self.horizons),
                "months in ascending order, each once",
            ));
        }
        self.check_blocks(&mut wrong);
        self.check_outcomes(&mut wrong);
        self.check_parameters(&mut wrong);
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }

    fn check_blocks(&self, wrong: &mut Vec<TableError>) {
        for (number, point) in self.points.iter().enumerate() {
            if point.block >= self.blocks.len() {
                wrong.push(TableError::new(
                    format!("points[{number}].block"),
                    point.block,
                    format!("below {}", self.blocks.len()),
                ));
            }
            if point.replicates == 0 {
                wrong.push(TableError::new(
                    format!("points[{number}].replicates"),
                    0,
                    "at least 1",
                ));
            }
        }
        for (number, block) in self.blocks.iter().enumerate() {
            let points = self.points.iter().filter(|point| point.block == number);
            let count = points.count();
            if block.unit == Unit::Seed && count != 1 {
                wrong.push(TableError::new(
                    format!("block `{}`", block.label),
                    format!("{count} points"),
                    "exactly 1 where the seed is the unit, since seeds are common to all points",
                ));
            }
            let source = block.noise_from;
            let seeds = |at: usize| self.blocks.get(at).is_some_and(|of| of.unit == Unit::Seed);
            if let Some(at) = source.filter(|at| !seeds(*at)) {
                wrong.push(TableError::new(
                    format!("block `{}`, noise_from", block.label),
                    at,
                    "the position of a block whose unit is the seed",
                ));
            }
        }
    }

    fn check_outcomes(&self, wrong: &mut Vec<TableError>) {
        for info in &self.outcomes {
            let margins = [&info.domain_margin, &info.system_margin];
            for margin in margins.into_iter().flatten() {
                let (size, of): (f64, &[String]) = match margin {
                    Margin::Fixed(size) => (*size, &[]),
                    Margin::ShareOfBaseline { share, of } => (*share, of),
                };
                if !(size.is_finite() && size > 0.0) {
                    wrong.push(TableError::new(
                        format!("margin of `{}`", info.name),
                        size,
                        "a size above 0",
                    ));
                }
                for name in of.iter().filter(|name| self.outcome(name).is_none()) {
                    wrong.push(TableError::new(
                        format!("margin of `{}`", info.name),
                        format!("`{name}`"),
                        "the name of an outcome of the study",
                    ));
                }
            }
        }
    }

    fn check_parameters(&self, wrong: &mut Vec<TableError>) {
        for column in &self.parameters {
            if column.values.len() != self.points.len() {
                wrong.push(TableError::new(
                    format!("parameter `{}`", column.path),
                    format!("{} values", column.values.len()),
                    format!("one for each of {} points", self.points.len()),
                ));
            }
            if let Some(value) = column.values.iter().find(|value| !value.is_finite()) {
                wrong.push(TableError::new(
                    format!("parameter `{}`", column.path),
                    value,
                    "finite numbers",
                ));
            }
        }
    }
}

fn refuse_repeats<'a>(
    list: &str,
    names: impl Iterator<Item = &'a String>,
    wrong: &mut Vec<TableError>,
) {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            wrong.push(TableError::new(
                list,
                format!("`{name}` twice"),
                "each name once",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::small_study;
    use super::*;

    #[test]
    fn a_study_reports_every_mistake_in_one_pass() {
        let mut study = small_study();
        study.baseline = 7;
        study.horizons = vec![120, 60];
        study.points[1].replicates = 0;
        study.outcomes[0].domain_margin = Some(Margin::Fixed(-1.0));
        study.outcomes[1].system_margin = Some(Margin::ShareOfBaseline {
            share: 0.02,
            of: vec!["cost_totle".into()],
        });
        study.parameters[0].values.pop();
        let wrong = study.check().unwrap_err();
        let places: Vec<&str> = wrong.iter().map(|error| error.place.as_str()).collect();
        assert_eq!(
            places,
            [
                "baseline",
                "horizons",
                "points[1].replicates",
                "margin of `saving`",
                "margin of `cost`",
                "parameter `kernel.sigma`",
            ]
        );
        assert_eq!(
            wrong[4].to_string(),
            "margin of `cost`: found `cost_totle`, allowed is the name of an outcome of the study"
        );
    }

    #[test]
    fn a_block_of_seeds_has_one_point_because_seeds_are_common() {
        let mut study = small_study();
        study.blocks[1].unit = Unit::Seed;
        let wrong = study.check().unwrap_err();
        assert_eq!(wrong.len(), 1);
        assert!(wrong[0].found.contains("points") && wrong[0].allowed.starts_with("exactly 1"));
    }
}
