/// A place, or a way from one place to another. `y` grows downward.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

/// How large something is, in points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Size {
    pub width: f64,
    pub height: f64,
}

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[allow(missing_docs)]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

impl Point {
    pub(in crate::render) fn new(x: f64, y: f64) -> Self {
        Point { x, y }
    }

    pub(in crate::render) fn plus(self, other: Point) -> Point {
        Point::new(self.x + other.x, self.y + other.y)
    }

    pub(in crate::render) fn minus(self, other: Point) -> Point {
        Point::new(self.x - other.x, self.y - other.y)
    }

    pub(in crate::render) fn times(self, factor: f64) -> Point {
        Point::new(self.x * factor, self.y * factor)
    }

    pub(in crate::render) fn length(self) -> f64 {
        self.x.hypot(self.y)
    }

    pub(in crate::render) fn distance(self, other: Point) -> f64 {
        self.minus(other).length()
    }

    /// The same way with length 1; none for no way.
    pub(in crate::render) fn unit(self) -> Option<Point> {
        let length = self.length();
        (length > 1e-6).then(|| self.times(1.0 / length))
    }

    pub(super) fn is_finite(&self) -> bool {
        self.x.is_finite() && self.y.is_finite()
    }

    /// Distance to the nearest point of a segment.
    pub(super) fn distance_to(self, a: Point, b: Point) -> f64 {
        let way = b.minus(a);
        let squared = way.x * way.x + way.y * way.y;
        let from = self.minus(a);
        let share = if squared == 0.0 { 0.0 } else { ((from.x * way.x + from.y * way.y) / squared).clamp(0.0, 1.0) };
        self.distance(a.plus(way.times(share)))
    }
}

impl Size {
    /// Sizes beyond this are slips: a poster is not as large.
    const MAX: f64 = 20_000.0;

    pub(super) fn is_usable(self) -> bool {
        [self.width, self.height].iter().all(|length| (0.0..Self::MAX).contains(length))
    }
}

impl Rect {
    /// The rectangle of a size around its center.
    pub fn around(center: Point, size: Size) -> Rect {
        let Size { width, height } = size;
        Rect { left: center.x - width / 2.0, top: center.y - height / 2.0, width, height }
    }

    /// The right edge.
    pub fn right(&self) -> f64 {
        self.left + self.width
    }

    /// The lower edge.
    pub fn bottom(&self) -> f64 {
        self.top + self.height
    }

    /// The smallest rectangle that holds both.
    pub fn join(self, other: Rect) -> Rect {
        let (left, top) = (self.left.min(other.left), self.top.min(other.top));
        let (right, bottom) = (self.right().max(other.right()), self.bottom().max(other.bottom()));
        Rect { left, top, width: right - left, height: bottom - top }
    }

    pub(in crate::render) fn grown(self, by: f64) -> Rect {
        Rect { left: self.left - by, top: self.top - by, width: self.width + 2.0 * by, height: self.height + 2.0 * by }
    }

    /// Whether they share an area.
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.left < other.right() && other.left < self.right() && self.top < other.bottom() && other.top < self.bottom()
    }

    /// Whether a place lies inside.
    pub fn holds(&self, point: Point) -> bool {
        point.x > self.left && point.x < self.right() && point.y > self.top && point.y < self.bottom()
    }

    pub(super) fn corners(&self) -> [Point; 4] {
        let (right, bottom) = (self.right(), self.bottom());
        [(self.left, self.top), (right, self.top), (right, bottom), (self.left, bottom)].map(|(x, y)| Point::new(x, y))
    }

    /// Whether a segment runs through the inside.
    ///
    /// # Source
    /// Y.-D. Liang, B. A. Barsky, "A new concept and method for line clipping", ACM Transactions on Graphics 3 (1984).
    pub(super) fn is_crossed(&self, a: Point, b: Point) -> bool {
        let way = b.minus(a);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (start, way, low, high) in [(a.x, way.x, self.left, self.right()), (a.y, way.y, self.top, self.bottom())] {
            if way == 0.0 {
                if start <= low || start >= high {
                    return false;
                }
                continue;
            }
            let (one, other) = ((low - start) / way, (high - start) / way);
            enter = enter.max(one.min(other));
            leave = leave.min(one.max(other));
        }
        enter < leave
    }
}

/// Whether two segments cross at an inner point of both.
pub(super) fn cross(a: Point, b: Point, c: Point, d: Point) -> bool {
    let turn = |p: Point, q: Point, r: Point| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    turn(a, b, c) * turn(a, b, d) < 0.0 && turn(c, d, a) * turn(c, d, b) < 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_through_a_rectangle() {
        let rect = Rect { left: 0.0, top: 0.0, width: 10.0, height: 10.0 };
        for (case, a, b, expected) in [
            ("through", (-5.0, 5.0), (15.0, 5.0), true),
            ("from corner to corner", (-5.0, -5.0), (15.0, 15.0), true),
            ("inside", (2.0, 2.0), (3.0, 8.0), true),
            ("ends inside", (5.0, 5.0), (50.0, 5.0), true),
            ("along a side", (-5.0, 0.0), (15.0, 0.0), false),
            ("ends at a side", (5.0, -5.0), (5.0, 0.0), false),
            ("past a corner", (-5.0, 4.0), (4.0, -5.0), false),
            ("beside", (11.0, -5.0), (11.0, 15.0), false),
            ("a point outside", (12.0, 5.0), (12.0, 5.0), false),
        ] {
            assert_eq!(rect.is_crossed(Point::new(a.0, a.1), Point::new(b.0, b.1)), expected, "{case}");
        }
    }
}
