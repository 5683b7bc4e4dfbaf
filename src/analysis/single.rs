//! Effects of designs of few levels: of one factor at a time against how everything stands, and of
//! the factors of a design of two levels (G. E. P. Box and J. S. Hunter, Technometrics 3, 1961).

use super::elementary::Measure;
use super::estimate::MeanEstimate;

/// The main effect of each factor of a design of two levels: the mean where it stands high less the
/// mean where it stands low. With n points, variance s2 within a point over its seeds and equal
/// numbers of seeds r, its standard error is `sqrt(4 s2 / (n r))`; here the interval is of Student's t
/// over seeds, each seed a whole design of its own.
///
/// `values` holds for each seed one value by point.
#[must_use]
pub fn main_effects(signs: &[Vec<bool>], values: &[Vec<f64>]) -> Vec<Option<Measure>> {
    let factors = signs.first().map_or(0, Vec::len);
    let effect = |factor: usize, of_seed: &Vec<f64>| {
        let side = |high: bool| {
            let on = signs
                .iter()
                .zip(of_seed)
                .filter(|(row, _)| row[factor] == high);
            let values: Vec<f64> = on.map(|(_, value)| *value).collect();
            values.iter().sum::<f64>() / values.len().max(1) as f64
        };
        side(true) - side(false)
    };
    (0..factors)
        .map(|factor| {
            let by_seed: Vec<f64> = values.iter().map(|seed| effect(factor, seed)).collect();
            measured(&by_seed)
        })
        .collect()
}

/// The mean over seeds with its 95% t interval; `None` without a value.
#[must_use]
pub fn measured(by_seed: &[f64]) -> Option<Measure> {
    let found = MeanEstimate::from_values(by_seed)?;
    Some(Measure {
        value: found.mean,
        interval: found.interval(super::estimate::CONFIDENCE),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn main_effects_of_a_sum_are_its_parts_and_a_product_of_others_takes_theirs() {
        // y = 10 + 4 a - 2 b + a b in signs -1 and 1 on the half I = ABC: C bears the product.
        let signs: Vec<Vec<bool>> = (0..4)
            .map(|point| {
                let (a, b) = (point & 1 == 1, point & 2 == 2);
                vec![a, b, a == b]
            })
            .collect();
        let y = |row: &Vec<bool>, noise: f64| {
            let sign = |high: bool| if high { 1.0 } else { -1.0 };
            let (a, b) = (sign(row[0]), sign(row[1]));
            10.0 + 4.0 * a - 2.0 * b + a * b + noise
        };
        let seeds: Vec<Vec<f64>> = [0.0, 5.0]
            .iter()
            .map(|noise| signs.iter().map(|row| y(row, *noise)).collect())
            .collect();
        let found = main_effects(&signs, &seeds);
        let values: Vec<f64> = found.iter().flatten().map(|m| m.value).collect();
        assert_eq!(values, [8.0, -4.0, 2.0]);
        // What is common to all points of a seed drops out of every effect.
        let ends = found[0].unwrap().interval.unwrap();
        assert_eq!((ends.low, ends.high), (8.0, 8.0));
    }
}
