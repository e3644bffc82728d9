//! Niceness as weight.

/// The weight of each niceness from -20 to 19: each step is about a factor of 1.25, so that one
/// step changes the share of two equal threads by about 10 percentage points.
/// `sched_prio_to_weight`, kernel/sched/core.c, Linux 6.18.
const WEIGHTS: [u32; 40] = [
    88_761, 71_755, 56_483, 46_273, 36_291, 29_154, 23_254, 18_705, 14_949, 11_916, 9_548, 7_620,
    6_100, 4_904, 3_906, 3_121, 2_501, 1_991, 1_586, 1_277, 1_024, 820, 655, 526, 423, 335, 272,
    215, 172, 137, 110, 87, 70, 56, 45, 36, 29, 23, 18, 15,
];

/// The weight of niceness 0.
pub(crate) const NICE_0: u64 = 1_024;

/// The weight of a niceness; values outside of -20 … 19 count as the nearest.
pub fn weight_of_nice(nice: i8) -> u64 {
    u64::from(WEIGHTS[(i32::from(nice).clamp(-20, 19) + 20) as usize])
}

/// CPU time as virtual time of a thread with this weight.
pub(crate) fn virtual_ns(ran_ns: u64, weight: u64) -> i64 {
    (u128::from(ran_ns) * u128::from(NICE_0) / u128::from(weight.max(1))) as i64
}

/// 1 + log2 of the CPUs, which Linux multiplies its slices by; at most 8 CPUs count.
/// `get_update_sysctl_factor`, kernel/sched/fair.c, Linux 6.18.
pub(crate) fn cpu_factor(cpus: usize) -> u64 {
    1 + u64::from(cpus.clamp(1, 8).ilog2())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_step_of_niceness_is_about_a_quarter() {
        for nice in -20..19 {
            let ratio = weight_of_nice(nice) as f64 / weight_of_nice(nice + 1) as f64;
            assert!((1.15..1.36).contains(&ratio), "{nice}: {ratio}");
        }
        assert_eq!(weight_of_nice(0), NICE_0);
    }

    #[test]
    fn slices_grow_with_the_cpus() {
        let factors: Vec<u64> = [1, 2, 4, 8, 64].into_iter().map(cpu_factor).collect();
        assert_eq!(factors, [1, 2, 3, 4, 4]);
    }
}
