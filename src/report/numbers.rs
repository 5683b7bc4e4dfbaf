//! How numbers are written on charts and in sentences: three figures, a true minus sign, no powers of ten
//! below one.

/// The most decimals that are written; what needs more is nearly nought to any reader.
const MOST_WRITTEN: usize = 6;

/// A number with a true minus sign, thousands separated by commas, and a fixed count of decimals.
/// From a thousand million on it is written with a power of ten (1.20e12); what shows no figure in six
/// decimals, where more were asked for, is "nearly 0".
#[must_use]
pub fn number(value: f64, decimals: usize) -> String {
    if value.abs() >= 1e9 {
        return format!("{value:.2e}").replace('-', "\u{2212}");
    }
    let asked = decimals;
    let decimals = decimals.min(MOST_WRITTEN);
    let plain = format!("{:.decimals$}", value.abs());
    if asked > decimals && value != 0.0 && !plain.chars().any(|c| ('1'..='9').contains(&c)) {
        return "nearly 0".to_owned();
    }
    let (whole, part) = plain
        .split_once('.')
        .map_or((plain.as_str(), ""), |(w, p)| (w, p));
    let mut text = String::new();
    if value < 0.0 && plain.chars().any(|c| ('1'..='9').contains(&c)) {
        text.push('\u{2212}');
    }
    for (position, figure) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(figure);
    }
    if !part.is_empty() {
        text.push('.');
        text.push_str(part);
    }
    text
}

/// As [`number`], with a plus sign before what is above zero.
#[must_use]
pub fn signed(value: f64, decimals: usize) -> String {
    let text = number(value, decimals);
    if value > 0.0 && text.chars().any(|c| ('1'..='9').contains(&c)) {
        format!("+{text}")
    } else {
        text
    }
}

/// Decimals that show about three figures of the largest of some values; 0 to 12.
#[must_use]
pub fn decimals_for(values: impl IntoIterator<Item = f64>) -> usize {
    let largest = values.into_iter().map(f64::abs).fold(0.0, f64::max);
    let mut limit = 100.0;
    for decimals in 0..12 {
        if largest == 0.0 || largest >= limit {
            return decimals;
        }
        limit /= 10.0;
    }
    12
}

/// Most decimals of a figure in a sentence; what is smaller is nothing there.
pub const MOST_DECIMALS: usize = 5;

/// How numbers that stand together are written: to three figures, as much as a reader can carry. Tables
/// of numbers beside the page keep every digit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ThreeFigures {
    decimals: usize,
    /// What large numbers are rounded to; to three figures of their own where there is none.
    step: Option<f64>,
}

impl ThreeFigures {
    /// For the numbers of one sentence: to three figures of the largest of them, and never more than so
    /// many decimals.
    #[must_use]
    pub fn of(values: impl IntoIterator<Item = f64>, most_decimals: usize) -> Self {
        let largest = values.into_iter().map(f64::abs).fold(0.0, f64::max);
        Self {
            decimals: decimals_for([largest]).min(most_decimals),
            step: Some(step(largest)),
        }
    }

    /// For the numbers of a chart or a column: as many decimals as the largest needs, and large ones to
    /// three figures of their own, so that a small one among them is not lost.
    #[must_use]
    pub fn column(values: impl IntoIterator<Item = f64>) -> Self {
        Self {
            decimals: decimals_for(values),
            step: None,
        }
    }

    /// The same with never more than so many decimals.
    #[must_use]
    pub fn at_most(self, most_decimals: usize) -> Self {
        Self {
            decimals: self.decimals.min(most_decimals),
            ..self
        }
    }

    /// A number.
    #[must_use]
    pub fn plain(&self, value: f64) -> String {
        number(self.rounded(value), self.decimals)
    }

    /// A number with its sign.
    #[must_use]
    pub fn signed(&self, value: f64) -> String {
        signed(self.rounded(value), self.decimals)
    }

    fn rounded(&self, value: f64) -> f64 {
        let step = self.step.unwrap_or_else(|| step(value.abs()));
        if step > 1.0 {
            (value / step).round() * step
        } else {
            value
        }
    }
}

/// What a number of this size is rounded to so that it carries three figures; 1 below a thousand.
fn step(size: f64) -> f64 {
    let mut step = 1.0;
    while size.is_finite() && size >= 1000.0 * step {
        step *= 10.0;
    }
    step
}

/// A share as a whole percentage, with "under 1%" and "over 99%" where rounding would lie.
#[must_use]
pub fn percent(share: f64) -> String {
    if share > 0.0 && share <= 0.005 {
        "under 1%".to_owned()
    } else if (0.995..1.0).contains(&share) {
        "over 99%".to_owned()
    } else {
        format!("{}%", number(share * 100.0, 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_carries_three_figures_of_its_largest_number() {
        let told = |values: [f64; 3]| {
            let as_one = ThreeFigures::of(values, 5);
            values.map(|value| as_one.plain(value))
        };
        assert_eq!(
            told([168_858.0, 112_428.0, -225_288.0]),
            ["169,000", "112,000", "\u{2212}225,000"]
        );
        assert_eq!(told([1_042.0, 7.0, 12.0]), ["1,040", "10", "10"]);
        assert_eq!(told([0.254, 0.163, 0.344]), ["0.254", "0.163", "0.344"]);
        assert_eq!(
            told([0.000_01, 0.0, 0.0]),
            ["0.00001", "0.00000", "0.00000"]
        );
        assert_eq!(ThreeFigures::of([1234.0], 5).signed(1234.0), "+1,230");
        let column = ThreeFigures::column([168_858.0, 320.4, -7.2]);
        assert_eq!(
            [168_858.0, 320.4, -7.2].map(|value| column.signed(value)),
            ["+169,000", "+320", "\u{2212}7"]
        );
        assert_eq!(
            ThreeFigures::column([0.254, 1.0]).at_most(1).plain(0.254),
            "0.3"
        );
    }

    #[test]
    fn numbers_are_written_as_people_read_them() {
        assert_eq!(number(-1_234_567.891, 1), "\u{2212}1,234,567.9");
        assert_eq!(number(-0.04, 1), "0.0");
        assert_eq!(signed(0.04, 1), "0.0");
        assert_eq!(signed(12.34, 1), "+12.3");
        assert_eq!(number(999.0, 0), "999");
        assert_eq!(number(-1.2e12, 0), "\u{2212}1.20e12");
        assert_eq!(number(0.000_543, 6), "0.000543");
        for tiny in [1.5e-7, -1.5e-7] {
            assert_eq!(
                (number(tiny, 9), signed(tiny, 9)),
                ("nearly 0".to_owned(), "nearly 0".to_owned())
            );
        }
        assert_eq!(number(0.0, 9), "0.000000");
        assert_eq!(percent(0.004), "under 1%");
        assert_eq!(percent(0.999), "over 99%");
        assert_eq!(percent(0.0), "0%");
        assert_eq!(decimals_for([123.0, -1.0]), 0);
        assert_eq!(decimals_for([-12.0]), 1);
        assert_eq!(decimals_for([0.004]), 5);
    }
}
