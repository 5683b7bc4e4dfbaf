//! Who buys from whom: shares of each commissioner's patients at each acute provider, from the
//! patient flows of its atoms weighted by need. Fixed as long as the commissioners are.

use super::Setting;

/// Flows of commissioners to providers, and sums by provider of the month at hand.
#[derive(Clone, Debug, Default)]
pub struct Trade {
    start: Vec<u32>,
    provider: Vec<u32>,
    share: Vec<f64>,
    /// Concentration (Herfindahl) of providers seen from each commissioner: Σ_h share², 0 to 1.
    pub concentration: Vec<f64>,
    /// Most populous atom of each commissioner, ties to the lowest identity; it keys its draws.
    pub anchor: Vec<u32>,
    /// Share of the nation's acute work that each provider does.
    pub weight: Vec<f64>,
    /// Income of the month, GBP, by provider.
    pub income: Vec<f64>,
    /// Cost of the month, GBP, by provider.
    pub cost: Vec<f64>,
    /// What speeds the fall of unit cost at a provider besides productivity, per year, times the
    /// provider's share of the nation's work.
    pub speed: Vec<f64>,
}

impl Trade {
    /// The trade of a setting.
    #[must_use]
    pub fn new(setting: &Setting<'_>) -> Self {
        let nature = setting.nature;
        let bodies = setting.institutions;
        let providers = nature.general.providers;
        let mut trade = Self {
            start: vec![0],
            weight: vec![0.0; providers],
            income: vec![0.0; providers],
            cost: vec![0.0; providers],
            speed: vec![0.0; providers],
            ..Self::default()
        };
        let mut row = vec![0.0; providers];
        for unit in &bodies.units {
            row.fill(0.0);
            let mut anchor: Option<u32> = None;
            for &n in unit.parcels.iter().flat_map(|&q| &bodies.parcels[q].atoms) {
                let at = n as usize;
                nature.general.spread(at, nature.weight[at], &mut row);
                let people = nature.population[at];
                if anchor.is_none_or(|best| {
                    let most = nature.population[best as usize];
                    people > most || (people >= most && n < best)
                }) {
                    anchor = Some(n);
                }
            }
            let mut concentration = 0.0;
            for (h, &work) in row.iter().enumerate().filter(|(_, work)| **work > 0.0) {
                let share = work / unit.weight;
                trade.provider.push(h as u32);
                trade.share.push(share);
                trade.weight[h] += work;
                concentration += share * share;
            }
            trade.start.push(trade.provider.len() as u32);
            trade.concentration.push(concentration);
            trade.anchor.push(anchor.unwrap_or(0));
        }
        trade
    }

    /// Where the providers of a commissioner stand in the columns.
    fn range(&self, unit: usize) -> std::ops::Range<usize> {
        self.start[unit] as usize..self.start[unit + 1] as usize
    }

    /// The providers of a commissioner, and the share of its patients at each.
    pub fn of(&self, unit: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let range = self.range(unit);
        self.provider[range.clone()]
            .iter()
            .map(|&h| h as usize)
            .zip(self.share[range].iter().copied())
    }

    /// Mean over the providers of a commissioner, by share of its patients.
    #[must_use]
    pub fn mean(&self, unit: usize, value: &[f64]) -> f64 {
        self.of(unit).map(|(h, share)| share * value[h]).sum()
    }

    /// Empties the sums of the month.
    pub fn clear(&mut self) {
        self.income.fill(0.0);
        self.cost.fill(0.0);
        self.speed.fill(0.0);
    }

    /// Adds to the sums of the providers of a commissioner, by share of its patients: its payment,
    /// and weight · speed. Cost is each provider's own: `volume` at the provider's unit cost.
    pub fn post(&mut self, unit: usize, payment: f64, volume: f64, speed: f64, unit_cost: &[f64]) {
        for i in self.range(unit) {
            let (h, share) = (self.provider[i] as usize, self.share[i]);
            self.income[h] += share * payment;
            self.cost[h] += share * volume * unit_cost[h];
            self.speed[h] += share * speed;
        }
    }
}
