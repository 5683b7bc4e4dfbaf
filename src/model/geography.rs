//! Patient flows, and how much of what a place does stays inside the area that decides for it.
//!
//! S_nh ∝ size_h exp(-d_nh / λ), the largest few kept, rows sum to one. The overlap matrix
//! Ω = S Sᵀ is never formed: the internalised share of place n in group G is
//!
//! ι_n = Σ_h S_nh C_h(G) / Σ_h S_nh C_h(all),   C_h(G) = Σ_{m in G} S_mh
//!
//! (Oates 1972 for what spillovers do to a decider.)

use crate::scenario::geography::{Geography, Partition};

/// Providers kept for a place and ordinary services.
const GENERAL_KEPT: usize = 12;
/// Providers kept for a place and specialised services.
const SPECIALISED_KEPT: usize = 6;
/// Number of providers of specialised services: the largest.
const SPECIALISED_PROVIDERS: usize = 25;
/// Specialised patients travel this many times as far.
const SPECIALISED_REACH: f64 = 4.0;

/// Shares of each place's patients that go to each provider.
#[derive(Clone, Debug)]
pub struct Flows {
    /// Providers kept for each place.
    pub kept: usize,
    /// Number of providers.
    pub providers: usize,
    /// Providers, `kept` for each place, largest share first.
    pub provider: Vec<u32>,
    /// Shares, in the same order; those of one place sum to 1.
    pub share: Vec<f64>,
}

impl Flows {
    /// Flows of ordinary services.
    #[must_use]
    pub fn general(geography: &Geography, distance_km: f64) -> Self {
        let all: Vec<usize> = (0..geography.providers.len()).collect();
        Self::over(geography, &all, distance_km, GENERAL_KEPT)
    }

    /// Flows of specialised services: the largest providers, over longer distances.
    #[must_use]
    pub fn specialised(geography: &Geography, distance_km: f64) -> Self {
        let mut by_size: Vec<usize> = (0..geography.providers.len()).collect();
        by_size.sort_by(|&a, &b| {
            geography.providers[b]
                .size
                .total_cmp(&geography.providers[a].size)
                .then(a.cmp(&b))
        });
        by_size.truncate(SPECIALISED_PROVIDERS);
        by_size.sort_unstable();
        Self::over(
            geography,
            &by_size,
            SPECIALISED_REACH * distance_km,
            SPECIALISED_KEPT,
        )
    }

    fn over(geography: &Geography, among: &[usize], distance_km: f64, keep: usize) -> Self {
        let kept = keep.min(among.len());
        let atoms = geography.atoms();
        let mut provider = Vec::with_capacity(atoms * kept);
        let mut share = Vec::with_capacity(atoms * kept);
        let mut pull: Vec<(f64, u32)> = Vec::with_capacity(among.len());
        for n in 0..atoms {
            pull.clear();
            for &h in among {
                let site = geography.providers[h].atom as usize;
                let dx = geography.x_km[n] - geography.x_km[site];
                let dy = geography.y_km[n] - geography.y_km[site];
                // In logarithms, so that a remote place with only distant providers keeps them.
                let weight = libm::log(geography.providers[h].size)
                    - libm::sqrt(dx * dx + dy * dy) / distance_km;
                pull.push((weight, h as u32));
            }
            pull.select_nth_unstable_by(kept - 1, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            pull.truncate(kept);
            pull.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let nearest = pull[0].0;
            let total: f64 = pull.iter().map(|&(w, _)| libm::exp(w - nearest)).sum();
            for &(w, h) in &pull {
                provider.push(h);
                share.push(libm::exp(w - nearest) / total);
            }
        }
        Self {
            kept,
            providers: geography.providers.len(),
            provider,
            share,
        }
    }

    /// The providers and shares of one place.
    pub fn of(&self, atom: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let range = atom * self.kept..(atom + 1) * self.kept;
        self.provider[range.clone()]
            .iter()
            .map(|&h| h as usize)
            .zip(self.share[range].iter().copied())
    }

    /// Mean over the providers of a place, by share of its patients.
    #[must_use]
    pub fn mean(&self, atom: usize, value: &[f64]) -> f64 {
        let range = atom * self.kept..(atom + 1) * self.kept;
        let (providers, shares) = (&self.provider[range.clone()], &self.share[range]);
        // Two sums side by side: one chain of additions would wait for itself.
        let (pairs, odd) = providers.as_chunks::<2>();
        let (pair_shares, odd_shares) = shares.as_chunks::<2>();
        let mut sums = [0.0; 2];
        for (h, share) in pairs.iter().zip(pair_shares) {
            sums[0] += share[0] * value[h[0] as usize];
            sums[1] += share[1] * value[h[1] as usize];
        }
        for (&h, share) in odd.iter().zip(odd_shares) {
            sums[0] += share * value[h as usize];
        }
        sums[0] + sums[1]
    }

    /// Spreads an amount over the providers of a place, by share of its patients.
    pub fn spread(&self, atom: usize, amount: f64, over: &mut [f64]) {
        for (h, share) in self.of(atom) {
            over[h] += share * amount;
        }
    }

    /// Internalised share ι of every place under a partition, each between 0 and 1.
    #[must_use]
    pub fn internalised(&self, partition: &Partition) -> Vec<f64> {
        let bodies = partition.names.len();
        let mut caught = vec![0.0; bodies * self.providers];
        let mut all = vec![0.0; self.providers];
        for (n, &body) in partition.body_of.iter().enumerate() {
            for (h, s) in self.of(n) {
                caught[body as usize * self.providers + h] += s;
                all[h] += s;
            }
        }
        partition
            .body_of
            .iter()
            .enumerate()
            .map(|(n, &body)| {
                let (mut inside, mut total) = (0.0, 0.0);
                for (h, s) in self.of(n) {
                    inside += s * caught[body as usize * self.providers + h];
                    total += s * all[h];
                }
                inside / total
            })
            .collect()
    }
}
