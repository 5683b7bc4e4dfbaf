//! The same model by hand: one arm, the single trusts, on bare arrays. No setting, no panels, no
//! phases, no counters of clips and no guides, joint bodies or overseer, because this arm has none:
//! what is left is the arithmetic, with the same draws, in one loop a month. It is what the time of
//! a run is measured against. Symbols and order are those of `model::phases`.

use grip::engine::Simulation;
use grip::model::phases::allocation_growth;
use grip::model::wide::{LANES, Pass};
use grip::model::world::{NEVER, Policy, Stage};
use grip::model::{Nature, tier};
use grip::rng::{Purpose, uniform};
use grip::scenario::Parameters;

type Sixteen = [f32; LANES];

const CLOSED: u8 = 0;
const QUEUED: u8 = 1;
const PREPARING: u8 = 2;
const LIVE: u8 = 3;
const COOLING: u8 = 4;

/// What is compared with the engine before anything is timed.
#[derive(Clone, Copy, Debug)]
pub struct Sums {
    /// Cash released above March 2009, GBP.
    pub cash: f64,
    /// The same as reported, GBP.
    pub reported: f64,
    /// QALY above March 2009.
    pub qaly: f64,
    /// QALY discounted at the standard rate.
    pub discounted: f64,
    /// Bureaucracy, GBP.
    pub bureaucracy: f64,
    /// Sum of legitimacy over atoms.
    pub legitimacy: f64,
    /// Decisions, approvals and reversals.
    pub decisions: f64,
}

impl Sums {
    /// The sums of a run of the engine.
    pub fn of(run: &Simulation<'_>) -> Self {
        let flows = &run.world.flows;
        Self {
            cash: flows.saving_real.total,
            reported: flows.saving_reported.total,
            qaly: flows.qaly.total,
            discounted: flows.qaly_discounted[0],
            bureaucracy: run.world.ledger.accounts.iter().map(|a| a.gbp()).sum(),
            legitimacy: run.world.legitimacy.iter().sum(),
            decisions: run.world.desks[0]
                .cases
                .iter()
                .map(|c| f64::from(c.tally[0] + c.tally[1] + c.tally[2]))
                .sum(),
        }
    }

    /// Whether two runs are the same to one in a million.
    pub fn agrees(&self, other: &Self) -> bool {
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-6 * a.abs().max(b.abs());
        close(self.cash, other.cash)
            && close(self.reported, other.reported)
            && close(self.qaly, other.qaly)
            && close(self.discounted, other.discounted)
            && close(self.bureaucracy, other.bureaucracy)
            && close(self.legitimacy, other.legitimacy)
            && close(self.decisions, other.decisions)
    }
}

/// Everything as arrays: `k` counts items, `n` atoms, `b` trusts.
#[derive(Clone)]
pub struct Bare<'a> {
    nature: &'a Nature,
    p: &'a Parameters,
    items: usize,
    lanes: usize,
    atoms: usize,
    trusts: usize,
    providers: usize,
    start_of_trust: Vec<usize>,
    atom_of: Vec<usize>,
    trust_of: Vec<usize>,
    people: Vec<f64>,
    weight: Vec<f64>,
    talent: Vec<f64>,
    anchor: Vec<u32>,
    remote: Vec<f64>,
    far: Vec<f64>,
    bias: Vec<f64>,
    capacity: Vec<f64>,
    delay: Vec<f64>,
    decision_cost: Vec<f64>,
    order: Vec<u32>,
    around_start: Vec<usize>,
    around: Vec<(usize, f64)>,
    own_view: Vec<f32>,
    common_view: Vec<f64>,
    error: Vec<f64>,
    inside: Vec<f32>,
    running: f64,
    head: f64,
    upper: f64,
    decision_base: f64,
    report_body: f64,
    report_providers: f64,
    assurance: f64,
    overstated: f64,
    notice: Vec<f32>,
    half_value: Vec<f32>,
    spend_general: Vec<f32>,
    spend_special: Vec<f32>,
    pool_at: Vec<f64>,

    y: Vec<f32>,
    x: Vec<f32>,
    has: Vec<bool>,
    known: Vec<bool>,
    difference: Vec<f32>,
    stage: Vec<u8>,
    due: Vec<i32>,
    approved: Vec<i32>,
    information: Vec<f64>,
    credit: Vec<f64>,
    required: Vec<f64>,
    pressure: Vec<f64>,
    target: Vec<f64>,
    lean: Vec<f64>,
    cash_years: Vec<[f64; 2]>,
    cash_start: f64,
    cash_at_start: Vec<f64>,
    qaly_at_start: Vec<f64>,
    qaly: Vec<f64>,
    qaly_total: Vec<f64>,
    legitimacy: Vec<f64>,
    losses: Vec<f32>,
    lottery: Vec<f32>,
    stale: Vec<bool>,
    resistance: Vec<f32>,
    rate: Vec<f32>,
    rate_inside: Vec<f32>,
    loss_weight: Vec<f32>,
    voice: Vec<f64>,
    monitored: Vec<f64>,
    general: Vec<f64>,
    special: Vec<f64>,
    value: Vec<f64>,
    beside: Vec<f32>,
    at: Vec<f64>,
    cash: Vec<f64>,
    withdrawn: Vec<f64>,
    pence: Vec<i64>,
    balance: Vec<[i64; 2]>,
    variation: Vec<[f64; 3]>,
    approvals: Vec<(usize, usize)>,
    refusals: Vec<(usize, usize)>,
    sums: Sums,
}

fn sixteens(table: &[f32], row: usize, lanes: usize) -> &[Sixteen] {
    table[row * lanes..(row + 1) * lanes].as_chunks().0
}

fn fold(lanes: Sixteen) -> f64 {
    lanes.iter().map(|&x| f64::from(x)).sum()
}

fn pence(gbp: f64) -> i64 {
    (gbp * 100.0).round() as i64
}

impl<'a> Bare<'a> {
    /// Copies a run of the single trusts that has not begun.
    pub fn new(run: &'a Simulation<'_>) -> Self {
        let (nature, p, world) = (run.nature, &run.parameters, &run.world);
        let all = &run.institutions;
        let (seat, desk) = (&all.seats[0], &world.desks[0]);
        assert!(all.grip == 0.0 && all.guides.is_empty() && all.seats.len() == 1 && !seat.joint);
        let (items, lanes, atoms) = (nature.count, nature.lanes, nature.atoms);
        let trusts = seat.bodies.len();
        let mut start_of_trust = vec![0];
        let mut atom_of = Vec::new();
        let mut around_start = vec![0];
        let mut around = Vec::new();
        for (b, body) in seat.bodies.iter().enumerate() {
            assert!(body.parcels == [b] && body.units == [b] && all.parcels[b].area == b);
            atom_of.extend(all.parcels[b].atoms.iter().map(|&n| n as usize));
            start_of_trust.push(atom_of.len());
            around.extend(body.around.iter().copied());
            around_start.push(around.len());
        }
        let by_body = |of: &dyn Fn(usize) -> f64| -> Vec<f64> { (0..trusts).map(of).collect() };
        let by_item = |of: &dyn Fn(usize) -> f64| -> Vec<f32> {
            let mut row = vec![0.0; lanes];
            (0..items).for_each(|k| row[k] = of(k) as f32);
            row
        };
        let v = &nature.items;
        let spend = |k: usize, special: bool| {
            f64::from(u8::from(v.specialised[k] == special)) * v.spend_gbp[k]
        };
        let mut pool_at = vec![0.0; nature.general.providers];
        for (flows, special) in [(&nature.general, false), (&nature.special, true)] {
            let whole: f64 = (0..items).map(|k| spend(k, special)).sum();
            for n in 0..atoms {
                for (h, share) in flows.of(n) {
                    pool_at[h] += share * nature.weight[n] * whole;
                }
            }
        }
        let o = &all.overheads;
        Self {
            nature,
            p,
            items,
            lanes,
            atoms,
            trusts,
            providers: nature.general.providers,
            start_of_trust,
            atom_of,
            trust_of: all.parcel_of.iter().map(|&q| q as usize).collect(),
            people: by_body(&|b| seat.bodies[b].population),
            weight: by_body(&|b| seat.bodies[b].weight),
            talent: by_body(&|b| all.units[b].talent),
            anchor: seat.bodies.iter().map(|body| body.anchor.0).collect(),
            remote: by_body(&|b| seat.bodies[b].remoteness),
            far: by_body(&|b| seat.bodies[b].far),
            bias: by_body(&|b| seat.bodies[b].bias),
            capacity: by_body(&|b| seat.bodies[b].capacity),
            delay: by_body(&|b| seat.bodies[b].delay),
            decision_cost: by_body(&|b| seat.bodies[b].decision_cost),
            order: seat
                .bodies
                .iter()
                .flat_map(|body| body.order.clone())
                .collect(),
            around_start,
            around,
            own_view: seat.own_view.clone(),
            common_view: seat.common_view.clone(),
            error: seat.error.clone(),
            inside: all.inside_area.clone(),
            running: o.body_gbp,
            head: o.head_gbp,
            upper: o.upper_gbp,
            decision_base: o.decision_base_gbp,
            report_body: o.report_body_gbp,
            report_providers: o.report_provider_gbp * o.providers,
            assurance: o.assurance_gbp,
            overstated: p.costs.overstatement * (1.0 + o.assurance_grip) / (1.0 + p.costs.audit),
            notice: by_item(&|k| v.share[k] * v.visibility[k]),
            half_value: by_item(&|k| 0.5 * v.spend_gbp[k] / p.health.gbp_per_qaly / v.mean[k]),
            spend_general: by_item(&|k| spend(k, false)),
            spend_special: by_item(&|k| spend(k, true)),
            pool_at,
            y: world.withdrawn.clone(),
            x: world.action.clone(),
            has: world
                .policy
                .iter()
                .map(|&policy| policy != Policy::None)
                .collect(),
            known: world.known.clone(),
            difference: world.difference.clone(),
            stage: desk
                .stage
                .iter()
                .map(|stage| match stage {
                    Stage::Closed => CLOSED,
                    Stage::Queued => QUEUED,
                    Stage::Preparing | Stage::Rework => PREPARING,
                    Stage::Live => LIVE,
                    Stage::Cooling => COOLING,
                })
                .collect(),
            due: desk.due.clone(),
            approved: desk.cases.iter().map(|case| case.approved).collect(),
            information: desk.cases.iter().map(|case| case.information).collect(),
            credit: desk.credit.clone(),
            required: world.required.clone(),
            pressure: world.pressure.clone(),
            target: world.target_distance.clone(),
            lean: world.lean.clone(),
            cash_years: world.cash_years.clone(),
            cash_start: world.cash_at_start,
            cash_at_start: world.unit_cash_at_start.clone(),
            qaly_at_start: world.qaly_at_start.clone(),
            qaly: world.qaly.clone(),
            qaly_total: world.qaly_total.clone(),
            legitimacy: world.legitimacy.clone(),
            losses: world.losses.clone(),
            lottery: world.lottery.clone(),
            stale: vec![true; trusts],
            resistance: vec![0.0; trusts * lanes],
            rate: vec![0.0; trusts * lanes],
            rate_inside: vec![0.0; trusts * lanes],
            loss_weight: vec![0.0; trusts * lanes],
            voice: vec![0.5; trusts],
            monitored: vec![0.0; trusts],
            general: vec![0.0; atoms],
            special: vec![0.0; atoms],
            value: vec![0.0; atoms],
            beside: vec![0.0; lanes],
            at: vec![0.0; nature.general.providers],
            cash: vec![0.0; trusts],
            withdrawn: vec![0.0; trusts],
            pence: vec![0; trusts + 1],
            balance: vec![[0; 2]; trusts + 1],
            variation: vec![[0.0; 3]; trusts * items],
            approvals: Vec::with_capacity(trusts * items),
            refusals: Vec::with_capacity(trusts * items),
            sums: Sums {
                cash: 0.0,
                reported: 0.0,
                qaly: 0.0,
                discounted: 0.0,
                bureaucracy: 0.0,
                legitimacy: 0.0,
                decisions: 0.0,
            },
        }
    }

    /// Runs from April 2009 to the end of a month.
    #[inline(always)]
    pub fn run(&mut self, months: i32) -> Sums {
        for month in 1..=months {
            self.month(month);
        }
        self.sums.legitimacy = self.legitimacy.iter().sum();
        self.sums
    }

    #[inline(always)]
    fn month(&mut self, month: i32) {
        let open = self
            .nature
            .items
            .opening
            .partition_point(|&opening| opening <= month);
        self.pence.fill(0);
        self.queues(month);
        if month.rem_euclid(12) == 1 {
            self.press(month);
        }
        self.prepare(month);
        self.decide(month, open);
        self.rows();
        self.implement(month, open.div_ceil(LANES));
        self.compare(open.div_ceil(LANES) * LANES);
        self.reverse(month, open);
        self.release();
        self.rows();
        for lean in &mut self.lean {
            *lean += (0.0 - *lean) / 24.0;
        }
        self.books();
        self.weigh();
        self.count(month);
        if month.rem_euclid(12) == 0 {
            self.learn();
        }
    }

    #[inline(always)]
    fn queues(&mut self, month: i32) {
        for b in 0..self.trusts {
            for k in 0..self.items {
                let cell = b * self.items + k;
                if (self.stage[cell] == CLOSED && self.nature.items.opening[k] <= month)
                    || (self.stage[cell] == COOLING && self.due[cell] <= month)
                {
                    self.stage[cell] = QUEUED;
                }
            }
        }
    }

    #[inline(always)]
    fn press(&mut self, month: i32) {
        let f = &self.p.finance;
        let growth = allocation_growth(month);
        let year = ((month + 23) / 12) as usize;
        let closing = libm::pow(0.5, 12.0 / f.target_half_life_months);
        for b in 0..self.trusts {
            let shocks = &self.nature.shock[year * self.atoms..(year + 1) * self.atoms];
            let atoms = &self.atom_of[self.start_of_trust[b]..self.start_of_trust[b + 1]];
            let shock = atoms.iter().map(|&n| shocks[n]).sum::<f64>() / self.people[b];
            let own = self.nature.allocation_gbp * self.weight[b] * (1.0 + self.target[b]);
            let [this_year, last_year] = self.cash_years[b];
            let wanted = (1.0 - f.fade) * self.required[b]
                + f.local_share * (f.need_growth - growth).max(0.0)
                - f.target_pass * f.fade * self.target[b]
                + 0.5 * shock
                - (this_year - last_year) / own;
            self.required[b] = wanted.clamp(-0.01, 0.05);
            self.pressure[b] = (f.base_pressure + self.required[b] / 0.02).clamp(0.0, 2.0);
            self.target[b] *= closing;
            self.cash_years[b] = [0.0, this_year];
        }
    }

    #[inline(always)]
    fn peers(&self, b: usize, k: usize) -> f64 {
        let (mut live, mut all) = (0.0, 0.0);
        for &(other, pairs) in &self.around[self.around_start[b]..self.around_start[b + 1]] {
            all += pairs;
            if self.known[other * self.items + k] {
                live += pairs;
            }
        }
        if all > 0.0 { live / all } else { 0.0 }
    }

    #[inline(always)]
    fn prepare(&mut self, month: i32) {
        let q = &self.p.queue;
        for b in 0..self.trusts {
            let mut credit = self.credit[b].min(1.0) + self.capacity[b];
            for i in 0..self.items {
                let k = self.order[b * self.items + i] as usize;
                let cell = b * self.items + k;
                if self.stage[cell] != QUEUED {
                    continue;
                }
                let work = 1.0 - q.copying * self.peers(b, k);
                let saving =
                    self.p.items.best_share_mean * self.nature.items.spend_gbp[k] * self.weight[b];
                if q.worth_years * saving < work * self.decision_cost[b] {
                    continue;
                }
                if credit < work {
                    break;
                }
                credit -= work;
                self.stage[cell] = PREPARING;
                self.due[cell] = month + self.delay[b].ceil() as i32;
                self.pence[b] += pence(self.decision_cost[b] * work);
            }
            self.credit[b] = credit;
        }
    }

    /// Estimate of the mean, and what is added to every place's own part.
    #[inline(always)]
    fn view(&self, b: usize, k: usize) -> (f64, f64) {
        let cell = b * self.items + k;
        let information = self.information[cell];
        let mean = self.nature.items.mean[k] + self.error[cell] / (1.0 + information);
        let bias = self.bias[b] * (1.0 - 0.5 * information / (1.0 + information));
        (mean, mean + self.common_view[cell] + bias)
    }

    #[inline(always)]
    fn decide(&mut self, month: i32, open: usize) {
        let a = &self.p.approval;
        self.approvals.clear();
        self.refusals.clear();
        for b in 0..self.trusts {
            for k in 0..open {
                let cell = b * self.items + k;
                if self.stage[cell] != PREPARING || self.due[cell] > month {
                    continue;
                }
                let (mean, base) = self.view(b, k);
                let mut seen = 0.0;
                for &n in &self.atom_of[self.start_of_trust[b]..self.start_of_trust[b + 1]] {
                    let own = f64::from(self.own_view[n * self.lanes + k]);
                    let view = (base + own).clamp(0.0, 1.0);
                    seen += self.nature.population[n] * (view * view);
                }
                let gain =
                    (seen / self.people[b] / (mean.max(0.10) * self.p.items.best_share_mean))
                        .clamp(-1.0, 2.0);
                let met = (f64::from(self.nature.opposition[b * self.lanes + k])
                    * (1.0 + a.lean * self.lean[b]))
                    .min(1.0);
                let press = (met + self.nature.items.visibility[k]) * self.exposure(b, k);
                let balance = self.pressure[b] * gain - a.pressure_weight * press
                    + a.peer_weight * self.peers(b, k)
                    - a.hurdle;
                let chance = 1.0 / (1.0 + libm::exp(-a.steepness * balance));
                let u = self.draw(Purpose::Approval, b, k, month);
                if u < chance {
                    self.approvals.push((b, k));
                } else {
                    self.refusals.push((b, k));
                }
            }
        }
        let back = month + self.p.queue.revisit_months.round() as i32;
        for &(b, k) in &self.refusals {
            self.stage[b * self.items + k] = COOLING;
            self.due[b * self.items + k] = back;
        }
        for i in 0..self.approvals.len() {
            let (b, k) = self.approvals[i];
            let cell = b * self.items + k;
            self.stage[cell] = LIVE;
            self.approved[cell] = month;
            self.has[cell] = true;
            self.stale[b] = true;
            self.act(b, k);
        }
        self.sums.decisions += (2 * self.approvals.len() + self.refusals.len()) as f64;
    }

    #[inline(always)]
    fn act(&mut self, b: usize, k: usize) {
        let (_, base) = self.view(b, k);
        for &n in &self.atom_of[self.start_of_trust[b]..self.start_of_trust[b + 1]] {
            let own = f64::from(self.own_view[n * self.lanes + k]);
            self.x[n * self.lanes + k] = (base + own).clamp(0.0, 1.0) as f32;
        }
    }

    #[inline(always)]
    fn exposure(&self, b: usize, k: usize) -> f64 {
        tier::exposure(
            self.p,
            true,
            self.remote[b],
            self.nature.items.organisation[k],
        )
    }

    #[inline(always)]
    fn draw(&self, purpose: Purpose, b: usize, k: usize, month: i32) -> f64 {
        uniform(
            self.nature.seed,
            purpose,
            self.anchor[b],
            self.nature.items.identity[k],
            month,
            0,
        )
    }

    /// Rows of the trusts in which a policy has come or gone.
    #[inline(always)]
    fn rows(&mut self) {
        let i = &self.p.implementation;
        for b in 0..self.trusts {
            if !self.stale[b] {
                continue;
            }
            self.stale[b] = false;
            let passed = tier::transmission(self.p, self.far[b], 0.0);
            let carried = passed.carried * self.talent[b];
            let enforced = i.lever * i.lever_rate * passed.enforced * carried;
            let mut live = 0.0;
            for k in 0..self.items {
                let cell = b * self.lanes + k;
                self.loss_weight[cell] = self.notice[k];
                if self.has[b * self.items + k] {
                    self.resistance[cell] = i.resistance as f32;
                    self.rate[cell] =
                        (i.drift_rate * carried + enforced * (1.0 - i.buyer_power)) as f32;
                    self.rate_inside[cell] = (enforced * i.buyer_power) as f32;
                    live += 1.0;
                } else {
                    self.resistance[cell] = 0.0;
                    self.rate[cell] = i.creep as f32;
                    self.rate_inside[cell] = 0.0;
                }
            }
            self.voice[b] = if live > 0.0 {
                1.0 - self.remote[b]
            } else {
                0.5
            };
            self.monitored[b] = live * self.far[b] * self.people[b] / tier::REFERENCE_POPULATION;
        }
    }

    #[inline(always)]
    fn implement(&mut self, month: i32, chunks: usize) {
        let lanes = self.lanes;
        let misfit = self.p.implementation.misfit_resistance as f32;
        let spillover = self.p.evidence.spillover as f32;
        let slot = month.rem_euclid(12) as usize * self.atoms;
        for b in 0..self.trusts {
            let swell = (1.0 + self.p.approval.lean * self.lean[b]) as f32;
            let opposition = &sixteens(&self.nature.opposition, b, lanes)[..chunks];
            let resistance = &sixteens(&self.resistance, b, lanes)[..chunks];
            let rate = &sixteens(&self.rate, b, lanes)[..chunks];
            let rate_inside = &sixteens(&self.rate_inside, b, lanes)[..chunks];
            let loss_weight = &sixteens(&self.loss_weight, b, lanes)[..chunks];
            let half_value = &sixteens(&self.half_value, 0, lanes)[..chunks];
            let spend_general = &sixteens(&self.spend_general, 0, lanes)[..chunks];
            let spend_special = &sixteens(&self.spend_special, 0, lanes)[..chunks];
            for &n in &self.atom_of[self.start_of_trust[b]..self.start_of_trust[b + 1]] {
                let y = &mut self.y[n * lanes..(n + 1) * lanes]
                    .as_chunks_mut::<LANES>()
                    .0[..chunks];
                let x = &sixteens(&self.x, n, lanes)[..chunks];
                let best = &sixteens(&self.nature.best, n, lanes)[..chunks];
                let inside = self.inside[n];
                let mut general = [0.0_f32; LANES];
                let mut special = [0.0_f32; LANES];
                let mut value = [0.0_f32; LANES];
                let mut loss = [0.0_f32; LANES];
                for c in 0..chunks {
                    for l in 0..LANES {
                        let met = (opposition[c][l] * swell).min(1.0);
                        let resist = (resistance[c][l] * met
                            + misfit * (x[c][l] - best[c][l]).max(0.0))
                        .min(0.95);
                        let phi =
                            ((rate[c][l] + rate_inside[c][l] * inside) * (1.0 - resist)).min(1.0);
                        let change = phi * (x[c][l] - y[c][l]);
                        let now = y[c][l] + change;
                        y[c][l] = now;
                        let aim = (best[c][l] + spillover).min(1.0);
                        general[l] += spend_general[c][l] * now;
                        special[l] += spend_special[c][l] * now;
                        value[l] += half_value[c][l] * (now * (2.0 * aim - now));
                        loss[l] += loss_weight[c][l] * change.max(0.0);
                    }
                }
                self.general[n] = fold(general);
                self.special[n] = fold(special);
                self.value[n] = fold(value);
                self.losses[slot + n] = fold(loss) as f32;
            }
        }
    }

    #[inline(always)]
    fn compare(&mut self, open: usize) {
        let lanes = self.lanes;
        for b in 0..self.trusts {
            let mean = &mut self.difference[b * lanes..b * lanes + open];
            mean.fill(0.0);
            for &n in &self.atom_of[self.start_of_trust[b]..self.start_of_trust[b + 1]] {
                let share = (self.nature.population[n] / self.people[b]) as f32;
                let beside = &mut self.beside[..open];
                beside.fill(0.0);
                let from = self.nature.neighbour_start[n] as usize;
                let to = self.nature.neighbour_start[n + 1] as usize;
                for i in from..to {
                    let m = self.nature.neighbour[i] as usize;
                    let w = self.nature.neighbour_weight[i];
                    let other = &self.y[m * lanes..m * lanes + open];
                    for (sum, y) in beside.iter_mut().zip(other) {
                        *sum += w * y;
                    }
                }
                let own = &self.y[n * lanes..n * lanes + open];
                let mut lottery = [0.0_f32; LANES];
                for ((sum, beside), own) in mean.iter_mut().zip(beside.iter_mut()).zip(own) {
                    *beside = (own - *beside).abs();
                    *sum += share * *beside;
                }
                let away = self.beside[..open].as_chunks::<LANES>().0;
                let notice = self.notice[..open].as_chunks::<LANES>().0;
                for (away, notice) in away.iter().zip(notice) {
                    for l in 0..LANES {
                        lottery[l] += notice[l] * away[l];
                    }
                }
                self.lottery[n] = fold(lottery) as f32;
            }
        }
    }

    #[inline(always)]
    fn reverse(&mut self, month: i32, open: usize) {
        let i = &self.p.implementation;
        let back = month + self.p.queue.revisit_months.round() as i32;
        for b in 0..self.trusts {
            for k in 0..open {
                let cell = b * self.items + k;
                if self.stage[cell] != LIVE || self.approved[cell] >= month {
                    continue;
                }
                let met = (f64::from(self.nature.opposition[b * self.lanes + k])
                    * (1.0 + self.p.approval.lean * self.lean[b]))
                    .min(1.0);
                let pressed = self.exposure(b, k) * (met + self.nature.items.visibility[k]);
                let apart = f64::from(self.difference[b * self.lanes + k]);
                let hazard = i.reversal * (2.0 * pressed + 3.0 * i.postcode_reversal * apart);
                if self.draw(Purpose::Reversal, b, k, month) < hazard.min(1.0) {
                    self.stage[cell] = COOLING;
                    self.due[cell] = back;
                    // Only reversals of policies approved since April 2009 are counted.
                    self.sums.decisions += f64::from(u8::from(self.approved[cell] >= 1));
                    self.approved[cell] = NEVER;
                    self.has[cell] = false;
                    self.stale[b] = true;
                    for &n in &self.atom_of[self.start_of_trust[b]..self.start_of_trust[b + 1]] {
                        self.x[n * self.lanes + k] = 0.0;
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn release(&mut self) {
        let i = &self.p.implementation;
        let (general, special) = (&self.nature.general, &self.nature.special);
        self.at.fill(0.0);
        for n in 0..self.atoms {
            for (flows, amount) in [(general, self.general[n]), (special, self.special[n])] {
                let amount = amount * self.nature.weight[n];
                let range = n * flows.kept..(n + 1) * flows.kept;
                for (&h, share) in flows.provider[range.clone()]
                    .iter()
                    .zip(&flows.share[range])
                {
                    self.at[h as usize] += share * amount;
                }
            }
        }
        for h in 0..self.providers {
            let share = if self.pool_at[h] > 0.0 {
                self.at[h] / self.pool_at[h]
            } else {
                0.0
            };
            self.at[h] = i.variable_share
                + (1.0 - i.variable_share) * (share / i.release_threshold).min(1.0);
        }
        for b in 0..self.trusts {
            let (mut cash, mut withdrawn) = (0.0, 0.0);
            for &n in &self.atom_of[self.start_of_trust[b]..self.start_of_trust[b + 1]] {
                let mut freed = 0.0;
                for (flows, amount) in [(general, self.general[n]), (special, self.special[n])] {
                    let range = n * flows.kept..(n + 1) * flows.kept;
                    let mut released = [0.0; 2];
                    for (j, (&h, share)) in flows.provider[range.clone()]
                        .iter()
                        .zip(&flows.share[range])
                        .enumerate()
                    {
                        released[j % 2] += share * self.at[h as usize];
                    }
                    freed += amount * (released[0] + released[1]);
                }
                let weight = self.nature.weight[n];
                let freed = freed * weight / 12.0;
                let spend = (self.general[n] + self.special[n]) * weight;
                self.qaly[n] = self.value[n] * weight / 12.0
                    - (spend / 12.0 - freed) / self.p.health.gbp_per_qaly;
                cash += freed;
                withdrawn += spend;
            }
            self.cash[b] = cash;
            self.withdrawn[b] = withdrawn;
            self.cash_years[b][0] += cash;
        }
    }

    #[inline(always)]
    fn books(&mut self) {
        let allocation = self.nature.allocation_gbp / 12.0;
        let pool: f64 = self.nature.items.spend_gbp.iter().sum();
        for b in 0..self.trusts {
            let base = self.decision_base * self.people[b] / self.nature.nation;
            self.pence[b] += pence((self.running + self.head * self.people[b] - base) / 12.0)
                + pence(self.report_body / 12.0)
                + pence(self.assurance / 12.0);
        }
        let monitored: f64 = self.monitored.iter().sum();
        let i = &self.p.implementation;
        self.pence[self.trusts] += pence(self.upper / 12.0)
            + pence(self.report_providers / 12.0)
            + pence(self.p.costs.monitoring_gbp * i.monitoring_intensity * monitored);
        for b in 0..self.trusts {
            let receipts = pence(allocation * self.weight[b] * (1.0 + self.target[b]));
            let withdrawn = self.withdrawn[b] / 12.0;
            let work = pence(pool * self.weight[b] / 12.0 - withdrawn);
            let stranded = pence(withdrawn - self.cash[b]);
            let saved = self.cash[b] - self.cash_at_start[b];
            let claim = pence(saved.max(0.0) * (1.0 + self.overstated) + saved.min(0.0));
            let other = receipts - self.pence[b] - work - stranded;
            let real = self.pence[b] + work + stranded + other;
            let set_aside = pence(saved);
            let told =
                self.pence[b] + work + stranded + (other - set_aside) + claim + (set_aside - claim);
            self.balance[b][0] += receipts - real;
            self.balance[b][1] += receipts - told;
        }
        self.sums.bureaucracy += self.pence.iter().sum::<i64>() as f64 / 100.0;
    }

    #[inline(always)]
    fn weigh(&mut self) {
        let l = &self.p.legitimacy;
        for n in 0..self.atoms {
            let mut lost = 0.0;
            for month in 0..12 {
                lost += f64::from(self.losses[month * self.atoms + n]);
            }
            let target = 0.6 + l.voice * (self.voice[self.trust_of[n]] - 0.5)
                - l.postcode * f64::from(self.lottery[n])
                - l.loss * lost;
            self.legitimacy[n] += l.adjustment * (target.clamp(0.0, 1.0) - self.legitimacy[n]);
        }
    }

    #[inline(always)]
    fn count(&mut self, month: i32) {
        let cash: f64 = self.cash.iter().sum();
        self.sums.cash += cash - self.cash_start;
        for b in 0..self.trusts {
            let saved = self.cash[b] - self.cash_at_start[b];
            self.sums.reported += saved.max(0.0) * (1.0 + self.overstated) + saved.min(0.0);
        }
        let mut qaly = 0.0;
        for n in 0..self.atoms {
            let gained = self.qaly[n] - self.qaly_at_start[n];
            self.qaly_total[n] += gained;
            qaly += gained;
        }
        self.sums.qaly += qaly;
        self.sums.discounted +=
            qaly * libm::pow(1.0 + self.p.health.discount, -f64::from(month) / 12.0);
    }

    #[inline(always)]
    fn learn(&mut self) {
        let e = &self.p.evidence;
        for k in 0..self.items {
            let mut all = [0.0; 3];
            for b in 0..self.trusts {
                let mut own = [0.0; 3];
                if self.has[b * self.items + k] {
                    for &n in &self.atom_of[self.start_of_trust[b]..self.start_of_trust[b + 1]] {
                        let w = self.nature.population[n] / tier::REFERENCE_POPULATION;
                        let x = f64::from(self.x[n * self.lanes + k]);
                        own[0] += w;
                        own[1] += w * x;
                        own[2] += w * x * x;
                    }
                }
                for (sum, part) in all.iter_mut().zip(own) {
                    *sum += part;
                }
                self.variation[b * self.items + k] = own;
            }
            let squares = |s: [f64; 3]| {
                if s[0] > 0.0 {
                    (s[2] - s[1] * s[1] / s[0]).max(0.0)
                } else {
                    0.0
                }
            };
            let all = squares(all);
            for b in 0..self.trusts {
                let own = squares(self.variation[b * self.items + k]);
                self.information[b * self.items + k] +=
                    e.learning_own * (own + e.learning_shared * (all - own).max(0.0));
            }
        }
        for b in 0..self.trusts {
            for k in 0..self.items {
                if self.stage[b * self.items + k] == LIVE {
                    self.act(b, k);
                }
            }
        }
        self.known.copy_from_slice(&self.has);
    }
}

/// The same loop compiled for the widest vectors of this processor.
pub struct Widest<'a, 'b>(pub &'a mut Bare<'b>, pub i32);

impl Pass for Widest<'_, '_> {
    type Output = Sums;

    #[inline(always)]
    fn run(self) -> Sums {
        self.0.run(self.1)
    }
}
