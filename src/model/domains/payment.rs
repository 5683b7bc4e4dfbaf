//! What forms of contract do to volume, cost and payment. Equations only; prices and unit costs
//! are indices about 1 in April 2009, in money of constant input prices, so that an inflation of
//! input prices cancels.

use crate::scenario::parameters::Contracts;

/// Forms of contract.
pub const FORMS: usize = 6;
/// A fixed sum for whatever comes.
pub const BLOCK: usize = 0;
/// Payment by results: the tariff for each case.
pub const RESULTS: usize = 1;
/// Payment by results, with a lower rate above a baseline.
pub const MARGINAL: usize = 2;
/// The tariff to any qualified provider whom the patient chooses.
pub const QUALIFIED: usize = 3;
/// One provider is paid for all and bears the risk of volume.
pub const PRIME: usize = 4;
/// Commissioner and providers share what is saved or lost.
pub const ALLIANCE: usize = 5;

/// Shares of acute spending by form.
pub type Mix = [f64; FORMS];

/// What a commissioner wishes and dares: prime contracts and alliances are held to what the rules
/// allow, and shrunk by what the commissioner believes forbidden, perc · g_D; block takes the rest.
/// Where the wishes exceed one they are divided by their sum; the second value says so.
#[must_use]
pub fn dared(p: &Contracts, grip: f64) -> (Mix, bool) {
    let mut mix = [
        0.0,
        p.by_results,
        p.marginal,
        p.any_qualified,
        p.prime,
        p.alliance,
    ];
    let wished: f64 = mix.iter().sum();
    let held = wished > 1.0;
    if held {
        for share in &mut mix {
            *share /= wished;
        }
    }
    let unusual = mix[PRIME] + mix[ALLIANCE];
    let allowed = if unusual > p.rules_allow {
        p.rules_allow / unusual
    } else {
        1.0
    };
    let dare = allowed * (1.0 - p.perceived * grip);
    mix[PRIME] *= dare;
    mix[ALLIANCE] *= dare;
    mix[BLOCK] = (1.0 - mix.iter().sum::<f64>()).max(0.0);
    (mix, held)
}

/// The mix with exactly this share under a prime contract: the other forms keep their proportions.
#[must_use]
pub fn with_prime(mix: &Mix, prime: f64) -> Mix {
    let rest = 1.0 - mix[PRIME];
    let mut whole = *mix;
    if rest > 0.0 {
        for share in &mut whole {
            *share *= (1.0 - prime) / rest;
        }
    } else {
        whole = [0.0; FORMS];
        whole[BLOCK] = 1.0 - prime;
    }
    whole[PRIME] = prime;
    whole
}

/// Supply response outside prime contracts (T18), relative to need:
/// 1 + η_vol Σ_forms share · max(0, p·rate - mc·c), rate 1 under payment by results and any
/// qualified provider, mr under the marginal rate, 0 under block and alliance.
#[must_use]
pub fn response(p: &Contracts, mix: &Mix, price: f64, cost: f64) -> f64 {
    let margin = |rate: f64| (price * rate - p.marginal_cost * cost).max(0.0);
    let others = 1.0 - mix[PRIME];
    if others <= 0.0 {
        return 1.0;
    }
    let full = (mix[RESULTS] + mix[QUALIFIED]) * margin(1.0);
    let above = mix[MARGINAL] * margin(p.marginal_rate);
    1.0 + p.volume_response * (full + above) / others
}

/// The response with which April 2009 begins: the start share by results, price and cost 1.
#[must_use]
pub fn response_at_start(p: &Contracts) -> f64 {
    1.0 + p.volume_response * p.start_tariff * (1.0 - p.marginal_cost).max(0.0)
}

/// Volume under a prime contract, relative to need (T18): 1 - η_cap mc.
#[must_use]
pub fn prime_volume(p: &Contracts) -> f64 {
    1.0 - p.stint * p.marginal_cost
}

/// Cost of a volume relative to that of April 2009's volume at unit cost 1:
/// 1 - mc + mc·q: only the marginal part moves with volume.
#[must_use]
pub fn cost_of(p: &Contracts, volume: f64) -> f64 {
    1.0 - p.marginal_cost + p.marginal_cost * volume
}

/// Price that a commissioner pays: the tariff, moved towards local cost where grip leaves room:
/// p + (1 - g_D) fit (c - p).
#[must_use]
pub fn local_price(p: &Contracts, grip: f64, tariff: f64, cost: f64) -> f64 {
    tariff + (1.0 - grip) * p.local_fit * (cost - tariff)
}

/// Payment by all forms, relative to the spending of April 2009: volume `q` outside prime
/// contracts, whose payment is `bid`.
#[must_use]
pub fn payment(p: &Contracts, mix: &Mix, price: f64, cost: f64, q: f64, bid: f64) -> f64 {
    let shared = price + p.gain_share * (cost * cost_of(p, q) - price);
    mix[BLOCK] * price
        + (mix[RESULTS] + mix[QUALIFIED]) * price * q
        + mix[MARGINAL] * price * (1.0 + p.marginal_rate * (q - 1.0))
        + mix[PRIME] * bid
        + mix[ALLIANCE] * shared
}

/// Share of payment that follows activity, χ: it carries the tariff's squeeze to providers.
#[must_use]
pub fn by_activity(p: &Contracts, mix: &Mix) -> f64 {
    mix[RESULTS] + mix[QUALIFIED] + p.marginal_rate * mix[MARGINAL]
}

/// Part of the tariff's squeeze that local prices let through: 1 - (1 - g_D) fit.
#[must_use]
pub fn passed_on(p: &Contracts, grip: f64) -> f64 {
    1.0 - (1.0 - grip) * p.local_fit
}

/// Squeeze of the tariff: (eff - tfp_0)⁺ / 4%.
#[must_use]
pub fn squeeze(efficiency: f64, productivity: f64) -> f64 {
    (efficiency - productivity).max(0.0) / 0.04
}

/// Efficiency that board and regulator set together: w_b eff + (1 - w_b)(tfp_0 + via · margin),
/// margin of all providers over the last twelve months; never negative. The second value says
/// whether it was held at zero.
#[must_use]
pub fn efficiency(p: &Contracts, asked: f64, margin: f64) -> (f64, bool) {
    let regulator = p.productivity + p.regulator_response * margin;
    let joint = p.board_weight * asked + (1.0 - p.board_weight) * regulator;
    (joint.max(0.0), joint < 0.0)
}

/// Last month before the savings drive, March 2011.
const DRIVE_BEGINS: i32 = 24;

/// Last month of the savings drive, March 2015.
const DRIVE_ENDS: i32 = 72;

/// Efficiency that the board asks of the tariff of the fiscal year that begins in this month, per
/// year.
#[must_use]
pub fn efficiency_asked(p: &Contracts, first_month: i32) -> f64 {
    if first_month <= DRIVE_BEGINS {
        p.efficiency_before
    } else if first_month <= DRIVE_ENDS {
        p.efficiency_asked
    } else {
        p.efficiency_later
    }
}

/// Tariff of each fiscal year from 2009/10 to that of `last_month` if all that is asked were taken
/// off it, index: what allocations were planned on.
#[must_use]
pub fn planned_tariffs(p: &Contracts, last_month: i32) -> Vec<f64> {
    let mut tariff = 1.0;
    let years = 1..=(last_month / 12).max(0);
    let later = years.map(|year| {
        tariff *= 1.0 - efficiency_asked(p, 1 + 12 * year);
        tariff
    });
    std::iter::once(1.0).chain(later).collect()
}

/// Yearly cost of negotiating and watching the contracts of a commissioner that sees `providers`
/// providers, GBP: Σ_forms share · tc_form for each.
#[must_use]
pub fn contract_cost(p: &Contracts, mix: &Mix, providers: f64) -> f64 {
    let by_form = mix[BLOCK] * p.block_cost_gbp_k
        + (mix[RESULTS] + mix[MARGINAL] + mix[QUALIFIED]) * p.results_cost_gbp_k
        + (mix[PRIME] + mix[ALLIANCE]) * p.prime_cost_gbp_k;
    1_000.0 * providers * by_form
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Parameters;

    fn p() -> Contracts {
        Parameters::default().contracts
    }

    #[test]
    fn wishes_above_one_are_divided_and_unusual_forms_shrink_with_fear() {
        let mut p = p();
        (p.prime, p.alliance, p.rules_allow, p.perceived) = (0.2, 0.2, 0.2, 0.5);
        let (mix, held) = dared(&p, 1.0);
        // Wishes .5 + .12 + .03 + .4 = 1.05 are divided; .4/1.05 = .381 is held to .2, then halved.
        assert!(held);
        assert!((mix[PRIME] + mix[ALLIANCE] - 0.1).abs() < 1e-12);
        assert!((mix.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        // No grip, no fear.
        let (mix, _) = dared(&p, 0.0);
        assert!((mix[PRIME] + mix[ALLIANCE] - 0.2).abs() < 1e-12);
    }

    #[test]
    fn block_answers_no_price_and_results_answer_with_the_elasticity() {
        let p = p();
        let mut block = [0.0; FORMS];
        block[BLOCK] = 1.0;
        assert!((response(&p, &block, 1.3, 1.0) - 1.0).abs() < 1e-15);
        let mut results = [0.0; FORMS];
        results[RESULTS] = 1.0;
        // 1 + .1 (1 - .6) = 1.04.
        assert!((response(&p, &results, 1.0, 1.0) - 1.04).abs() < 1e-12);
        // A marginal rate of .3 does not cover a marginal cost of .6: no response.
        let mut marginal = [0.0; FORMS];
        marginal[MARGINAL] = 1.0;
        assert!((response(&p, &marginal, 1.0, 1.0) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn every_form_pays_cost_where_nothing_has_moved() {
        let p = p();
        let (mix, _) = dared(&p, 0.6);
        assert!((payment(&p, &mix, 1.0, 1.0, 1.0, 1.0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_board_alone_gets_what_it_asks_and_the_regulator_follows_margins() {
        let mut p = p();
        p.board_weight = 1.0;
        assert!((efficiency(&p, 0.04, -0.05).0 - 0.04).abs() < 1e-15);
        p.board_weight = 0.0;
        // .014 + .5 · .02 = .024.
        assert!((efficiency(&p, 0.04, 0.02).0 - 0.024).abs() < 1e-12);
        assert_eq!(efficiency(&p, 0.04, -0.5), (0.0, true));
    }

    #[test]
    fn contracts_cost_by_form_and_provider() {
        let p = p();
        let mix = [0.5, 0.5, 0.0, 0.0, 0.0, 0.0];
        // 4 providers · ½ (40 + 140) thousand.
        assert!((contract_cost(&p, &mix, 4.0) - 360_000.0).abs() < 1e-6);
    }
}
