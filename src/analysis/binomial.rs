//! The upper tail of the binomial law, which tells how likely a box holds so many cases of
//! interest by luck.

/// The probability of at least `hits` successes in `n` trials that each succeed with probability
/// `p`: the one-sided binomial test. Summed from the term of `hits` upwards, so that small tails
/// keep their figures.
#[must_use]
pub fn at_least(hits: usize, n: usize, p: f64) -> f64 {
    if hits == 0 || p >= 1.0 {
        return 1.0;
    }
    if p <= 0.0 || hits > n {
        return 0.0;
    }
    let (k, all) = (hits as f64, n as f64);
    let choose = libm::lgamma(all + 1.0) - libm::lgamma(k + 1.0) - libm::lgamma(all - k + 1.0);
    let mut term = libm::exp(choose + k * libm::log(p) + (all - k) * libm::log(1.0 - p));
    let odds = p / (1.0 - p);
    let mut sum = term;
    for at in hits..n {
        term *= (n - at) as f64 / (at + 1) as f64 * odds;
        sum += term;
    }
    sum.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    // scipy 1.17.1: stats.binomtest(k, n, p, alternative="greater").pvalue.
    #[test]
    fn tails_agree_with_scipy() {
        for (hits, n, p, expected) in TAILS {
            let found = at_least(hits, n, p);
            assert!(
                (found / expected - 1.0).abs() < 1e-9,
                "{hits} {n} {p}: {found}"
            );
        }
        assert!((at_least(0, 5, 0.2) - 1.0).abs() < 1e-15);
        assert!((at_least(5, 5, 1.0) - 1.0).abs() < 1e-15);
        assert!(at_least(1, 5, 0.0).abs() < 1e-15);
    }

    const TAILS: [(usize, usize, f64, f64); 5] = [
        (18, 20, 0.45, 3.585_835_179_162_147e-5),
        (1, 20, 0.03, 0.456_205_657_073_252_7),
        (300, 1000, 0.25, 0.000_193_590_321_949_075_8),
        (60, 60, 0.8, 1.532_495_540_865_893e-6),
        (12, 14, 0.5, 0.006_469_726_562_5),
    ];
}
