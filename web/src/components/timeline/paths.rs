//! Segments as outlines: one path per row and state, at most one segment per pixel column.

use std::fmt::Write;

use crate::session::{Lane, LaneState, Segment};

/// The stretch of time that is seen, and the width that it is drawn on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Window {
    pub(crate) from: f64,
    pub(crate) to: f64,
    pub(crate) width: f64,
}

impl Window {
    /// The whole run.
    pub(crate) fn whole(end_ns: u64, width: f64) -> Window {
        Window { from: 0.0, to: (end_ns as f64).max(1.0) * 1.02, width }
    }

    /// Where a time is drawn.
    pub(crate) fn x(&self, ns: u64) -> f64 {
        (ns as f64 - self.from) / (self.to - self.from) * self.width
    }

    /// The time that is drawn there.
    pub(crate) fn ns(&self, x: f64) -> u64 {
        (self.from + x / self.width * (self.to - self.from)).max(0.0) as u64
    }

    /// Shows more (factor above 1) or less around a place.
    pub(crate) fn zoomed(&self, factor: f64, x: f64, end_ns: u64) -> Window {
        let whole = Window::whole(end_ns, self.width);
        let middle = self.from + x / self.width * (self.to - self.from);
        let span = ((self.to - self.from) * factor).clamp(whole.to.min(200.0), whole.to);
        let from = (middle - x / self.width * span).clamp(0.0, (whole.to - span).max(0.0));
        Window { from, to: from + span, width: self.width }
    }

    /// The same span with a time in its middle part.
    pub(crate) fn following(&self, ns: u64, end_ns: u64) -> Window {
        let (x, span) = (self.x(ns), self.to - self.from);
        if (0.0..=self.width).contains(&x) {
            return *self;
        }
        let from = (ns as f64 - span / 2.0).clamp(0.0, (end_ns as f64 * 1.02 - span).max(0.0));
        Window { from, to: from + span, width: self.width }
    }
}

/// What one outline is filled with: a state, or on a CPU's lane the colour of its thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fill {
    Colour(u32),
    State(LaneState),
}

/// The outlines of a lane, before (`true`) and after the playhead apart.
pub(crate) fn outlines(
    lane: &Lane,
    window: &Window,
    now_ns: u64,
    top: f64,
    height: f64,
) -> Vec<(Fill, bool, String)> {
    let mut paths: Vec<(Fill, bool, String, f64)> = Vec::new();
    let first = lane.segments.partition_point(|segment| (segment.end_ns as f64) < window.from);
    for segment in
        lane.segments[first..].iter().take_while(|segment| (segment.start_ns as f64) <= window.to)
    {
        let Some(fill) = fill_of(segment) else { continue };
        let parts = [
            (segment.start_ns, segment.end_ns.min(now_ns), true),
            (segment.start_ns.max(now_ns), segment.end_ns, false),
        ];
        for (start, end, past) in parts.into_iter().filter(|(start, end, _)| start < end) {
            let (from, to) = (window.x(start).max(-4.0), window.x(end).min(window.width + 4.0));
            let entry = paths.iter_mut().position(|path| path.0 == fill && path.1 == past);
            let entry = entry.unwrap_or_else(|| {
                paths.push((fill, past, String::new(), f64::MIN));
                paths.len() - 1
            });
            let path = &mut paths[entry];
            // What is narrower than a pixel and beside the last one would be drawn over it.
            if to < path.3 + 0.7 {
                continue;
            }
            path.3 = to;
            let w = (to - from).max(0.7);
            let _ = write!(path.2, "M{from:.1} {top}h{w:.1}v{height}h-{w:.1}z");
        }
    }
    paths.into_iter().map(|(fill, past, path, _)| (fill, past, path)).collect()
}

fn fill_of(segment: &Segment) -> Option<Fill> {
    match (segment.thread, segment.state) {
        (Some((_, colour)), _) => Some(Fill::Colour(colour % 6)),
        (None, LaneState::Idle) => None,
        (None, state) => Some(Fill::State(state)),
    }
}

/// Round times for the axis, as many as fit.
pub(crate) fn axis(window: &Window) -> Vec<u64> {
    let wanted = (window.to - window.from) / (window.width / 130.0).max(1.0);
    let mut step = 1.0_f64;
    while step < wanted {
        let lead = step / 10.0_f64.powf(step.log10().floor());
        step *= if lead < 1.5 {
            2.0
        } else if lead < 3.0 {
            2.5
        } else {
            2.0
        };
    }
    let step = step.round().max(1.0) as u64;
    let first = (window.from as u64).div_ceil(step);
    (first..).map(|index| index * step).take_while(|ns| (*ns as f64) < window.to).take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::ObjectRef;

    #[test]
    fn a_hundred_thousand_segments_are_a_short_outline() {
        let segment = |i: u64| Segment {
            start_ns: i * 10,
            end_ns: i * 10 + 10,
            step: i,
            state: if i.is_multiple_of(2) { LaneState::Running } else { LaneState::Ready },
            thread: None,
        };
        let lane = Lane {
            object: ObjectRef::Thread(100),
            colour: 0,
            segments: (0..100_000).map(segment).collect(),
        };
        let window = Window::whole(1_000_000, 1300.0);
        let bytes: usize =
            outlines(&lane, &window, 500_000, 0.0, 18.0).iter().map(|path| path.2.len()).sum();
        assert!(bytes < 200_000, "{bytes}");
    }

    #[test]
    fn zooming_keeps_the_time_under_the_pointer() {
        let window = Window::whole(1_000_000, 1000.0);
        let near = window.zoomed(0.5, 300.0, 1_000_000);
        assert_eq!(near.ns(300.0) / 10, window.ns(300.0) / 10);
        assert!(near.to - near.from < window.to - window.from);
        let back = near.zoomed(100.0, 300.0, 1_000_000);
        assert_eq!((back.from, back.to), (window.from, window.to));
        let nothing = Window::whole(1, 1000.0);
        assert_eq!(
            nothing.zoomed(0.5, 0.0, 1).to,
            nothing.to,
            "a run of no length cannot be zoomed"
        );
    }

    #[test]
    fn the_axis_has_round_times_that_do_not_touch() {
        let window = Window { from: 0.0, to: 83_000.0, width: 1300.0 };
        assert_eq!(axis(&window)[..3], [0, 10_000, 20_000]);
        assert!(axis(&Window::whole(1, 10.0)).len() < 40);
    }
}
