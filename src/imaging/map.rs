//! Square pictures of numbers: optical density, intensity, detector readings; and the grey picture that people see.

/// A square picture of `f32`, rows from the top, columns from the left.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// Pixels across and down.
    pub size: usize,
    /// Values, row by row.
    pub data: Vec<f32>,
}

impl Map {
    /// All zero.
    pub fn new(size: usize) -> Self {
        Self { size, data: vec![0.0; size * size] }
    }

    /// Value at a pixel.
    pub fn at(&self, column: usize, row: usize) -> f32 {
        self.data[row * self.size + column]
    }

    /// Sets every pixel to zero.
    pub fn clear(&mut self) {
        self.data.fill(0.0);
    }

    /// Sum of all pixels.
    pub fn sum(&self) -> f64 {
        self.data.iter().map(|&v| f64::from(v)).sum()
    }

    /// Adds `factor` times another picture of the same size.
    pub fn add(&mut self, other: &Self, factor: f32) {
        for (a, b) in self.data.iter_mut().zip(&other.data) {
            *a += factor * b;
        }
    }

    /// Spread of a point over its neighbours: 1-2-1 across and down, edges repeated.
    pub fn soften(&mut self) {
        let n = self.size;
        if n < 2 {
            return;
        }
        for row in self.data.chunks_exact_mut(n) {
            let mut before = row[0];
            for i in 0..n - 1 {
                let here = row[i];
                row[i] = 0.25 * (before + row[i + 1]) + 0.5 * here;
                before = here;
            }
            row[n - 1] = 0.25 * before + 0.75 * row[n - 1];
        }
        let mut before = self.data[..n].to_vec();
        for j in 0..n {
            let (upper, lower) = self.data.split_at_mut((j + 1) * n);
            let row = &mut upper[j * n..];
            for (i, here) in row.iter_mut().enumerate() {
                let below = lower.get(i).copied().unwrap_or(*here);
                let mixed = 0.25 * (before[i] + below) + 0.5 * *here;
                before[i] = *here;
                *here = mixed;
            }
        }
    }

    /// The slow changes of the picture: block means over `block` pixels, interpolated between the blocks' middles.
    pub fn coarse(&self, block: usize) -> Self {
        let n = self.size;
        let block = block.max(1);
        let across = n.div_ceil(block);
        let mut means = Self::new(across);
        let mut counts = vec![0.0_f32; across * across];
        for (k, &v) in self.data.iter().enumerate() {
            let cell = k / n / block * across + k % n / block;
            means.data[cell] += v;
            counts[cell] += 1.0;
        }
        for (mean, count) in means.data.iter_mut().zip(counts) {
            *mean /= count;
        }
        means.soften();
        let mut out = Self::new(n);
        let place = |i: usize| {
            let x = ((i as f32 + 0.5) / block as f32 - 0.5).clamp(0.0, across as f32 - 1.0);
            let low = (x as usize).min(across.saturating_sub(2));
            (low, (low + 1).min(across - 1), x - low as f32)
        };
        for j in 0..n {
            let (top, bottom, v) = place(j);
            for i in 0..n {
                let (left, right, u) = place(i);
                let upper = means.at(left, top) * (1.0 - u) + means.at(right, top) * u;
                let lower = means.at(left, bottom) * (1.0 - u) + means.at(right, bottom) * u;
                out.data[j * n + i] = upper * (1.0 - v) + lower * v;
            }
        }
        out
    }
}

/// An 8-bit grey picture, rows from the top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GreyImage {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// 0 black to 255 white, row by row.
    pub pixels: Vec<u8>,
}

impl GreyImage {
    /// A square picture of one grey.
    pub fn filled(size: usize, grey: u8) -> Self {
        Self { width: size, height: size, pixels: vec![grey; size * size] }
    }

    /// Grey at a pixel.
    pub fn at(&self, column: usize, row: usize) -> u8 {
        self.pixels[row * self.width + column]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn softening_keeps_the_sum_of_a_point() {
        let mut map = Map::new(9);
        map.data[4 * 9 + 4] = 16.0;
        map.soften();
        assert!((map.sum() - 16.0).abs() < 1e-5);
        assert_eq!(map.at(4, 4), 4.0);
        assert_eq!(map.at(3, 4), 2.0);
        assert_eq!(map.at(5, 5), 1.0);
    }

    #[test]
    fn softening_keeps_a_flat_picture_flat() {
        let mut map = Map { size: 7, data: vec![3.0; 49] };
        map.soften();
        assert!(map.data.iter().all(|&v| (v - 3.0).abs() < 1e-6));
    }

    #[test]
    fn coarse_keeps_a_slope() {
        let mut map = Map::new(64);
        for (k, v) in map.data.iter_mut().enumerate() {
            *v = (k % 64) as f32;
        }
        let slow = map.coarse(8);
        assert!((slow.at(32, 10) - 32.0).abs() < 1.0);
        assert!((slow.at(20, 40) - 20.0).abs() < 1.0);
    }
}
