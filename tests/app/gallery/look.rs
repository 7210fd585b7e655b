//! What every picture has to hold, coarse enough to be true on any driver and any font, fine enough to find a screen that
//! is black, empty, torn or of the wrong size.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// Luminance, 0 to 255, of a picture.
struct Picture {
    size: (u32, u32),
    grey: Vec<u8>,
}

impl Picture {
    fn read(path: &Path) -> Self {
        let file = File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut reader = png::Decoder::new(BufReader::new(file)).read_info().expect("a PNG");
        let mut bytes = vec![0; reader.output_buffer_size().expect("it fits into memory")];
        let info = reader.next_frame(&mut bytes).expect("a picture");
        let samples = info.color_type.samples();
        let grey = bytes.chunks_exact(samples).map(|pixel| pixel.iter().take(3).copied().max().unwrap_or(0));
        Self { size: (info.width, info.height), grey: grey.collect() }
    }

    /// Share of pixels of which something is so.
    fn share(&self, so: impl Fn(u8) -> bool) -> f64 {
        self.grey.iter().filter(|grey| so(**grey)).count() as f64 / self.grey.len() as f64
    }

    /// Mean and spread of a part: from left and top, across and down, in pixels.
    fn part(&self, (left, top): (u32, u32), (across, down): (u32, u32)) -> (f64, f64) {
        let rows = (top..top + down).flat_map(|y| (left..left + across).map(move |x| (x, y)));
        let values: Vec<f64> =
            rows.map(|(x, y)| f64::from(self.grey[(y * self.size.0 + x) as usize])).collect();
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let squares = values.iter().map(|value| (value - mean) * (value - mean));
        let spread = squares.sum::<f64>() / values.len() as f64;
        (mean, spread.sqrt())
    }
}

/// Looks at one picture.
pub(super) fn hold(path: &Path, window: (u32, u32)) {
    let picture = Picture::read(path);
    let name = path.display();
    assert_eq!(picture.size, window, "{name}: not the size of its window");
    // Text is light on dark: half a thousandth of the pixels is a line or two, whatever the size of the window.
    let light = picture.share(|grey| grey > 190);
    assert!(light > 0.0005, "{name}: nothing is written on it ({light:.5} light)");
    // The design is dark: a quarter of the pixels, even where a radiograph fills the most that one can.
    let dark = picture.share(|grey| grey < 70);
    assert!(dark > 0.25, "{name}: not the dark of the theme ({dark:.2} dark)");
    // The live image is the largest thing of the suite: the middle of the left third shows a radiograph, neither black
    // nor white, with more than noise in it.
    if name.to_string().contains("suite-inject") {
        let (width, height) = window;
        let (mean, spread) = picture.part((width / 12, height / 4), (width / 6, height / 4));
        assert!((60.0..245.0).contains(&mean), "{name}: no radiograph, {mean:.0} of 255 on average");
        assert!(spread > 4.0, "{name}: an empty radiograph, {spread:.1} around the average");
    }
}
