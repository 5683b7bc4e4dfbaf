//! Claims about geographies: synthetic England, tables, and mistakes in tables.

use grip::scenario::geography::*;

#[test]
fn zz_look() {
    for seed in [2009u64, 1, 2, 3, 4, 5] {
        let mut s = SyntheticSettings::default();
        s.rules.seed = seed;
        let t = std::time::Instant::now();
        let g = synthetic(&s);
        let took = t.elapsed();
        print!("seed {seed} {took:?} ");
        for tier in [Tier::Trusts, Tier::Groups, Tier::Systems, Tier::Clusters, Tier::Authorities, Tier::Regions2013] {
            let mut sums = g.partition(tier).unwrap().sums(&g.population);
            sums.sort_by(f64::total_cmp);
            let q = |p: f64| (sums[((sums.len() - 1) as f64 * p).round() as usize] / 1e3).round();
            print!("{} {:?} | ", tier.key(), [q(0.), q(0.1), q(0.25), q(0.5), q(0.75), q(0.9), q(1.0)]);
        }
        println!();
    }
    let mut s = SyntheticSettings::default();
    s.rules.atom_population = PRACTICE_PEOPLE;
    let t = std::time::Instant::now();
    let g = synthetic(&s);
    println!("{} {:?}", g.atoms(), t.elapsed());
    let p = g.partition(Tier::Trusts).unwrap();
    println!("{:?} {:?} {:?}", &p.names[..20], &p.codes[..3], g.notes);
}
