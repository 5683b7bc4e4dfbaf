//! Budgets held by practices, alone or in collaboratives (D8, T20).

use crate::model::nature::Clamped;
use crate::scenario::parameters::Practices;

/// People of one practice.
pub const PRACTICE_PEOPLE: f64 = 7_000.0;

/// Mean of the positive part of a standard normal: 1/√(2π).
const POSITIVE_PART: f64 = 0.398_942_280_401_432_7;

/// Information at practice level: what is there, what is bought, and what managers bring who move
/// down. i = i_0 + (1 - i_0)(1 - e^(-b/h)); then i + (1 - i) · move · i_m.
#[must_use]
pub fn information(p: &Practices) -> f64 {
    let bought = 1.0 - libm::exp(-p.information_gbp / p.information_scale_gbp);
    let known = p.information + (1.0 - p.information) * bought;
    known + (1.0 - known) * p.managers_moved * p.moved_information
}

/// Incentive left to one practice of a holder: incent · (7,000/P_h)^φ_p, at most incent.
#[must_use]
pub fn incentive(p: &Practices) -> f64 {
    p.incentive * libm::pow((PRACTICE_PEOPLE / p.holder_people).min(1.0), p.free_riding)
}

/// Fall of the activity that budgets cover: ε_ref · i · incent/(i_ref · incent_ref). ε_ref is what
/// happened under fundholding, at the information and incentive that its practices had; with more
/// of both it is larger, at most `largest_fall`, counted.
#[must_use]
pub fn reduction(p: &Practices, held: &mut Clamped) -> f64 {
    let than_then =
        information(p) * incentive(p) / (p.reference_information * p.reference_incentive);
    held.clamp(p.referral_effect * than_then, 0.0, p.largest_fall)
}

/// Rise of the activity on which budgets were set that is still in them so many months after they
/// began: ε_infl e^(-months/rebase). Who sets budgets learns what was really needed.
#[must_use]
pub fn inflation(p: &Practices, months: f64) -> f64 {
    p.baseline_inflation * libm::exp(-months / p.rebase_months)
}

/// What chance deviations cost the commissioner, share of the budgets: holders keep the part
/// `incent` of lucky years and hand on unlucky ones,
/// incent · (1 - pool_p) · E[z⁺] · cv_ind / √P_h.
#[must_use]
pub fn risk(p: &Practices, individual_variation: f64) -> f64 {
    p.incentive * (1.0 - p.risk_pooled) * POSITIVE_PART * individual_variation
        / libm::sqrt(p.holder_people)
}

/// What budgets cost the commissioner beyond the care that they pay for, share of the budgets:
/// inflated baselines, chance, and the part of savings that holders keep. It is with the practices,
/// who must spend it on patients and do so at `kept_value` of the worth of other spending.
#[must_use]
pub fn kept(p: &Practices, individual_variation: f64, fall: f64, months: f64) -> f64 {
    inflation(p, months) + risk(p, individual_variation) + p.incentive * fall
}

/// Care that budgets cover is better by, as a share of the commissioner's acute spending:
/// cover_p s_b η_pq i. Who knows what patients need and get can steer it, to better or to cheaper.
#[must_use]
pub fn better_care(p: &Practices) -> f64 {
    p.coverage * p.budget_share * p.quality_gain * information(p)
}

/// Part of its posts that a commissioner lacks whose managers moved down to budget holders:
/// gap · cover_p move · (running cost by people) / (running cost).
#[must_use]
pub fn posts_lacking(p: &Practices, by_people_gbp: f64, running_gbp: f64) -> f64 {
    p.moved_gap * p.coverage * p.managers_moved * by_people_gbp / running_gbp
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Parameters;

    #[test]
    fn a_single_practice_has_the_whole_incentive_and_most_of_the_risk() {
        let mut p = Parameters::default().practices;
        p.holder_people = 7_000.0;
        assert!((incentive(&p) - 0.5).abs() < 1e-12);
        let alone = risk(&p, 10.0);
        // .5 · .2 · .39894 · 10/√7000 = .004768.
        assert!((alone - 0.004_768).abs() < 1e-6);
        p.holder_people = 280_000.0;
        assert!((risk(&p, 10.0) / alone - 1.0 / libm::sqrt(40.0)).abs() < 1e-12);
        assert!(incentive(&p) < 0.5);
    }

    #[test]
    fn information_can_be_bought_but_never_exceeds_one() {
        let mut p = Parameters::default().practices;
        p.managers_moved = 0.0;
        p.information_gbp = 0.0;
        assert!((information(&p) - 0.4).abs() < 1e-12);
        p.information_gbp = 1.0;
        // .4 + .6 (1 - e^-1) = .77927.
        assert!((information(&p) - 0.779_27).abs() < 1e-5);
        p.information_gbp = 3.0;
        p.managers_moved = 1.0;
        p.moved_information = 1.0;
        assert!((information(&p) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn without_information_or_incentive_practices_refer_as_before() {
        let mut p = Parameters::default().practices;
        let mut held = Clamped::default();
        p.incentive = 0.0;
        assert!(reduction(&p, &mut held).abs() < 1e-15);
        assert!((kept(&p, 10.0, 0.0, 0.0) - p.baseline_inflation).abs() < 1e-15);
        assert_eq!((held.held, held.of), (0, 1));
    }

    /// At the information and incentive of fundholding the fall is that of fundholding; at half of
    /// the incentive half of it; and at (1 · 1)/(.2 · .25) = 20 times as much, .66, it is held at .1.
    #[test]
    fn practices_that_know_and_gain_as_much_as_fundholders_do_as_much() {
        let mut p = Parameters::default().practices;
        let mut held = Clamped::default();
        (p.information, p.information_gbp, p.managers_moved) = (0.4, 0.0, 0.0);
        (p.incentive, p.holder_people) = (0.5, 7_000.0);
        assert!((reduction(&p, &mut held) - 0.033).abs() < 1e-15);
        p.incentive = 0.25;
        assert!((reduction(&p, &mut held) - 0.0165).abs() < 1e-15);
        // Two practices share a budget: (1/2)^.3 = .81225 of that.
        p.holder_people = 14_000.0;
        assert!((reduction(&p, &mut held) - 0.0165 * 0.812_252_4).abs() < 1e-9);
        assert_eq!(held.held, 0);
        (p.information, p.incentive, p.holder_people) = (1.0, 1.0, 7_000.0);
        (p.reference_information, p.reference_incentive) = (0.2, 0.25);
        assert!((reduction(&p, &mut held) - 0.1).abs() < 1e-15);
        assert_eq!((held.held, held.of), (1, 4));
    }

    /// 2% when budgets begin, 2%/e after the 36 months of rebasing, and for ever if never rebased.
    #[test]
    fn an_inflated_baseline_is_found_out() {
        let mut p = Parameters::default().practices;
        assert!((inflation(&p, 0.0) - 0.02).abs() < 1e-15);
        assert!((inflation(&p, 36.0) - 0.007_357_589).abs() < 1e-9);
        p.rebase_months = f64::INFINITY;
        assert!((inflation(&p, 600.0) - 0.02).abs() < 1e-15);
    }

    /// Half of the work of a tenth of a tenth of managers, who are 5.712 of 8.212 of the cost.
    #[test]
    fn managers_who_move_down_leave_a_gap() {
        let p = Parameters::default().practices;
        assert!((posts_lacking(&p, 5.712, 8.212) - 0.5 * 0.01 * 5.712 / 8.212).abs() < 1e-15);
    }
}
