//! Lines as cubic Bézier curves: a start, then three points for each piece.

use super::geometry::Point;

/// Radius of the round corners of orthogonal lines.
const RADIUS: f64 = 10.0;
/// So much of the ends stays straight: room for a head. Their corners are at least so round.
const STUB: f64 = 13.0;
const LEAST: f64 = 2.0;

/// Rounds the corners of a polyline.
pub(super) fn rounded(points: &[Point]) -> Vec<Point> {
    let mut corners: Vec<Point> = Vec::new();
    for &point in points {
        if corners.last().is_none_or(|last| last.distance(point) > 0.01) {
            corners.push(point);
        }
    }
    let Some(&first) = corners.first() else { return Vec::new() };
    let mut curve = vec![first];
    let straight = |curve: &mut Vec<Point>, to: Point| {
        let from = curve[curve.len() - 1];
        curve.extend([from.plus(to.minus(from).times(1.0 / 3.0)), from.plus(to.minus(from).times(2.0 / 3.0)), to]);
    };
    for (at, three) in corners.windows(3).enumerate() {
        let (before, here, after) = (three[0], three[1], three[2]);
        let room = |other: Point, is_end: bool| {
            let length = here.distance(other);
            if is_end { (length / 2.0).min((length - STUB).max(LEAST)) } else { length / 2.0 }
        };
        let radius = RADIUS.min(room(before, at == 0)).min(room(after, at + 3 == corners.len()));
        let toward = |other: Point| other.minus(here).unit().unwrap_or_default().times(radius).plus(here);
        let (enter, leave) = (toward(before), toward(after));
        straight(&mut curve, enter);
        let bend = |end: Point| end.plus(here.minus(end).times(0.55));
        curve.extend([bend(enter), bend(leave), leave]);
    }
    straight(&mut curve, corners[corners.len() - 1]);
    curve
}

/// Turns a curve into short segments.
pub(in crate::render) fn flatten(curve: &[Point]) -> Vec<Point> {
    let Some(&first) = curve.first() else { return Vec::new() };
    let mut line = vec![first];
    for at in (0..curve.len() - 1).step_by(3) {
        let Some(&[a, b, c, d]) = curve.get(at..at + 4).and_then(|piece| piece.first_chunk::<4>()) else { break };
        let steps = ((a.distance(b) + b.distance(c) + c.distance(d)) / 12.0).clamp(1.0, 30.0).ceil();
        // A straight piece needs no inner points.
        let bent = b.distance_to(a, d) > 0.1 || c.distance_to(a, d) > 0.1;
        let steps = if bent { steps.max(6.0) } else { 1.0 };
        let mut step = 1.0;
        while step <= steps {
            let (t, u) = (step / steps, 1.0 - step / steps);
            let sum = a.times(u * u * u).plus(b.times(3.0 * u * u * t)).plus(c.times(3.0 * u * t * t));
            line.push(sum.plus(d.times(t * t * t)));
            step += 1.0;
        }
    }
    line
}

/// Takes this length off the end of a curve; at least a stub is left.
pub(in crate::render) fn shorten(curve: &[Point], by: f64) -> Vec<Point> {
    let mut curve = curve.to_vec();
    let mut rest = by;
    while let Some(&[a, b, c, d]) = curve.last_chunk::<4>() {
        let line = flatten(&[a, b, c, d]);
        let length: f64 = line.windows(2).map(|ends| ends[0].distance(ends[1])).sum();
        if length <= rest && curve.len() > 4 {
            rest -= length;
            curve.truncate(curve.len() - 3);
            continue;
        }
        let share = if length > 0.0 { (1.0 - rest / length).clamp(0.05, 1.0) } else { 1.0 };
        let kept = curve.len() - 3;
        curve.truncate(kept);
        curve.extend(front([a, b, c, d], share));
        break;
    }
    curve
}

/// The first part of a piece, without its start (de Casteljau's construction).
fn front([a, b, c, d]: [Point; 4], share: f64) -> [Point; 3] {
    let mix = |from: Point, to: Point| from.plus(to.minus(from).times(share));
    let (ab, bc, cd) = (mix(a, b), mix(b, c), mix(c, d));
    let (abc, bcd) = (mix(ab, bc), mix(bc, cd));
    [ab, abc, mix(abc, bcd)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(pairs: &[(f64, f64)]) -> Vec<Point> {
        pairs.iter().map(|&(x, y)| Point::new(x, y)).collect()
    }

    #[test]
    fn corners_are_cut_and_ends_kept() {
        let curve = rounded(&points(&[(0.0, 0.0), (0.0, 100.0), (100.0, 100.0)]));
        assert_eq!((curve[0], curve[curve.len() - 1]), (Point::new(0.0, 0.0), Point::new(100.0, 100.0)));
        let line = flatten(&curve);
        assert!(line.iter().all(|point| point.distance(Point::new(0.0, 100.0)) > 2.0));
        assert!(line.iter().all(|point| point.x < 0.001 || point.y > 89.0));
    }

    #[test]
    fn ends_stay_straight() {
        let line = flatten(&rounded(&points(&[(0.0, 0.0), (0.0, 20.0), (100.0, 20.0), (100.0, 38.0)])));
        assert!(line.iter().all(|point| point.y >= 13.0 || point.x.abs() < 0.001), "{line:?}");
        assert!(line.iter().all(|point| point.y <= 25.0 || (point.x - 100.0).abs() < 0.001), "{line:?}");
        // The corners are round all the same.
        assert!(line.iter().all(|point| point.distance(Point::new(0.0, 20.0)) > 2.0), "{line:?}");
    }

    #[test]
    fn shortened_by_a_length_over_pieces() {
        let straight = rounded(&points(&[(0.0, 0.0), (90.0, 0.0)]));
        let end = |by: f64| shorten(&straight, by).last().map(|end| end.x.round());
        assert_eq!((end(0.0), end(30.0), end(500.0)), (Some(90.0), Some(60.0), Some(5.0)));
        let bent = rounded(&points(&[(0.0, 0.0), (0.0, 100.0), (100.0, 100.0)]));
        let short = shorten(&bent, 150.0);
        assert!(short.len() % 3 == 1 && short.last().is_some_and(|end| end.x < 0.1 && (end.y - 50.0).abs() < 8.0));
    }
}
