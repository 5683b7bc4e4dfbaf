//! The register of parameters: one array from which files, designs, tables and documents are
//! made. A parameter is a number that a user may set; its default, range, source and grade stand
//! here and nowhere else.

use serde::{Deserialize, Serialize};

/// How far a number can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Grade {
    /// Causal study of the English NHS.
    A,
    /// Official statistic or audit.
    B,
    /// Observational or qualitative study.
    C,
    /// Theory, or analogy from another setting.
    D,
    /// Assumption.
    E,
}

/// How a parameter is drawn from its range in a design.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Law {
    /// Uniform.
    Uniform,
    /// Uniform in the logarithm.
    LogUniform,
    /// Whole numbers only.
    Integer,
    /// Member of a simplex: the members of a table with this law are drawn by -ln(U) and
    /// normalised to sum to one.
    Simplex,
}

/// One parameter: what it means, what it may be, and where its default comes from.
#[derive(Clone, Copy)]
pub struct Parameter {
    /// Where it stands in a file, `table.key`.
    pub path: &'static str,
    /// The symbol used in equations.
    pub symbol: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// Its default.
    pub default: f64,
    /// The values that a file may give, both ends included.
    pub range: [f64; 2],
    /// The range from which designs draw it; `None` where it is fixed by structure.
    pub sampled: Option<[f64; 2]>,
    /// How designs draw it.
    pub law: Law,
    /// Where the default and range come from.
    pub source: &'static str,
    /// How far they can be trusted.
    pub grade: Grade,
    /// Reads it.
    pub get: fn(&Parameters) -> f64,
    /// Writes it.
    pub set: fn(&mut Parameters, f64),
}

impl std::fmt::Debug for Parameter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} = {} [{}]", self.path, self.default, self.unit)
    }
}

impl Parameter {
    /// The table of the file in which it stands.
    #[must_use]
    pub fn table(&self) -> &'static str {
        self.path
            .split_once('.')
            .map_or(self.path, |(table, _)| table)
    }

    /// Its key within that table.
    #[must_use]
    pub fn key(&self) -> &'static str {
        self.path.split_once('.').map_or(self.path, |(_, key)| key)
    }
}

/// The parameter of this path, if there is one.
#[must_use]
pub fn find(path: &str) -> Option<&'static Parameter> {
    PARAMETERS.iter().find(|p| p.path == path)
}

/// Tables of parameters in schedule order: name and what it holds.
pub const TABLES: [(&str, &str); 12] = [
    ("evidence", "What is known, by whom, and how well"),
    ("items", "What could be withdrawn"),
    ("queue", "How decisions are prepared"),
    ("approval", "How a proposal is approved"),
    ("joint", "What deciding together needs"),
    ("guidance", "What the guidance body reaches"),
    ("implementation", "What becomes of an approved policy"),
    ("finance", "What presses commissioners"),
    ("costs", "What control costs"),
    ("legitimacy", "What the public makes of it"),
    ("health", "What health is worth"),
    (
        "grip",
        "Grip of the centre in the other domains, by structure",
    ),
];

/// Every parameter, by table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameters {
    /// What is known, by whom, and how well.
    pub evidence: Evidence,
    /// What could be withdrawn.
    pub items: Items,
    /// How decisions are prepared.
    pub queue: Queue,
    /// How a proposal is approved.
    pub approval: Approval,
    /// What deciding together needs.
    pub joint: Joint,
    /// What the guidance body reaches.
    pub guidance: Guidance,
    /// What becomes of an approved policy.
    pub implementation: Implementation,
    /// What presses commissioners.
    pub finance: Finance,
    /// What control costs.
    pub costs: Costs,
    /// What the public makes of it.
    pub legitimacy: Legitimacy,
    /// What health is worth.
    pub health: Health,
    /// Grip of the centre in the other domains, by structure.
    pub grip: Grip,
}

impl Default for Parameters {
    fn default() -> Self {
        let mut parameters = Self {
            evidence: Evidence::default(),
            items: Items::default(),
            queue: Queue::default(),
            approval: Approval::default(),
            joint: Joint::default(),
            guidance: Guidance::default(),
            implementation: Implementation::default(),
            finance: Finance::default(),
            costs: Costs::default(),
            legitimacy: Legitimacy::default(),
            health: Health::default(),
            grip: Grip::default(),
        };
        for parameter in &PARAMETERS {
            (parameter.set)(&mut parameters, parameter.default);
        }
        parameters
    }
}

/// What is known, by whom, and how well. Units and sources stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Standard deviation between neighbourhoods of the best action (share); `σ_h`.
    pub heterogeneity_sd: f64,
    /// Part of that variance that lies between regions (share of variance); `ρ_R`.
    pub heterogeneity_region: f64,
    /// Part of that variance that lies between places of a region (share of variance); `ρ_P`.
    pub heterogeneity_place: f64,
    /// Part of that variance that lies between neighbourhoods of a place (share of variance); `ρ_N`.
    pub heterogeneity_atom: f64,
    /// Benefit of withdrawal that falls outside the deciding area, as a shift of the best action (share); `κ`.
    pub spillover: f64,
    /// Distance over which patient flows to a provider fall by the factor e (km); `λ_d`.
    pub flow_distance_km: f64,
    /// Error of one analyst-month about the national mean of the best action (share); `σ_μ`.
    pub common_error_sd: f64,
    /// Analyst time behind one decision of a body of 340,000 people (analyst-months); `A_0`.
    pub analyst_months: f64,
    /// How analyst time per decision grows with the population covered (exponent); `γ_A`.
    pub analyst_scale: f64,
    /// Noise of the signal about a neighbourhood's own deviation, at no distance (share); `σ_ξ`.
    pub signal_noise_sd: f64,
    /// Growth of that noise with remoteness: factor (1+ν) to the power 3r (factor); `ν`.
    pub distance_noise: f64,
    /// Weight of the group mean over the neighbourhood's own signal in a national decision (share); `u_max`.
    pub uniformity_max: f64,
    /// Caution (or, if negative, zeal) of a local decider (share); `b_L`.
    pub bias_local: f64,
    /// Caution (or, if negative, zeal) of a national decider (share); `b_N`.
    pub bias_national: f64,
    /// Noise that a report from below gains from conflict of interest (index); `κ_rep`.
    pub report_noise: f64,
    /// Conflict between two tiers that agree in bias and exposure (index); `conf_0`.
    pub conflict_floor: f64,
    /// Trust of commissioners in the tier above (index); `trust_up`.
    pub trust_up: f64,
    /// Analyst time of specialist commissioners relative to other bodies of their size (factor); `spec_expert`.
    pub specialist_expertise: f64,
    /// Information gained a year from variation among one's own policies (per share squared); `λ_obs`.
    pub learning_own: f64,
    /// Part of the information in other bodies' policies that reaches one (share); `λ_sh`.
    pub learning_shared: f64,
}

/// What could be withdrawn. Units and sources stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Items {
    /// Number of items (items); `K`.
    pub count: f64,
    /// Part of the items that are specialised services (share); `spec_share`.
    pub specialised_share: f64,
    /// Spend on all items, England (GBP bn a year); `pool_A`.
    pub pool_gbp_bn: f64,
    /// Mean over items of the share best withdrawn (share); `mu_mean`.
    pub best_share_mean: f64,
    /// Standard deviation over items of the share best withdrawn (share); `mu_sd`.
    pub best_share_sd: f64,
    /// Median strength of opposition to withdrawing an item (index); `opp`.
    pub opposition: f64,
    /// Median visibility of an item to the public (index); `vis`.
    pub visibility: f64,
    /// Fall of opposition, in logits, from the least to the most deprived place (logit); `dep_opp`.
    pub unequal_voice: f64,
    /// Probability that an item is open to decision when burn-in begins (share); `open0`.
    pub open_at_start: f64,
}

/// How decisions are prepared. Units and sources stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Queue {
    /// Decisions a body of 340,000 people can prepare (decisions a month); `cap_0`.
    pub capacity: f64,
    /// How capacity grows with the population covered (exponent); `γ_T`.
    pub capacity_scale: f64,
    /// Extra capacity of a near decider who holds real authority (share); `ι_e`.
    pub initiative: f64,
    /// Work left for a decision on which valid guidance exists (share); `adopt`.
    pub guided_work: f64,
    /// Work saved when all neighbours already have the policy (share); `c_copy`.
    pub copying: f64,
    /// How the cost of one decision grows with the population covered (exponent); `η_dec`.
    pub decision_scale: f64,
    /// Months before a rejected or reversed item returns (months); `revisit`.
    pub revisit_months: f64,
    /// Weight of an item's size in the order of work (0: random) (index); `prio`.
    pub value_order: f64,
    /// Years of best saving that a decision's cost may not exceed (years); `pay`.
    pub worth_years: f64,
    /// Months a step of collecting evidence from sites takes (months); `step`.
    pub collection_step_months: f64,
    /// Months a decision needs for each third of full distance (months); `h_lag`.
    pub hop_delay_months: f64,
    /// Staff an overseer needs for each body it fully attends to (staff per body); `ω_span`.
    pub overseer_span: f64,
    /// National board staff who oversee commissioners (posts); `S_up`.
    pub overseer_staff: f64,
}

/// How a proposal is approved. Units and sources stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Approval {
    /// How sharply approval responds to its balance (per index unit); `β`.
    pub steepness: f64,
    /// Weight of pressure in approval (index); `a_p`.
    pub pressure_weight: f64,
    /// Hurdle that a proposal without pressure must pass (index); `a_0`.
    pub hurdle: f64,
    /// Weight of neighbours' policies in approval (index); `a_n`.
    pub peer_weight: f64,
    /// Exposure of a local decider to pressure (index); `χ_L`.
    pub exposure_local: f64,
    /// Exposure of a national decider to pressure (index); `χ_N`.
    pub exposure_national: f64,
    /// Pressure taken off a policy that a fully credible other body has issued (share); `λ_c`.
    pub cover: f64,
    /// Credibility of any body of the service as cover (index); `cred_gov`.
    pub credibility_government: f64,
    /// Credibility of the guidance body as cover (index); `cred_nice`.
    pub credibility_guidance: f64,
    /// Rise of opposition for a trust that relies wholly on cover (index); `ω_lean`.
    pub lean: f64,
}

/// What deciding together needs. Units and sources stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Joint {
    /// Extra rounds of a joint decision (rounds per partner and dispersion); `ξ`.
    pub negotiation: f64,
    /// Pull of a joint decision towards its most cautious member (share); `dilute`.
    pub dilution: f64,
}

/// What the guidance body reaches. Units and sources stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Guidance {
    /// Items on which guidance is issued (share); `cov`.
    pub coverage: f64,
    /// Trusts that know of it (share); `aware`.
    pub awareness: f64,
    /// Months from the body's decision to its publication (months); `glag`.
    pub lag_months: f64,
    /// Whether a mandate must be uniform by statute (0 or 1); `u_stat`.
    pub mandate_uniform: f64,
}

/// What becomes of an approved policy. Units and sources stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Implementation {
    /// Movement towards the policy without any lever (per month); `φ_0`.
    pub drift_rate: f64,
    /// Movement towards the policy where a lever applies (per month); `φ_lev`.
    pub lever_rate: f64,
    /// Share of contracts in which a threshold can be enforced (share); `lever`.
    pub lever: f64,
    /// The same before April 2009 (share); `lever_b`.
    pub lever_burn_in: f64,
    /// Implementation lost when the implementer had no part in the decision (share); `ψ`.
    pub ownership: f64,
    /// Implementation gained by performance management from above (share); `α`.
    pub push: f64,
    /// Enforcement lost with distance when nobody monitors (share); `ω_mon`.
    pub monitoring_loss: f64,
    /// Intensity of monitoring (share); `i_mon`.
    pub monitoring_intensity: f64,
    /// Part of that loss which full monitoring repairs (share); `m_eff`.
    pub monitoring_effect: f64,
    /// Enforcement lost by a buyer whose patients are few at its providers (share); `ω_buy`.
    pub buyer_power: f64,
    /// Part of an intent that each tier border passes on (share); `a_c`.
    pub layer_compliance: f64,
    /// Share of implementation that full opposition stops (index); `ω_o`.
    pub resistance: f64,
    /// Resistance to a policy that goes beyond what suits the place (per unit share); `o_mis`.
    pub misfit_resistance: f64,
    /// Return of withdrawn activity once no policy holds (per month); `δ_creep`.
    pub creep: f64,
    /// Cost that falls at once with activity (share); `ρ_var`.
    pub variable_share: f64,
    /// Share of a provider's pool work that must go before its fixed cost is released in full (share); `θ_fix`.
    pub release_threshold: f64,
    /// Base hazard that a policy is reversed (per month); `rev_0`.
    pub reversal: f64,
    /// Weight of difference from neighbours in that hazard (index); `λ_lot`.
    pub postcode_reversal: f64,
}

/// What presses commissioners. Units and sources stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Finance {
    /// Pressure with no money to be saved (index); `f_base`.
    pub base_pressure: f64,
    /// Share of an unmet saving that lapses in a year (per year); `fade`.
    pub fade: f64,
    /// Part of the national gap that local change must close (share); `loc`.
    pub local_share: f64,
    /// Part of distance from target that becomes pressure (share); `dft_pass`.
    pub target_pass: f64,
    /// Standard deviation of distance from target at a commissioner (share); `σ_dft`.
    pub target_sd: f64,
    /// Months in which half of a distance from target closes (months); `dft_hl`.
    pub target_half_life_months: f64,
    /// Coefficient of variation of one person's yearly cost (ratio); `cv_ind`.
    pub individual_variation: f64,
    /// Nominal growth of what would be spent at constant standards (per year); `need`.
    pub need_growth: f64,
    /// Part of the planned national savings that is real (share); `del_N`.
    pub delivered_national: f64,
    /// Part of the planned tariff savings that is real (share); `del_T`.
    pub delivered_tariff: f64,
    /// Standard deviation of talent between commissioners (index); `σ_T`.
    pub talent_sd: f64,
}

/// What control costs. Units and sources stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Costs {
    /// Cost of preparing one decision for 340,000 people (GBP); `c_dec`.
    pub decision_gbp: f64,
    /// Cost of one member in one joint round (GBP); `c_meet`.
    pub meeting_gbp: f64,
    /// Cost of monitoring one policy at full distance for 340,000 people (GBP a month); `c_mon`.
    pub monitoring_gbp: f64,
    /// Fixed running cost of a commissioner (GBP m a year); `F_org`.
    pub body_fixed_gbp_m: f64,
    /// Running cost of a commissioner for each person covered (GBP a head and year); `v_head`.
    pub head_gbp: f64,
    /// Decision cost already contained in running cost (GBP m a year); `y4_base`.
    pub decision_base_gbp_m: f64,
    /// Running cost of an intermediate authority (GBP m a year); `over_10`.
    pub authority_gbp_m: f64,
    /// Running cost of an area team of 2013 (GBP m a year); `over_27`.
    pub area_team_gbp_m: f64,
    /// Running cost of a region of 2013 (GBP m a year); `over_4`.
    pub region_2013_gbp_m: f64,
    /// Running cost of a region of 2022 (GBP m a year); `over_7`.
    pub region_2022_gbp_m: f64,
    /// Running cost of the national board's oversight (GBP m a year); `over_board`.
    pub board_gbp_m: f64,
    /// Running cost of the department where both national bodies exist (GBP m a year); `over_dept`.
    pub department_gbp_m: f64,
    /// Reporting by a provider without control (GBP m a provider and year); `rep_0`.
    pub report_provider_gbp_m: f64,
    /// Reporting by a provider at full control, on top (GBP m a provider and year); `rep_1`.
    pub report_provider_grip_gbp_m: f64,
    /// Reporting by a commissioner without control (GBP m a body and year); `rep_0c`.
    pub report_body_gbp_m: f64,
    /// Reporting by a commissioner at full control, on top (GBP m a body and year); `rep_1c`.
    pub report_body_grip_gbp_m: f64,
    /// Assurance of one body at full control (GBP 000 a body and month); `c_as`.
    pub assurance_gbp_k: f64,
    /// Chance that a decision under evenly shared authority is reworked (probability); `q_sg`.
    pub second_guessing: f64,
    /// Cost of one reworked decision (GBP 000); `c_sg`.
    pub rework_gbp_k: f64,
    /// Trust of the overseer in commissioners (index); `trust_down`.
    pub trust_down: f64,
    /// Overstatement of savings without control or audit (share); `infl_0`.
    pub overstatement: f64,
    /// Strength of audit (index); `audit`.
    pub audit: f64,
}

/// What the public makes of it. Units and sources stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Legitimacy {
    /// Speed at which legitimacy moves to its target (per month); `α_leg`.
    pub adjustment: f64,
    /// Weight of local voice (index); `l_v`.
    pub voice: f64,
    /// Weight of difference from neighbours (index); `l_pc`.
    pub postcode: f64,
    /// Weight of services lost in the last year (index); `l_loss`.
    pub loss: f64,
}

/// What health is worth. Units and sources stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Health {
    /// Spending that yields one QALY at the margin (GBP per QALY); `1/v`.
    pub gbp_per_qaly: f64,
    /// Discount rate of health (per year); `disc_h`.
    pub discount: f64,
}

/// Grip of the centre in the other domains, by structure. Units and sources stand in [`PARAMETERS`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Grip {
    /// Priorities and targets, trusts (index); `g_B, 2009`.
    pub trusts_priorities: f64,
    /// Redesign, trusts (index); `g_C, 2009`.
    pub trusts_redesign: f64,
    /// Contracts, trusts (index); `g_D, 2009`.
    pub trusts_contracts: f64,
    /// Support and staff, trusts (index); `g_E, 2009`.
    pub trusts_support: f64,
    /// Assurance, trusts (index); `g_F, 2009`.
    pub trusts_assurance: f64,
    /// Priorities and targets, groups (index); `g_B, 2013`.
    pub groups_priorities: f64,
    /// Redesign, groups (index); `g_C, 2013`.
    pub groups_redesign: f64,
    /// Contracts, groups (index); `g_D, 2013`.
    pub groups_contracts: f64,
    /// Support and staff, groups (index); `g_E, 2013`.
    pub groups_support: f64,
    /// Assurance, groups (index); `g_F, 2013`.
    pub groups_assurance: f64,
    /// Priorities and targets, systems (index); `g_B, 2022`.
    pub systems_priorities: f64,
    /// Redesign, systems (index); `g_C, 2022`.
    pub systems_redesign: f64,
    /// Contracts, systems (index); `g_D, 2022`.
    pub systems_contracts: f64,
    /// Support and staff, systems (index); `g_E, 2022`.
    pub systems_support: f64,
    /// Assurance, systems (index); `g_F, 2022`.
    pub systems_assurance: f64,
}

/// The register, in schedule order.
pub static PARAMETERS: [Parameter; 130] = [
    Parameter {
        path: "evidence.heterogeneity_sd",
        symbol: "σ_h",
        meaning: "standard deviation between neighbourhoods of the best action",
        unit: "share",
        default: 0.1,
        range: [0.0, 0.25],
        sampled: Some([0.02, 0.25]),
        law: Law::Uniform,
        source: "fold variation after need, no direct estimate (model memo 2.8)",
        grade: Grade::E,
        get: |p| p.evidence.heterogeneity_sd,
        set: |p, v| p.evidence.heterogeneity_sd = v,
    },
    Parameter {
        path: "evidence.heterogeneity_region",
        symbol: "ρ_R",
        meaning: "part of that variance that lies between regions",
        unit: "share of variance",
        default: 0.2,
        range: [0.0, 1.0],
        sampled: Some([0.0, 1.0]),
        law: Law::Simplex,
        source: "prescribing is clustered by commissioner (Walker et al. 2018)",
        grade: Grade::C,
        get: |p| p.evidence.heterogeneity_region,
        set: |p, v| p.evidence.heterogeneity_region = v,
    },
    Parameter {
        path: "evidence.heterogeneity_place",
        symbol: "ρ_P",
        meaning: "part of that variance that lies between places of a region",
        unit: "share of variance",
        default: 0.45,
        range: [0.0, 1.0],
        sampled: Some([0.0, 1.0]),
        law: Law::Simplex,
        source: "prescribing is clustered by commissioner (Walker et al. 2018)",
        grade: Grade::C,
        get: |p| p.evidence.heterogeneity_place,
        set: |p, v| p.evidence.heterogeneity_place = v,
    },
    Parameter {
        path: "evidence.heterogeneity_atom",
        symbol: "ρ_N",
        meaning: "part of that variance that lies between neighbourhoods of a place",
        unit: "share of variance",
        default: 0.35,
        range: [0.0, 1.0],
        sampled: Some([0.0, 1.0]),
        law: Law::Simplex,
        source: "prescribing is clustered by commissioner (Walker et al. 2018)",
        grade: Grade::C,
        get: |p| p.evidence.heterogeneity_atom,
        set: |p, v| p.evidence.heterogeneity_atom = v,
    },
    Parameter {
        path: "evidence.spillover",
        symbol: "κ",
        meaning: "benefit of withdrawal that falls outside the deciding area, as a shift of the best action",
        unit: "share",
        default: 0.03,
        range: [0.0, 0.15],
        sampled: Some([0.0, 0.15]),
        law: Law::Uniform,
        source: "clinical spillover only; no estimate found",
        grade: Grade::E,
        get: |p| p.evidence.spillover,
        set: |p, v| p.evidence.spillover = v,
    },
    Parameter {
        path: "evidence.flow_distance_km",
        symbol: "λ_d",
        meaning: "distance over which patient flows to a provider fall by the factor e",
        unit: "km",
        default: 12.0,
        range: [6.0, 25.0],
        sampled: Some([6.0, 25.0]),
        law: Law::Uniform,
        source: "patient flows to acute hospitals; no published decay used",
        grade: Grade::D,
        get: |p| p.evidence.flow_distance_km,
        set: |p, v| p.evidence.flow_distance_km = v,
    },
    Parameter {
        path: "evidence.common_error_sd",
        symbol: "σ_μ",
        meaning: "error of one analyst-month about the national mean of the best action",
        unit: "share",
        default: 0.15,
        range: [0.0, 0.3],
        sampled: Some([0.05, 0.3]),
        law: Law::Uniform,
        source: "uncertainty of evidence on low value care; assumption",
        grade: Grade::E,
        get: |p| p.evidence.common_error_sd,
        set: |p, v| p.evidence.common_error_sd = v,
    },
    Parameter {
        path: "evidence.analyst_months",
        symbol: "A_0",
        meaning: "analyst time behind one decision of a body of 340,000 people",
        unit: "analyst-months",
        default: 2.0,
        range: [1.0, 6.0],
        sampled: Some([1.0, 6.0]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.evidence.analyst_months,
        set: |p, v| p.evidence.analyst_months = v,
    },
    Parameter {
        path: "evidence.analyst_scale",
        symbol: "γ_A",
        meaning: "how analyst time per decision grows with the population covered",
        unit: "exponent",
        default: 0.35,
        range: [0.0, 0.8],
        sampled: Some([0.0, 0.8]),
        law: Law::Uniform,
        source: "no size effect on 36 indicators after adjustment (Greaves et al. 2012), so zero is in range",
        grade: Grade::C,
        get: |p| p.evidence.analyst_scale,
        set: |p, v| p.evidence.analyst_scale = v,
    },
    Parameter {
        path: "evidence.signal_noise_sd",
        symbol: "σ_ξ",
        meaning: "noise of the signal about a neighbourhood's own deviation, at no distance",
        unit: "share",
        default: 0.06,
        range: [0.0, 0.15],
        sampled: Some([0.02, 0.15]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.evidence.signal_noise_sd,
        set: |p, v| p.evidence.signal_noise_sd = v,
    },
    Parameter {
        path: "evidence.distance_noise",
        symbol: "ν",
        meaning: "growth of that noise with remoteness: factor (1+ν) to the power 3r",
        unit: "factor",
        default: 0.4,
        range: [0.0, 1.0],
        sampled: Some([0.0, 1.0]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.evidence.distance_noise,
        set: |p, v| p.evidence.distance_noise = v,
    },
    Parameter {
        path: "evidence.uniformity_max",
        symbol: "u_max",
        meaning: "weight of the group mean over the neighbourhood's own signal in a national decision",
        unit: "share",
        default: 0.6,
        range: [0.0, 1.0],
        sampled: Some([0.0, 1.0]),
        law: Law::Uniform,
        source: "Oates 1972, Besley and Coate 2003: a parameter, not an assumption",
        grade: Grade::E,
        get: |p| p.evidence.uniformity_max,
        set: |p, v| p.evidence.uniformity_max = v,
    },
    Parameter {
        path: "evidence.bias_local",
        symbol: "b_L",
        meaning: "caution (or, if negative, zeal) of a local decider",
        unit: "share",
        default: 0.06,
        range: [-0.05, 0.15],
        sampled: Some([-0.05, 0.15]),
        law: Law::Uniform,
        source: "local capture; assumption",
        grade: Grade::E,
        get: |p| p.evidence.bias_local,
        set: |p, v| p.evidence.bias_local = v,
    },
    Parameter {
        path: "evidence.bias_national",
        symbol: "b_N",
        meaning: "caution (or, if negative, zeal) of a national decider",
        unit: "share",
        default: 0.06,
        range: [-0.05, 0.15],
        sampled: Some([-0.05, 0.15]),
        law: Law::Uniform,
        source: "electoral caution; assumption",
        grade: Grade::E,
        get: |p| p.evidence.bias_national,
        set: |p, v| p.evidence.bias_national = v,
    },
    Parameter {
        path: "evidence.report_noise",
        symbol: "κ_rep",
        meaning: "noise that a report from below gains from conflict of interest",
        unit: "index",
        default: 0.5,
        range: [0.0, 1.5],
        sampled: Some([0.0, 1.5]),
        law: Law::Uniform,
        source: "Dessein 2002",
        grade: Grade::D,
        get: |p| p.evidence.report_noise,
        set: |p, v| p.evidence.report_noise = v,
    },
    Parameter {
        path: "evidence.conflict_floor",
        symbol: "conf_0",
        meaning: "conflict between two tiers that agree in bias and exposure",
        unit: "index",
        default: 0.2,
        range: [0.0, 0.6],
        sampled: Some([0.0, 0.6]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.evidence.conflict_floor,
        set: |p, v| p.evidence.conflict_floor = v,
    },
    Parameter {
        path: "evidence.trust_up",
        symbol: "trust_up",
        meaning: "trust of commissioners in the tier above",
        unit: "index",
        default: 0.5,
        range: [0.0, 1.0],
        sampled: None,
        law: Law::Uniform,
        source: "fixed until assurance is modelled",
        grade: Grade::E,
        get: |p| p.evidence.trust_up,
        set: |p, v| p.evidence.trust_up = v,
    },
    Parameter {
        path: "evidence.specialist_expertise",
        symbol: "spec_expert",
        meaning: "analyst time of specialist commissioners relative to other bodies of their size",
        unit: "factor",
        default: 1.5,
        range: [1.0, 2.5],
        sampled: Some([1.0, 2.5]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.evidence.specialist_expertise,
        set: |p, v| p.evidence.specialist_expertise = v,
    },
    Parameter {
        path: "evidence.learning_own",
        symbol: "λ_obs",
        meaning: "information gained a year from variation among one's own policies",
        unit: "per share squared",
        default: 1.0,
        range: [0.0, 3.0],
        sampled: Some([0.0, 3.0]),
        law: Law::Uniform,
        source: "March 1991; Volden, Ting and Carpenter 2008",
        grade: Grade::D,
        get: |p| p.evidence.learning_own,
        set: |p, v| p.evidence.learning_own = v,
    },
    Parameter {
        path: "evidence.learning_shared",
        symbol: "λ_sh",
        meaning: "part of the information in other bodies' policies that reaches one",
        unit: "share",
        default: 0.4,
        range: [0.0, 1.0],
        sampled: Some([0.0, 1.0]),
        law: Law::Uniform,
        source: "Volden, Ting and Carpenter 2008; Strumpf 2002",
        grade: Grade::D,
        get: |p| p.evidence.learning_shared,
        set: |p, v| p.evidence.learning_shared = v,
    },
    Parameter {
        path: "items.count",
        symbol: "K",
        meaning: "number of items",
        unit: "items",
        default: 60.0,
        range: [20.0, 200.0],
        sampled: None,
        law: Law::Integer,
        source: "60 keeps the headline run within its minute; 100 is a sensitivity run",
        grade: Grade::E,
        get: |p| p.items.count,
        set: |p, v| p.items.count = v,
    },
    Parameter {
        path: "items.specialised_share",
        symbol: "spec_share",
        meaning: "part of the items that are specialised services",
        unit: "share",
        default: 0.15,
        range: [0.05, 0.5],
        sampled: Some([0.05, 0.5]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.items.specialised_share,
        set: |p, v| p.items.specialised_share = v,
    },
    Parameter {
        path: "items.pool_gbp_bn",
        symbol: "pool_A",
        meaning: "spend on all items, England",
        unit: "GBP bn a year",
        default: 2.0,
        range: [1.0, 10.0],
        sampled: Some([1.0, 10.0]),
        law: Law::LogUniform,
        source: "Audit Commission 2011 (up to GBP 500m achievable); McKinsey 2009 as upper scenario",
        grade: Grade::B,
        get: |p| p.items.pool_gbp_bn,
        set: |p, v| p.items.pool_gbp_bn = v,
    },
    Parameter {
        path: "items.best_share_mean",
        symbol: "mu_mean",
        meaning: "mean over items of the share best withdrawn",
        unit: "share",
        default: 0.28,
        range: [0.1, 0.4],
        sampled: Some([0.15, 0.4]),
        law: Law::Uniform,
        source: "set so that the best saving is near GBP 560m of GBP 2bn",
        grade: Grade::E,
        get: |p| p.items.best_share_mean,
        set: |p, v| p.items.best_share_mean = v,
    },
    Parameter {
        path: "items.best_share_sd",
        symbol: "mu_sd",
        meaning: "standard deviation over items of the share best withdrawn",
        unit: "share",
        default: 0.1,
        range: [0.0, 0.15],
        sampled: Some([0.05, 0.15]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.items.best_share_sd,
        set: |p, v| p.items.best_share_sd = v,
    },
    Parameter {
        path: "items.opposition",
        symbol: "opp",
        meaning: "median strength of opposition to withdrawing an item",
        unit: "index",
        default: 0.5,
        range: [0.05, 0.95],
        sampled: Some([0.1, 0.9]),
        law: Law::Uniform,
        source: "clinicians, interest groups and hospitals resist (2009 debate)",
        grade: Grade::E,
        get: |p| p.items.opposition,
        set: |p, v| p.items.opposition = v,
    },
    Parameter {
        path: "items.visibility",
        symbol: "vis",
        meaning: "median visibility of an item to the public",
        unit: "index",
        default: 0.4,
        range: [0.05, 0.95],
        sampled: Some([0.1, 0.9]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.items.visibility,
        set: |p, v| p.items.visibility = v,
    },
    Parameter {
        path: "items.unequal_voice",
        symbol: "dep_opp",
        meaning: "fall of opposition, in logits, from the least to the most deprived place",
        unit: "logit",
        default: 0.3,
        range: [-0.3, 1.0],
        sampled: Some([-0.3, 1.0]),
        law: Law::Uniform,
        source: "voice rises with affluence; size assumed",
        grade: Grade::D,
        get: |p| p.items.unequal_voice,
        set: |p, v| p.items.unequal_voice = v,
    },
    Parameter {
        path: "items.open_at_start",
        symbol: "open0",
        meaning: "probability that an item is open to decision when burn-in begins",
        unit: "share",
        default: 0.3,
        range: [0.0, 1.0],
        sampled: None,
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.items.open_at_start,
        set: |p, v| p.items.open_at_start = v,
    },
    Parameter {
        path: "queue.capacity",
        symbol: "cap_0",
        meaning: "decisions a body of 340,000 people can prepare",
        unit: "decisions a month",
        default: 0.8,
        range: [0.3, 1.5],
        sampled: Some([0.3, 1.5]),
        law: Law::Uniform,
        source: "40 of 60 trusts decommissioned nothing in 2007 (HSJ 2008); 800 do-not-do items in ten years (Garner and Littlejohns 2011)",
        grade: Grade::C,
        get: |p| p.queue.capacity,
        set: |p, v| p.queue.capacity = v,
    },
    Parameter {
        path: "queue.capacity_scale",
        symbol: "γ_T",
        meaning: "how capacity grows with the population covered",
        unit: "exponent",
        default: 0.15,
        range: [-0.3, 0.6],
        sampled: Some([-0.3, 0.6]),
        law: Law::Uniform,
        source: "40 of 60 trusts decommissioned nothing in 2007 (HSJ 2008); 800 do-not-do items in ten years (Garner and Littlejohns 2011)",
        grade: Grade::C,
        get: |p| p.queue.capacity_scale,
        set: |p, v| p.queue.capacity_scale = v,
    },
    Parameter {
        path: "queue.initiative",
        symbol: "ι_e",
        meaning: "extra capacity of a near decider who holds real authority",
        unit: "share",
        default: 0.3,
        range: [0.0, 1.0],
        sampled: Some([0.0, 1.0]),
        law: Law::Uniform,
        source: "Aghion and Tirole 1997",
        grade: Grade::D,
        get: |p| p.queue.initiative,
        set: |p, v| p.queue.initiative = v,
    },
    Parameter {
        path: "queue.guided_work",
        symbol: "adopt",
        meaning: "work left for a decision on which valid guidance exists",
        unit: "share",
        default: 0.4,
        range: [0.2, 1.0],
        sampled: Some([0.2, 0.8]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.queue.guided_work,
        set: |p, v| p.queue.guided_work = v,
    },
    Parameter {
        path: "queue.copying",
        symbol: "c_copy",
        meaning: "work saved when all neighbours already have the policy",
        unit: "share",
        default: 0.4,
        range: [0.0, 0.8],
        sampled: Some([0.0, 0.8]),
        law: Law::Uniform,
        source: "lists were drawn up many times over (Audit Commission 2011); share assumed",
        grade: Grade::E,
        get: |p| p.queue.copying,
        set: |p, v| p.queue.copying = v,
    },
    Parameter {
        path: "queue.decision_scale",
        symbol: "η_dec",
        meaning: "how the cost of one decision grows with the population covered",
        unit: "exponent",
        default: 0.7,
        range: [0.4, 1.0],
        sampled: Some([0.4, 1.0]),
        law: Law::Uniform,
        source: "managerial economies exhausted near 100,000 people (Bojke et al. 2001)",
        grade: Grade::E,
        get: |p| p.queue.decision_scale,
        set: |p, v| p.queue.decision_scale = v,
    },
    Parameter {
        path: "queue.revisit_months",
        symbol: "revisit",
        meaning: "months before a rejected or reversed item returns",
        unit: "months",
        default: 36.0,
        range: [12.0, 84.0],
        sampled: Some([12.0, 84.0]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.queue.revisit_months,
        set: |p, v| p.queue.revisit_months = v,
    },
    Parameter {
        path: "queue.value_order",
        symbol: "prio",
        meaning: "weight of an item's size in the order of work (0: random)",
        unit: "index",
        default: 1.0,
        range: [0.0, 1.0],
        sampled: Some([0.0, 1.0]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.queue.value_order,
        set: |p, v| p.queue.value_order = v,
    },
    Parameter {
        path: "queue.worth_years",
        symbol: "pay",
        meaning: "years of best saving that a decision's cost may not exceed",
        unit: "years",
        default: 0.75,
        range: [0.25, 1.5],
        sampled: Some([0.25, 1.5]),
        law: Law::Uniform,
        source: "three years of saving times a chance of success of a quarter; assumption",
        grade: Grade::E,
        get: |p| p.queue.worth_years,
        set: |p, v| p.queue.worth_years = v,
    },
    Parameter {
        path: "queue.collection_step_months",
        symbol: "step",
        meaning: "months a step of collecting evidence from sites takes",
        unit: "months",
        default: 0.1,
        range: [0.03, 0.3],
        sampled: Some([0.03, 0.3]),
        law: Law::Uniform,
        source: "Radner 1993; size assumed",
        grade: Grade::E,
        get: |p| p.queue.collection_step_months,
        set: |p, v| p.queue.collection_step_months = v,
    },
    Parameter {
        path: "queue.hop_delay_months",
        symbol: "h_lag",
        meaning: "months a decision needs for each third of full distance",
        unit: "months",
        default: 1.0,
        range: [0.0, 3.0],
        sampled: Some([0.0, 3.0]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.queue.hop_delay_months,
        set: |p, v| p.queue.hop_delay_months = v,
    },
    Parameter {
        path: "queue.overseer_span",
        symbol: "ω_span",
        meaning: "staff an overseer needs for each body it fully attends to",
        unit: "staff per body",
        default: 10.0,
        range: [4.0, 25.0],
        sampled: Some([4.0, 25.0]),
        law: Law::Uniform,
        source: "about ten staff per locality to oversee commissioners (King's Fund 2012)",
        grade: Grade::D,
        get: |p| p.queue.overseer_span,
        set: |p, v| p.queue.overseer_span = v,
    },
    Parameter {
        path: "queue.overseer_staff",
        symbol: "S_up",
        meaning: "national board staff who oversee commissioners",
        unit: "posts",
        default: 500.0,
        range: [100.0, 2_000.0],
        sampled: None,
        law: Law::Uniform,
        source: "assumption; the board planned 3,500 posts in all",
        grade: Grade::E,
        get: |p| p.queue.overseer_staff,
        set: |p, v| p.queue.overseer_staff = v,
    },
    Parameter {
        path: "approval.steepness",
        symbol: "β",
        meaning: "how sharply approval responds to its balance",
        unit: "per index unit",
        default: 4.0,
        range: [2.0, 1_000_000.0],
        sampled: Some([2.0, 8.0]),
        law: Law::Uniform,
        source: "fitted to pattern P1",
        grade: Grade::E,
        get: |p| p.approval.steepness,
        set: |p, v| p.approval.steepness = v,
    },
    Parameter {
        path: "approval.pressure_weight",
        symbol: "a_p",
        meaning: "weight of pressure in approval",
        unit: "index",
        default: 2.0,
        range: [1.0, 4.0],
        sampled: Some([1.0, 4.0]),
        law: Law::Uniform,
        source: "fitted to pattern P1",
        grade: Grade::E,
        get: |p| p.approval.pressure_weight,
        set: |p, v| p.approval.pressure_weight = v,
    },
    Parameter {
        path: "approval.hurdle",
        symbol: "a_0",
        meaning: "hurdle that a proposal without pressure must pass",
        unit: "index",
        default: 0.5,
        range: [-1.0, 0.8],
        sampled: Some([0.2, 0.8]),
        law: Law::Uniform,
        source: "fitted to pattern P1",
        grade: Grade::E,
        get: |p| p.approval.hurdle,
        set: |p, v| p.approval.hurdle = v,
    },
    Parameter {
        path: "approval.peer_weight",
        symbol: "a_n",
        meaning: "weight of neighbours' policies in approval",
        unit: "index",
        default: 0.2,
        range: [0.0, 0.6],
        sampled: Some([0.0, 0.6]),
        law: Law::Uniform,
        source: "Volden, Ting and Carpenter 2008: only the excess over independent adoption",
        grade: Grade::D,
        get: |p| p.approval.peer_weight,
        set: |p, v| p.approval.peer_weight = v,
    },
    Parameter {
        path: "approval.exposure_local",
        symbol: "χ_L",
        meaning: "exposure of a local decider to pressure",
        unit: "index",
        default: 0.5,
        range: [0.0, 1.0],
        sampled: Some([0.0, 1.0]),
        law: Law::Uniform,
        source: "Weaver 1986; assumption",
        grade: Grade::E,
        get: |p| p.approval.exposure_local,
        set: |p, v| p.approval.exposure_local = v,
    },
    Parameter {
        path: "approval.exposure_national",
        symbol: "χ_N",
        meaning: "exposure of a national decider to pressure",
        unit: "index",
        default: 0.5,
        range: [0.0, 1.0],
        sampled: Some([0.0, 1.0]),
        law: Law::Uniform,
        source: "Weaver 1986; assumption",
        grade: Grade::E,
        get: |p| p.approval.exposure_national,
        set: |p, v| p.approval.exposure_national = v,
    },
    Parameter {
        path: "approval.cover",
        symbol: "λ_c",
        meaning: "pressure taken off a policy that a fully credible other body has issued",
        unit: "share",
        default: 0.2,
        range: [0.0, 0.6],
        sampled: Some([0.0, 0.6]),
        law: Law::Uniform,
        source: "an upper bound: advice alone had no measurable effect (Anderson et al. 2023)",
        grade: Grade::A,
        get: |p| p.approval.cover,
        set: |p, v| p.approval.cover = v,
    },
    Parameter {
        path: "approval.credibility_government",
        symbol: "cred_gov",
        meaning: "credibility of any body of the service as cover",
        unit: "index",
        default: 0.3,
        range: [0.0, 1.0],
        sampled: Some([0.0, 1.0]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.approval.credibility_government,
        set: |p, v| p.approval.credibility_government = v,
    },
    Parameter {
        path: "approval.credibility_guidance",
        symbol: "cred_nice",
        meaning: "credibility of the guidance body as cover",
        unit: "index",
        default: 1.0,
        range: [0.5, 1.0],
        sampled: Some([0.5, 1.0]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.approval.credibility_guidance,
        set: |p, v| p.approval.credibility_guidance = v,
    },
    Parameter {
        path: "approval.lean",
        symbol: "ω_lean",
        meaning: "rise of opposition for a trust that relies wholly on cover",
        unit: "index",
        default: 0.15,
        range: [0.0, 0.6],
        sampled: Some([0.0, 0.6]),
        law: Law::Uniform,
        source: "a risk named in the 2009 debate; size assumed",
        grade: Grade::E,
        get: |p| p.approval.lean,
        set: |p, v| p.approval.lean = v,
    },
    Parameter {
        path: "joint.negotiation",
        symbol: "ξ",
        meaning: "extra rounds of a joint decision",
        unit: "rounds per partner and dispersion",
        default: 0.2,
        range: [0.0, 0.6],
        sampled: Some([0.0, 0.6]),
        law: Law::Uniform,
        source: "Manchester stroke consensus (Turner et al. 2016)",
        grade: Grade::D,
        get: |p| p.joint.negotiation,
        set: |p, v| p.joint.negotiation = v,
    },
    Parameter {
        path: "joint.dilution",
        symbol: "dilute",
        meaning: "pull of a joint decision towards its most cautious member",
        unit: "share",
        default: 0.2,
        range: [0.0, 0.6],
        sampled: Some([0.0, 0.6]),
        law: Law::Uniform,
        source: "consensus was less radical (Turner et al. 2016); size assumed",
        grade: Grade::C,
        get: |p| p.joint.dilution,
        set: |p, v| p.joint.dilution = v,
    },
    Parameter {
        path: "guidance.coverage",
        symbol: "cov",
        meaning: "items on which guidance is issued",
        unit: "share",
        default: 0.6,
        range: [0.2, 1.0],
        sampled: Some([0.2, 1.0]),
        law: Law::Uniform,
        source: "over 800 do-not-do items, not all care (Garner and Littlejohns 2011)",
        grade: Grade::C,
        get: |p| p.guidance.coverage,
        set: |p, v| p.guidance.coverage = v,
    },
    Parameter {
        path: "guidance.awareness",
        symbol: "aware",
        meaning: "trusts that know of it",
        unit: "share",
        default: 0.6,
        range: [0.3, 1.0],
        sampled: Some([0.3, 1.0]),
        law: Law::Uniform,
        source: "workshop attendees were unaware of do-not-do guidance (Hollingworth and Chamberlain 2011)",
        grade: Grade::C,
        get: |p| p.guidance.awareness,
        set: |p, v| p.guidance.awareness = v,
    },
    Parameter {
        path: "guidance.lag_months",
        symbol: "glag",
        meaning: "months from the body's decision to its publication",
        unit: "months",
        default: 12.0,
        range: [0.0, 24.0],
        sampled: Some([3.0, 24.0]),
        law: Law::Uniform,
        source: "21.4 months from licence to guidance",
        grade: Grade::C,
        get: |p| p.guidance.lag_months,
        set: |p, v| p.guidance.lag_months = v,
    },
    Parameter {
        path: "guidance.mandate_uniform",
        symbol: "u_stat",
        meaning: "whether a mandate must be uniform by statute",
        unit: "0 or 1",
        default: 0.0,
        range: [0.0, 1.0],
        sampled: None,
        law: Law::Integer,
        source: "a choice of reading; both are reported where it matters",
        grade: Grade::E,
        get: |p| p.guidance.mandate_uniform,
        set: |p, v| p.guidance.mandate_uniform = v,
    },
    Parameter {
        path: "implementation.drift_rate",
        symbol: "φ_0",
        meaning: "movement towards the policy without any lever",
        unit: "per month",
        default: 0.0005,
        range: [0.0, 0.002],
        sampled: Some([0.0, 0.002]),
        law: Law::Uniform,
        source: "advice alone moved volumes by about zero (Anderson et al. 2023)",
        grade: Grade::A,
        get: |p| p.implementation.drift_rate,
        set: |p, v| p.implementation.drift_rate = v,
    },
    Parameter {
        path: "implementation.lever_rate",
        symbol: "φ_lev",
        meaning: "movement towards the policy where a lever applies",
        unit: "per month",
        default: 0.04,
        range: [0.0, 1.0],
        sampled: Some([0.0, 0.1]),
        law: Law::Uniform,
        source: "thresholds and prior approval; targets of GBP 743,000 a trust in 2012",
        grade: Grade::C,
        get: |p| p.implementation.lever_rate,
        set: |p, v| p.implementation.lever_rate = v,
    },
    Parameter {
        path: "implementation.lever",
        symbol: "lever",
        meaning: "share of contracts in which a threshold can be enforced",
        unit: "share",
        default: 0.5,
        range: [0.0, 1.0],
        sampled: Some([0.0, 1.0]),
        law: Law::Uniform,
        source: "thresholds and prior approval; targets of GBP 743,000 a trust in 2012",
        grade: Grade::C,
        get: |p| p.implementation.lever,
        set: |p, v| p.implementation.lever = v,
    },
    Parameter {
        path: "implementation.lever_burn_in",
        symbol: "lever_b",
        meaning: "the same before April 2009",
        unit: "share",
        default: 0.25,
        range: [0.0, 0.5],
        sampled: None,
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.implementation.lever_burn_in,
        set: |p, v| p.implementation.lever_burn_in = v,
    },
    Parameter {
        path: "implementation.ownership",
        symbol: "ψ",
        meaning: "implementation lost when the implementer had no part in the decision",
        unit: "share",
        default: 0.4,
        range: [0.0, 0.8],
        sampled: Some([0.0, 0.8]),
        law: Law::Uniform,
        source: "guidance is adopted with strong professional support (Sheldon et al. 2004)",
        grade: Grade::C,
        get: |p| p.implementation.ownership,
        set: |p, v| p.implementation.ownership = v,
    },
    Parameter {
        path: "implementation.push",
        symbol: "α",
        meaning: "implementation gained by performance management from above",
        unit: "share",
        default: 0.4,
        range: [0.0, 1.0],
        sampled: Some([0.0, 1.0]),
        law: Law::Uniform,
        source: "London stroke reform (Morris et al. 2014); targets (Propper et al. 2008)",
        grade: Grade::C,
        get: |p| p.implementation.push,
        set: |p, v| p.implementation.push = v,
    },
    Parameter {
        path: "implementation.monitoring_loss",
        symbol: "ω_mon",
        meaning: "enforcement lost with distance when nobody monitors",
        unit: "share",
        default: 0.4,
        range: [0.0, 0.8],
        sampled: Some([0.0, 0.8]),
        law: Law::Uniform,
        source: "Williamson 1967; size assumed",
        grade: Grade::E,
        get: |p| p.implementation.monitoring_loss,
        set: |p, v| p.implementation.monitoring_loss = v,
    },
    Parameter {
        path: "implementation.monitoring_intensity",
        symbol: "i_mon",
        meaning: "intensity of monitoring",
        unit: "share",
        default: 1.0,
        range: [0.0, 1.0],
        sampled: None,
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.implementation.monitoring_intensity,
        set: |p, v| p.implementation.monitoring_intensity = v,
    },
    Parameter {
        path: "implementation.monitoring_effect",
        symbol: "m_eff",
        meaning: "part of that loss which full monitoring repairs",
        unit: "share",
        default: 0.5,
        range: [0.0, 1.0],
        sampled: Some([0.0, 1.0]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.implementation.monitoring_effect,
        set: |p, v| p.implementation.monitoring_effect = v,
    },
    Parameter {
        path: "implementation.buyer_power",
        symbol: "ω_buy",
        meaning: "enforcement lost by a buyer whose patients are few at its providers",
        unit: "share",
        default: 0.3,
        range: [0.0, 0.6],
        sampled: Some([0.0, 0.6]),
        law: Law::Uniform,
        source: "price power rose with national purchasing (NAO 2016)",
        grade: Grade::D,
        get: |p| p.implementation.buyer_power,
        set: |p, v| p.implementation.buyer_power = v,
    },
    Parameter {
        path: "implementation.layer_compliance",
        symbol: "a_c",
        meaning: "part of an intent that each tier border passes on",
        unit: "share",
        default: 1.0,
        range: [0.7, 1.0],
        sampled: Some([0.7, 1.0]),
        law: Law::Uniform,
        source: "Williamson 1967",
        grade: Grade::D,
        get: |p| p.implementation.layer_compliance,
        set: |p, v| p.implementation.layer_compliance = v,
    },
    Parameter {
        path: "implementation.resistance",
        symbol: "ω_o",
        meaning: "share of implementation that full opposition stops",
        unit: "index",
        default: 0.6,
        range: [0.2, 1.0],
        sampled: Some([0.2, 1.0]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.implementation.resistance,
        set: |p, v| p.implementation.resistance = v,
    },
    Parameter {
        path: "implementation.misfit_resistance",
        symbol: "o_mis",
        meaning: "resistance to a policy that goes beyond what suits the place",
        unit: "per unit share",
        default: 1.5,
        range: [0.0, 4.0],
        sampled: Some([0.0, 4.0]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.implementation.misfit_resistance,
        set: |p, v| p.implementation.misfit_resistance = v,
    },
    Parameter {
        path: "implementation.creep",
        symbol: "δ_creep",
        meaning: "return of withdrawn activity once no policy holds",
        unit: "per month",
        default: 0.01,
        range: [0.0, 0.03],
        sampled: Some([0.0, 0.03]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.implementation.creep,
        set: |p, v| p.implementation.creep = v,
    },
    Parameter {
        path: "implementation.variable_share",
        symbol: "ρ_var",
        meaning: "cost that falls at once with activity",
        unit: "share",
        default: 0.35,
        range: [0.2, 1.0],
        sampled: Some([0.2, 0.6]),
        law: Law::Uniform,
        source: "gains are hard to turn into cash, costs are largely fixed (Nuffield Trust)",
        grade: Grade::C,
        get: |p| p.implementation.variable_share,
        set: |p, v| p.implementation.variable_share = v,
    },
    Parameter {
        path: "implementation.release_threshold",
        symbol: "θ_fix",
        meaning: "share of a provider's pool work that must go before its fixed cost is released in full",
        unit: "share",
        default: 0.05,
        range: [0.02, 0.1],
        sampled: Some([0.02, 0.1]),
        law: Law::Uniform,
        source: "same; threshold assumed",
        grade: Grade::C,
        get: |p| p.implementation.release_threshold,
        set: |p, v| p.implementation.release_threshold = v,
    },
    Parameter {
        path: "implementation.reversal",
        symbol: "rev_0",
        meaning: "base hazard that a policy is reversed",
        unit: "per month",
        default: 0.006,
        range: [0.0, 0.02],
        sampled: Some([0.0, 0.02]),
        law: Law::Uniform,
        source: "ministers intervened on thresholds; rate assumed",
        grade: Grade::C,
        get: |p| p.implementation.reversal,
        set: |p, v| p.implementation.reversal = v,
    },
    Parameter {
        path: "implementation.postcode_reversal",
        symbol: "λ_lot",
        meaning: "weight of difference from neighbours in that hazard",
        unit: "index",
        default: 0.3,
        range: [0.0, 1.0],
        sampled: Some([0.0, 1.0]),
        law: Law::Uniform,
        source: "ministers intervened on thresholds; rate assumed",
        grade: Grade::C,
        get: |p| p.implementation.postcode_reversal,
        set: |p, v| p.implementation.postcode_reversal = v,
    },
    Parameter {
        path: "finance.base_pressure",
        symbol: "f_base",
        meaning: "pressure with no money to be saved",
        unit: "index",
        default: 0.3,
        range: [0.0, 0.8],
        sampled: Some([0.0, 0.8]),
        law: Law::Uniform,
        source: "assumption: there is always something better to buy",
        grade: Grade::E,
        get: |p| p.finance.base_pressure,
        set: |p, v| p.finance.base_pressure = v,
    },
    Parameter {
        path: "finance.fade",
        symbol: "fade",
        meaning: "share of an unmet saving that lapses in a year",
        unit: "per year",
        default: 0.5,
        range: [0.2, 1.0],
        sampled: Some([0.2, 1.0]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.finance.fade,
        set: |p, v| p.finance.fade = v,
    },
    Parameter {
        path: "finance.local_share",
        symbol: "loc",
        meaning: "part of the national gap that local change must close",
        unit: "share",
        default: 0.2,
        range: [0.1, 0.3],
        sampled: Some([0.1, 0.3]),
        law: Law::Uniform,
        source: "40/40/20 split of the savings plan (Health Committee 2012)",
        grade: Grade::B,
        get: |p| p.finance.local_share,
        set: |p, v| p.finance.local_share = v,
    },
    Parameter {
        path: "finance.target_pass",
        symbol: "dft_pass",
        meaning: "part of distance from target that becomes pressure",
        unit: "share",
        default: 0.2,
        range: [0.0, 0.5],
        sampled: Some([0.0, 0.5]),
        law: Law::Uniform,
        source: "19 of the 20 tightest groups were below target (NAO 2014); share assumed",
        grade: Grade::E,
        get: |p| p.finance.target_pass,
        set: |p, v| p.finance.target_pass = v,
    },
    Parameter {
        path: "finance.target_sd",
        symbol: "σ_dft",
        meaning: "standard deviation of distance from target at a commissioner",
        unit: "share",
        default: 0.05,
        range: [0.0, 0.08],
        sampled: None,
        law: Law::Uniform,
        source: "14 published group allocations 2013/14",
        grade: Grade::B,
        get: |p| p.finance.target_sd,
        set: |p, v| p.finance.target_sd = v,
    },
    Parameter {
        path: "finance.target_half_life_months",
        symbol: "dft_hl",
        meaning: "months in which half of a distance from target closes",
        unit: "months",
        default: 120.0,
        range: [60.0, 240.0],
        sampled: None,
        law: Law::Uniform,
        source: "about 20 years to balance (Health Committee 2010)",
        grade: Grade::B,
        get: |p| p.finance.target_half_life_months,
        set: |p, v| p.finance.target_half_life_months = v,
    },
    Parameter {
        path: "finance.individual_variation",
        symbol: "cv_ind",
        meaning: "coefficient of variation of one person's yearly cost",
        unit: "ratio",
        default: 10.0,
        range: [0.0, 15.0],
        sampled: Some([6.0, 15.0]),
        law: Law::Uniform,
        source: "assumption on individual cost",
        grade: Grade::D,
        get: |p| p.finance.individual_variation,
        set: |p, v| p.finance.individual_variation = v,
    },
    Parameter {
        path: "finance.need_growth",
        symbol: "need",
        meaning: "nominal growth of what would be spent at constant standards",
        unit: "per year",
        default: 0.07,
        range: [0.045, 0.08],
        sampled: None,
        law: Law::Uniform,
        source: "demand grows 3 to 4% a year and prices as much (Nuffield Trust)",
        grade: Grade::C,
        get: |p| p.finance.need_growth,
        set: |p, v| p.finance.need_growth = v,
    },
    Parameter {
        path: "finance.delivered_national",
        symbol: "del_N",
        meaning: "part of the planned national savings that is real",
        unit: "share",
        default: 0.85,
        range: [0.5, 1.0],
        sampled: None,
        law: Law::Uniform,
        source: "pay freeze gave 1.4 of 5.8bn in 2011/12; share assumed",
        grade: Grade::E,
        get: |p| p.finance.delivered_national,
        set: |p, v| p.finance.delivered_national = v,
    },
    Parameter {
        path: "finance.delivered_tariff",
        symbol: "del_T",
        meaning: "part of the planned tariff savings that is real",
        unit: "share",
        default: 0.7,
        range: [0.5, 1.0],
        sampled: None,
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.finance.delivered_tariff,
        set: |p, v| p.finance.delivered_tariff = v,
    },
    Parameter {
        path: "finance.talent_sd",
        symbol: "σ_T",
        meaning: "standard deviation of talent between commissioners",
        unit: "index",
        default: 0.15,
        range: [0.0, 0.3],
        sampled: None,
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.finance.talent_sd,
        set: |p, v| p.finance.talent_sd = v,
    },
    Parameter {
        path: "costs.decision_gbp",
        symbol: "c_dec",
        meaning: "cost of preparing one decision for 340,000 people",
        unit: "GBP",
        default: 15_000.0,
        range: [0.0, 50_000.0],
        sampled: Some([5_000.0, 50_000.0]),
        law: Law::LogUniform,
        source: "lists were drawn up many times over (Audit Commission 2011); amount assumed",
        grade: Grade::E,
        get: |p| p.costs.decision_gbp,
        set: |p, v| p.costs.decision_gbp = v,
    },
    Parameter {
        path: "costs.meeting_gbp",
        symbol: "c_meet",
        meaning: "cost of one member in one joint round",
        unit: "GBP",
        default: 4_500.0,
        range: [0.0, 10_000.0],
        sampled: Some([1_500.0, 10_000.0]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.costs.meeting_gbp,
        set: |p, v| p.costs.meeting_gbp = v,
    },
    Parameter {
        path: "costs.monitoring_gbp",
        symbol: "c_mon",
        meaning: "cost of monitoring one policy at full distance for 340,000 people",
        unit: "GBP a month",
        default: 400.0,
        range: [0.0, 1_500.0],
        sampled: Some([0.0, 1_500.0]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.costs.monitoring_gbp,
        set: |p, v| p.costs.monitoring_gbp = v,
    },
    Parameter {
        path: "costs.body_fixed_gbp_m",
        symbol: "F_org",
        meaning: "fixed running cost of a commissioner",
        unit: "GBP m a year",
        default: 2.5,
        range: [0.5, 4.0],
        sampled: None,
        law: Law::Uniform,
        source: "fitted with the next to GBP 1.4bn in 2008/09",
        grade: Grade::B,
        get: |p| p.costs.body_fixed_gbp_m,
        set: |p, v| p.costs.body_fixed_gbp_m = v,
    },
    Parameter {
        path: "costs.head_gbp",
        symbol: "v_head",
        meaning: "running cost of a commissioner for each person covered",
        unit: "GBP a head and year",
        default: 16.8,
        range: [12.0, 22.0],
        sampled: None,
        law: Law::Uniform,
        source: "fitted with the last to GBP 1.4bn in 2008/09",
        grade: Grade::B,
        get: |p| p.costs.head_gbp,
        set: |p, v| p.costs.head_gbp = v,
    },
    Parameter {
        path: "costs.decision_base_gbp_m",
        symbol: "y4_base",
        meaning: "decision cost already contained in running cost",
        unit: "GBP m a year",
        default: 18.0,
        range: [10.0, 40.0],
        sampled: None,
        law: Law::Uniform,
        source: "decision cost of single trusts at defaults",
        grade: Grade::E,
        get: |p| p.costs.decision_base_gbp_m,
        set: |p, v| p.costs.decision_base_gbp_m = v,
    },
    Parameter {
        path: "costs.authority_gbp_m",
        symbol: "over_10",
        meaning: "running cost of an intermediate authority",
        unit: "GBP m a year",
        default: 15.0,
        range: [5.0, 30.0],
        sampled: None,
        law: Law::Uniform,
        source: "GBP 1.4bn for 152 trusts and 10 authorities",
        grade: Grade::B,
        get: |p| p.costs.authority_gbp_m,
        set: |p, v| p.costs.authority_gbp_m = v,
    },
    Parameter {
        path: "costs.area_team_gbp_m",
        symbol: "over_27",
        meaning: "running cost of an area team of 2013",
        unit: "GBP m a year",
        default: 4.0,
        range: [1.0, 10.0],
        sampled: None,
        law: Law::Uniform,
        source: "about 50 staff planned for each team (King's Fund 2012)",
        grade: Grade::D,
        get: |p| p.costs.area_team_gbp_m,
        set: |p, v| p.costs.area_team_gbp_m = v,
    },
    Parameter {
        path: "costs.region_2013_gbp_m",
        symbol: "over_4",
        meaning: "running cost of a region of 2013",
        unit: "GBP m a year",
        default: 5.0,
        range: [1.0, 20.0],
        sampled: None,
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.costs.region_2013_gbp_m,
        set: |p, v| p.costs.region_2013_gbp_m = v,
    },
    Parameter {
        path: "costs.region_2022_gbp_m",
        symbol: "over_7",
        meaning: "running cost of a region of 2022",
        unit: "GBP m a year",
        default: 20.0,
        range: [5.0, 40.0],
        sampled: None,
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.costs.region_2022_gbp_m,
        set: |p, v| p.costs.region_2022_gbp_m = v,
    },
    Parameter {
        path: "costs.board_gbp_m",
        symbol: "over_board",
        meaning: "running cost of the national board's oversight",
        unit: "GBP m a year",
        default: 60.0,
        range: [20.0, 200.0],
        sampled: None,
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.costs.board_gbp_m,
        set: |p, v| p.costs.board_gbp_m = v,
    },
    Parameter {
        path: "costs.department_gbp_m",
        symbol: "over_dept",
        meaning: "running cost of the department where both national bodies exist",
        unit: "GBP m a year",
        default: 100.0,
        range: [50.0, 200.0],
        sampled: None,
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.costs.department_gbp_m,
        set: |p, v| p.costs.department_gbp_m = v,
    },
    Parameter {
        path: "costs.report_provider_gbp_m",
        symbol: "rep_0",
        meaning: "reporting by a provider without control",
        unit: "GBP m a provider and year",
        default: 0.33,
        range: [0.16, 0.5],
        sampled: None,
        law: Law::Uniform,
        source: "GBP 300-500m a year for national data (NHS Confederation 2013)",
        grade: Grade::B,
        get: |p| p.costs.report_provider_gbp_m,
        set: |p, v| p.costs.report_provider_gbp_m = v,
    },
    Parameter {
        path: "costs.report_provider_grip_gbp_m",
        symbol: "rep_1",
        meaning: "reporting by a provider at full control, on top",
        unit: "GBP m a provider and year",
        default: 2.2,
        range: [1.1, 3.3],
        sampled: None,
        law: Law::Uniform,
        source: "GBP 300-500m a year for national data (NHS Confederation 2013)",
        grade: Grade::B,
        get: |p| p.costs.report_provider_grip_gbp_m,
        set: |p, v| p.costs.report_provider_grip_gbp_m = v,
    },
    Parameter {
        path: "costs.report_body_gbp_m",
        symbol: "rep_0c",
        meaning: "reporting by a commissioner without control",
        unit: "GBP m a body and year",
        default: 0.1,
        range: [0.05, 0.15],
        sampled: None,
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.costs.report_body_gbp_m,
        set: |p, v| p.costs.report_body_gbp_m = v,
    },
    Parameter {
        path: "costs.report_body_grip_gbp_m",
        symbol: "rep_1c",
        meaning: "reporting by a commissioner at full control, on top",
        unit: "GBP m a body and year",
        default: 0.65,
        range: [0.32, 1.0],
        sampled: None,
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.costs.report_body_grip_gbp_m,
        set: |p, v| p.costs.report_body_grip_gbp_m = v,
    },
    Parameter {
        path: "costs.assurance_gbp_k",
        symbol: "c_as",
        meaning: "assurance of one body at full control",
        unit: "GBP 000 a body and month",
        default: 6.0,
        range: [2.0, 15.0],
        sampled: None,
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.costs.assurance_gbp_k,
        set: |p, v| p.costs.assurance_gbp_k = v,
    },
    Parameter {
        path: "costs.second_guessing",
        symbol: "q_sg",
        meaning: "chance that a decision under evenly shared authority is reworked",
        unit: "probability",
        default: 0.3,
        range: [0.0, 0.6],
        sampled: Some([0.0, 0.6]),
        law: Law::Uniform,
        source: "duplication between department and board (Ham 2022); rate assumed",
        grade: Grade::C,
        get: |p| p.costs.second_guessing,
        set: |p, v| p.costs.second_guessing = v,
    },
    Parameter {
        path: "costs.rework_gbp_k",
        symbol: "c_sg",
        meaning: "cost of one reworked decision",
        unit: "GBP 000",
        default: 8.0,
        range: [2.0, 30.0],
        sampled: Some([2.0, 30.0]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.costs.rework_gbp_k,
        set: |p, v| p.costs.rework_gbp_k = v,
    },
    Parameter {
        path: "costs.trust_down",
        symbol: "trust_down",
        meaning: "trust of the overseer in commissioners",
        unit: "index",
        default: 0.5,
        range: [0.0, 1.0],
        sampled: None,
        law: Law::Uniform,
        source: "fixed until assurance is modelled",
        grade: Grade::E,
        get: |p| p.costs.trust_down,
        set: |p, v| p.costs.trust_down = v,
    },
    Parameter {
        path: "costs.overstatement",
        symbol: "infl_0",
        meaning: "overstatement of savings without control or audit",
        unit: "share",
        default: 0.7,
        range: [0.0, 1.0],
        sampled: Some([0.3, 1.0]),
        law: Law::Uniform,
        source: "3.4 of 5.8bn substantiated (NAO 2012)",
        grade: Grade::B,
        get: |p| p.costs.overstatement,
        set: |p, v| p.costs.overstatement = v,
    },
    Parameter {
        path: "costs.audit",
        symbol: "audit",
        meaning: "strength of audit",
        unit: "index",
        default: 0.5,
        range: [0.0, 2.0],
        sampled: None,
        law: Law::Uniform,
        source: "fitted with the last to a ratio of 0.59",
        grade: Grade::B,
        get: |p| p.costs.audit,
        set: |p, v| p.costs.audit = v,
    },
    Parameter {
        path: "legitimacy.adjustment",
        symbol: "α_leg",
        meaning: "speed at which legitimacy moves to its target",
        unit: "per month",
        default: 0.02,
        range: [0.005, 0.05],
        sampled: Some([0.005, 0.05]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::E,
        get: |p| p.legitimacy.adjustment,
        set: |p, v| p.legitimacy.adjustment = v,
    },
    Parameter {
        path: "legitimacy.voice",
        symbol: "l_v",
        meaning: "weight of local voice",
        unit: "index",
        default: 0.1,
        range: [0.0, 0.3],
        sampled: Some([0.0, 0.3]),
        law: Law::Uniform,
        source: "assumption on direction from surveys of general practitioners (2012)",
        grade: Grade::C,
        get: |p| p.legitimacy.voice,
        set: |p, v| p.legitimacy.voice = v,
    },
    Parameter {
        path: "legitimacy.postcode",
        symbol: "l_pc",
        meaning: "weight of difference from neighbours",
        unit: "index",
        default: 1.0,
        range: [0.0, 3.0],
        sampled: Some([0.0, 3.0]),
        law: Law::Uniform,
        source: "90% of general practitioners wanted a national list (2012); weight assumed",
        grade: Grade::C,
        get: |p| p.legitimacy.postcode,
        set: |p, v| p.legitimacy.postcode = v,
    },
    Parameter {
        path: "legitimacy.loss",
        symbol: "l_loss",
        meaning: "weight of services lost in the last year",
        unit: "index",
        default: 2.0,
        range: [0.0, 6.0],
        sampled: Some([0.0, 6.0]),
        law: Law::Uniform,
        source: "assumption",
        grade: Grade::C,
        get: |p| p.legitimacy.loss,
        set: |p, v| p.legitimacy.loss = v,
    },
    Parameter {
        path: "health.gbp_per_qaly",
        symbol: "1/v",
        meaning: "spending that yields one QALY at the margin",
        unit: "GBP per QALY",
        default: 12_936.0,
        range: [5_000.0, 30_000.0],
        sampled: None,
        law: Law::Uniform,
        source: "Claxton et al. 2015, table 31",
        grade: Grade::A,
        get: |p| p.health.gbp_per_qaly,
        set: |p, v| p.health.gbp_per_qaly = v,
    },
    Parameter {
        path: "health.discount",
        symbol: "disc_h",
        meaning: "discount rate of health",
        unit: "per year",
        default: 0.035,
        range: [0.015, 0.035],
        sampled: None,
        law: Law::Uniform,
        source: "Treasury Green Book",
        grade: Grade::B,
        get: |p| p.health.discount,
        set: |p, v| p.health.discount = v,
    },
    Parameter {
        path: "grip.trusts_priorities",
        symbol: "g_B, 2009",
        meaning: "priorities and targets, trusts",
        unit: "index",
        default: 0.7,
        range: [0.0, 1.0],
        sampled: None,
        law: Law::Uniform,
        source: "judgement, to be elicited; run at plus or minus 0.2",
        grade: Grade::E,
        get: |p| p.grip.trusts_priorities,
        set: |p, v| p.grip.trusts_priorities = v,
    },
    Parameter {
        path: "grip.trusts_redesign",
        symbol: "g_C, 2009",
        meaning: "redesign, trusts",
        unit: "index",
        default: 0.3,
        range: [0.0, 1.0],
        sampled: None,
        law: Law::Uniform,
        source: "judgement, to be elicited; run at plus or minus 0.2",
        grade: Grade::E,
        get: |p| p.grip.trusts_redesign,
        set: |p, v| p.grip.trusts_redesign = v,
    },
    Parameter {
        path: "grip.trusts_contracts",
        symbol: "g_D, 2009",
        meaning: "contracts, trusts",
        unit: "index",
        default: 0.6,
        range: [0.0, 1.0],
        sampled: None,
        law: Law::Uniform,
        source: "judgement, to be elicited; run at plus or minus 0.2",
        grade: Grade::E,
        get: |p| p.grip.trusts_contracts,
        set: |p, v| p.grip.trusts_contracts = v,
    },
    Parameter {
        path: "grip.trusts_support",
        symbol: "g_E, 2009",
        meaning: "support and staff, trusts",
        unit: "index",
        default: 0.3,
        range: [0.0, 1.0],
        sampled: None,
        law: Law::Uniform,
        source: "judgement, to be elicited; run at plus or minus 0.2",
        grade: Grade::E,
        get: |p| p.grip.trusts_support,
        set: |p, v| p.grip.trusts_support = v,
    },
    Parameter {
        path: "grip.trusts_assurance",
        symbol: "g_F, 2009",
        meaning: "assurance, trusts",
        unit: "index",
        default: 0.6,
        range: [0.0, 1.0],
        sampled: None,
        law: Law::Uniform,
        source: "judgement, to be elicited; run at plus or minus 0.2",
        grade: Grade::E,
        get: |p| p.grip.trusts_assurance,
        set: |p, v| p.grip.trusts_assurance = v,
    },
    Parameter {
        path: "grip.groups_priorities",
        symbol: "g_B, 2013",
        meaning: "priorities and targets, groups",
        unit: "index",
        default: 0.6,
        range: [0.0, 1.0],
        sampled: None,
        law: Law::Uniform,
        source: "judgement, to be elicited; run at plus or minus 0.2",
        grade: Grade::E,
        get: |p| p.grip.groups_priorities,
        set: |p, v| p.grip.groups_priorities = v,
    },
    Parameter {
        path: "grip.groups_redesign",
        symbol: "g_C, 2013",
        meaning: "redesign, groups",
        unit: "index",
        default: 0.35,
        range: [0.0, 1.0],
        sampled: None,
        law: Law::Uniform,
        source: "judgement, to be elicited; run at plus or minus 0.2",
        grade: Grade::E,
        get: |p| p.grip.groups_redesign,
        set: |p, v| p.grip.groups_redesign = v,
    },
    Parameter {
        path: "grip.groups_contracts",
        symbol: "g_D, 2013",
        meaning: "contracts, groups",
        unit: "index",
        default: 0.6,
        range: [0.0, 1.0],
        sampled: None,
        law: Law::Uniform,
        source: "judgement, to be elicited; run at plus or minus 0.2",
        grade: Grade::E,
        get: |p| p.grip.groups_contracts,
        set: |p, v| p.grip.groups_contracts = v,
    },
    Parameter {
        path: "grip.groups_support",
        symbol: "g_E, 2013",
        meaning: "support and staff, groups",
        unit: "index",
        default: 0.6,
        range: [0.0, 1.0],
        sampled: None,
        law: Law::Uniform,
        source: "judgement, to be elicited; run at plus or minus 0.2",
        grade: Grade::E,
        get: |p| p.grip.groups_support,
        set: |p, v| p.grip.groups_support = v,
    },
    Parameter {
        path: "grip.groups_assurance",
        symbol: "g_F, 2013",
        meaning: "assurance, groups",
        unit: "index",
        default: 0.65,
        range: [0.0, 1.0],
        sampled: None,
        law: Law::Uniform,
        source: "judgement, to be elicited; run at plus or minus 0.2",
        grade: Grade::E,
        get: |p| p.grip.groups_assurance,
        set: |p, v| p.grip.groups_assurance = v,
    },
    Parameter {
        path: "grip.systems_priorities",
        symbol: "g_B, 2022",
        meaning: "priorities and targets, systems",
        unit: "index",
        default: 0.8,
        range: [0.0, 1.0],
        sampled: None,
        law: Law::Uniform,
        source: "judgement, to be elicited; run at plus or minus 0.2",
        grade: Grade::E,
        get: |p| p.grip.systems_priorities,
        set: |p, v| p.grip.systems_priorities = v,
    },
    Parameter {
        path: "grip.systems_redesign",
        symbol: "g_C, 2022",
        meaning: "redesign, systems",
        unit: "index",
        default: 0.55,
        range: [0.0, 1.0],
        sampled: None,
        law: Law::Uniform,
        source: "judgement, to be elicited; run at plus or minus 0.2",
        grade: Grade::E,
        get: |p| p.grip.systems_redesign,
        set: |p, v| p.grip.systems_redesign = v,
    },
    Parameter {
        path: "grip.systems_contracts",
        symbol: "g_D, 2022",
        meaning: "contracts, systems",
        unit: "index",
        default: 0.5,
        range: [0.0, 1.0],
        sampled: None,
        law: Law::Uniform,
        source: "judgement, to be elicited; run at plus or minus 0.2",
        grade: Grade::E,
        get: |p| p.grip.systems_contracts,
        set: |p, v| p.grip.systems_contracts = v,
    },
    Parameter {
        path: "grip.systems_support",
        symbol: "g_E, 2022",
        meaning: "support and staff, systems",
        unit: "index",
        default: 0.5,
        range: [0.0, 1.0],
        sampled: None,
        law: Law::Uniform,
        source: "judgement, to be elicited; run at plus or minus 0.2",
        grade: Grade::E,
        get: |p| p.grip.systems_support,
        set: |p, v| p.grip.systems_support = v,
    },
    Parameter {
        path: "grip.systems_assurance",
        symbol: "g_F, 2022",
        meaning: "assurance, systems",
        unit: "index",
        default: 0.75,
        range: [0.0, 1.0],
        sampled: None,
        law: Law::Uniform,
        source: "judgement, to be elicited; run at plus or minus 0.2",
        grade: Grade::E,
        get: |p| p.grip.systems_assurance,
        set: |p, v| p.grip.systems_assurance = v,
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_has_unit_source_and_a_default_inside_its_ranges() {
        for p in &PARAMETERS {
            assert!(
                !p.unit.is_empty() && !p.source.is_empty() && !p.meaning.is_empty(),
                "{p:?}"
            );
            assert!(p.range[0] <= p.default && p.default <= p.range[1], "{p:?}");
            if let Some([low, high]) = p.sampled {
                assert!(
                    low < high && p.range[0] <= low && high <= p.range[1],
                    "{p:?}"
                );
                assert!(low <= p.default && p.default <= high, "{p:?}");
            }
        }
    }

    #[test]
    fn paths_are_unique_and_get_returns_what_set_wrote() {
        let mut paths: Vec<_> = PARAMETERS.iter().map(|p| p.path).collect();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), PARAMETERS.len());
        let mut values = Parameters::default();
        for (i, p) in PARAMETERS.iter().enumerate() {
            (p.set)(&mut values, i as f64);
        }
        for (i, p) in PARAMETERS.iter().enumerate() {
            assert!(
                ((p.get)(&values) - i as f64).abs() < 1e-12,
                "{p:?} shares a field"
            );
        }
    }

    #[test]
    fn the_register_names_every_leaf_of_the_structs() {
        let json = serde_json::to_value(Parameters::default()).unwrap();
        let mut leaves = Vec::new();
        for (table, fields) in json.as_object().unwrap() {
            for key in fields.as_object().unwrap().keys() {
                leaves.push(format!("{table}.{key}"));
            }
        }
        let paths: Vec<_> = PARAMETERS.iter().map(|p| p.path.to_owned()).collect();
        assert_eq!(leaves, paths);
    }
}
