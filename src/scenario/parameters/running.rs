//! What bodies cost to run before they decide anything.

/// Local commissioners of 2008/09, on whose running cost the cost a head is fitted.
const TRUSTS: f64 = 152.0;
/// People of England whom they covered.
const PEOPLE: f64 = 51.8e6;

table! {
    /// What bodies cost to run. Units, ranges and sources stand in [`super::PARAMETERS`].
    running: Running {
        trusts_gbp_m = 1_250.0, "GBP m a year", Uniform in [1_000.0, 2_100.0], drawn [1_230.0, 1_570.0];
            "RC_09": "running cost of the 152 trusts of 2009 together";
            B: "GBP 1.38bn in 2008/09 and 1.72bn in 2009/10 with ten authorities (Health Service Journal 5016285, Department of Health data), less theirs";
        body_fixed_gbp_m = 2.5, "GBP m a year", Uniform in [0.0, 4.0], drawn [0.0, 4.0];
            "F_org": "fixed part of the running cost of a commissioner";
            E: "assumption; size and performance of trusts are unrelated (Greaves and others 2012), so no economy of size lies in the range";
        authority_gbp_m = 15.0, "GBP m a year", Uniform in [5.0, 30.0], drawn [5.0, 30.0];
            "over_10": "running cost of an intermediate authority";
            C: "GBP 100m for ten authorities (Conservatives, October 2009), GBP 1.4bn with 152 trusts";
        area_team_gbp_m = 4.0, "GBP m a year", Uniform in [1.0, 10.0], drawn [1.0, 10.0];
            "over_27": "running cost of an area team of 2013";
            D: "about 50 staff planned for each team (King's Fund 2012)";
        region_2013_gbp_m = 5.0, "GBP m a year", Uniform in [1.0, 20.0], drawn [1.0, 20.0];
            "over_4": "running cost of a region of 2013";
            E: "assumption";
        region_2022_gbp_m = 20.0, "GBP m a year", Uniform in [5.0, 40.0], drawn [5.0, 40.0];
            "over_7": "running cost of a region of 2022";
            E: "assumption";
        board_gbp_m = 60.0, "GBP m a year", Uniform in [20.0, 200.0], drawn [20.0, 200.0];
            "over_board": "running cost of the national board's oversight";
            E: "assumption";
        department_gbp_m = 100.0, "GBP m a year", Uniform in [50.0, 200.0], drawn [50.0, 200.0];
            "over_dept": "running cost of the department's oversight";
            D: "GBP 200m for the whole department (Conservatives, October 2009); part assumed";
    }
}

impl Running {
    /// Running cost of a commissioner for each person covered, GBP a year: what the fixed parts of
    /// the trusts of 2009 leave of their running cost, v_head = (RC_09 - 152 F_org) / 51.8m.
    #[must_use]
    pub fn head_gbp(&self) -> f64 {
        (self.trusts_gbp_m - TRUSTS * self.body_fixed_gbp_m) * 1e6 / PEOPLE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_and_variable_parts_of_the_trusts_of_2009_add_up_to_what_they_cost() {
        // 16.8 GBP a head at the defaults: the figure of the design, worked out by hand.
        let running = Running {
            trusts_gbp_m: 1_250.0,
            body_fixed_gbp_m: 2.5,
            ..Running::default()
        };
        assert!((running.head_gbp() - 16.795_366_8).abs() < 1e-6);
        for fixed in [0.0, 4.0] {
            let running = Running {
                trusts_gbp_m: 1_250.0,
                body_fixed_gbp_m: fixed,
                ..Running::default()
            };
            let all = 152.0 * fixed * 1e6 + 51.8e6 * running.head_gbp();
            assert!((all - 1.25e9).abs() < 1e-3);
            assert!(running.head_gbp() > 0.0);
        }
    }
}
