//! t
#[path = "../../tests/common/mod.rs"]
mod common;
mod bare;
use bare::*;
use std::time::Instant;
use common::*;
use grip::engine::Simulation;
use grip::scenario::*;
use grip::units::Month;
fn main(){
    let arm = arm("single_trusts");
    let g = england();
    let burnt = burn(&g, &Parameters::default(), Flags::default(), 2009, std::slice::from_ref(&arm));
    let start = Simulation::fork(&burnt, &g, &arm, burnt.parameters.clone());
    let mut run = start.clone(); run.run_to(Month(60));
    let bare0 = Bare::new(&start);
    let mut bare = bare0.clone();
    println!("{:?}\n{:?}", Sums::of(&run), bare.run(60));
    let mut mins=[f64::MAX;4];
    for _ in 0..40 {
        let mut s = start.clone();
        let t=Instant::now(); s.run_to(Month(60)); mins[0]=mins[0].min(t.elapsed().as_secs_f64());
        let mut b = bare0.clone();
        let t=Instant::now(); b.run(60); mins[1]=mins[1].min(t.elapsed().as_secs_f64());
        let mut b = bare0.clone();
        let t=Instant::now(); grip::model::wide::wide(Widest(&mut b,60)); mins[2]=mins[2].min(t.elapsed().as_secs_f64());
    }
    println!("{mins:?} ratio {} {}", mins[0]/mins[1], mins[0]/mins[2]);
}
