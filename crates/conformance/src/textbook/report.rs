//! The table of results.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::textbook::judge::Verdict;
use crate::textbook::table::Program;

/// What came of one program.
#[derive(Clone, Debug)]
pub struct Line {
    /// Which.
    pub program: Program,
    /// What.
    pub verdict: Verdict,
}

impl Line {
    /// `id`, tier, verdict and reason, separated by tabs.
    pub fn text(&self) -> String {
        let Line { program, verdict } = self;
        format!("{}\t{}\t{}\t{}", program.id, program.tier, verdict.word(), verdict.reason())
    }
}

/// Counts by collection and tier.
pub fn summary(lines: &[Line]) -> String {
    let mut counts: BTreeMap<(String, u8), [usize; 6]> = BTreeMap::new();
    for Line { program, verdict } in lines {
        let columns = match verdict {
            Verdict::NotCompiled(_) => [1, 0, 0, 0, 0, 0],
            Verdict::Agrees => [1, 1, 1, 0, 0, 0],
            // By the table's own standard a program that depends on the scheduler agrees if it ends alike.
            Verdict::AgreesInStatus => [1, 1, 1, 0, 0, 0],
            Verdict::Differs(_) => [1, 1, 0, 1, 0, 0],
            Verdict::NotSimulated(_) => [1, 1, 0, 0, 1, 0],
            Verdict::NoRecording(_) => [1, 1, 0, 0, 0, 1],
        };
        for key in [(program.collection().to_owned(), program.tier), ("all".to_owned(), 0)] {
            let sums = counts.entry(key).or_default();
            sums.iter_mut().zip(columns).for_each(|(sum, one)| *sum += one);
        }
    }
    let mut text = String::from(
        "collection  tier  programs  compiled  agreed  differing  not simulated  no recording\n",
    );
    for ((collection, tier), [all, compiled, agreed, differing, not, none]) in counts {
        let tier = if tier == 0 { "all".to_owned() } else { tier.to_string() };
        let _ = writeln!(
            text,
            "{collection:<10}  {tier:>4}  {all:>8}  {compiled:>8}  {agreed:>6}  {differing:>9}  {not:>13}  {none:>12}"
        );
    }
    text
}
