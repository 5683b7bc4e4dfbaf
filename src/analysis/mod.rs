//! Contents page of the `analysis` layer: from stored runs to a [`summary::Summary`].
//!
//! | file | holds |
//! | --- | --- |
//! | [`study`] | what was run: arms, blocks of points, horizons, outcomes, parameters |
//! | [`check`] | what can be wrong with a study |
//! | [`table`] | the runs of a study: one value by arm, point, replicate, horizon and outcome |
//! | [`sample`] | which runs form one independent unit, and the numbers taken from them |
//! | [`estimate`] | mean, interval, quantile, share, tail of one sample |
//! | [`paths`] | outcomes by year and by place |
//! | [`paired`] | differences from the baseline on equal chance, and what the pairing buys |
//! | [`robustness`] | which arm is best in what share of the inputs, and what it costs to be wrong |
//! | [`best_set`] | which arms are not significantly worse than the best |
//! | [`boundaries`] | how wide an interval must be when it is looked at more than once |
//! | [`stopping`] | whether an experiment has run enough |
//! | [`claims`] | what runs say about claims stated before them |
//! | [`components`] | luck and inputs kept apart in the spread of a difference |
//! | [`sensitivity`] | which parameters a difference follows |
//! | [`correlation`] | the small linear algebra behind it |
//! | [`crossed`] | whether who decides or who guides moves an outcome more |
//! | [`elementary`] | effects of the steps of a walk (Morris) |
//! | [`indices`] | parts of the variance (Sobol') |
//! | [`single`] | effects of few levels: one at a time, and two levels |
//! | [`screen`] | one of these for each arm, as the design allows |
//! | [`followed`] | which inputs differences and levels follow, for chosen outcomes |
//! | [`sensitivity_text`] | `sensitivity.csv` |
//! | [`resample`] | intervals from a bootstrap over whole walks or rows |
//! | `control` | the linear part of other inputs, taken out of a difference |
//! | [`reversal`] | where in two parameters the winner changes |
//! | [`never_best`] | the alarm on arms that never win |
//! | [`shapley`] | the share of each group of mechanisms in a difference |
//! | [`additive`] | what each part of a combination adds, and which sums are highest |
//! | [`search`] | candidates thinned out, and what the one chosen is worth on points of its own |
//! | [`audit`] | whether runs that must agree do |
//! | [`threshold`] | where in a parameter the answer turns |
//! | [`tail`] | the mean of the worst runs |
//! | [`cases`] | points sorted into cases of interest and others |
//! | [`chance`] | whether a search found more than it finds in noise |
//! | [`binomial`] | the tail of the binomial law |
//! | [`prim`] | boxes of inputs in which cases of interest are dense |
//! | [`tree`] | a small classification tree and its rule |
//! | [`discovery`] | at which inputs an arm is better: the question, the box, the rule |
//! | [`pareto`] | which arms are on the front of several outcomes, as far as it is settled |
//! | [`regret`] | the regret of each arm with the error of its mean |
//! | [`satisficing`] | relative regret, and how often thresholds are met |
//! | [`summary`] | all of these, over every outcome, horizon and arm |
//! | [`summary_text`] | `summary.csv` and `data_dictionary.csv` |
//! | [`inference_text`] | `claims.csv`, `best_set.csv`, `uncertainty.csv` |
//! | [`headline`] | the finding in words, no stronger than the numbers |
//!
//! Three uncertainties are kept apart everywhere: the Monte-Carlo error of a mean (an
//! interval that more runs shrink), the luck of one run (a standard deviation over seeds), and
//! the spread over the inputs (quantiles that more runs do not shrink).

pub mod additive;
pub mod answers;
pub mod audit;
pub mod best_set;
pub mod binomial;
pub mod boundaries;
pub mod cases;
pub mod chance;
pub mod check;
pub mod claims;
pub mod components;
mod control;
pub mod correlation;
pub mod crossed;
pub mod discovery;
pub mod elementary;
pub mod estimate;
pub mod followed;
pub mod headline;
pub mod indices;
pub mod inference_text;
pub mod never_best;
pub mod paired;
pub mod pareto;
pub mod paths;
pub mod prim;
pub mod regret;
pub mod resample;
pub mod reversal;
pub mod robustness;
pub mod sample;
pub mod satisficing;
pub mod screen;
pub mod search;
pub mod sensitivity;
pub mod sensitivity_text;
pub mod shapley;
pub mod single;
pub mod stopping;
pub mod study;
pub mod summary;
pub mod summary_text;
pub mod table;
pub mod tail;
pub mod threshold;
pub mod tree;

#[cfg(test)]
mod discovery_data;
#[cfg(test)]
mod fixtures;
