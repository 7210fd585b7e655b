//! Grey pictures as PNG.

/// Why a picture cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum PngError {
    /// The pixels do not fill the frame.
    #[error("{pixels} pixels do not fill {width} × {height}")]
    Size {
        /// Pixels given.
        pixels: usize,
        /// Width, pixels.
        width: u32,
        /// Height, pixels.
        height: u32,
    },
    /// The encoder refuses.
    #[error("the picture cannot be encoded: {0}")]
    Encoder(#[from] png::EncodingError),
}

/// An 8-bit grey picture, rows from the top, as the bytes of a PNG file.
pub fn grey(width: u32, height: u32, pixels: &[u8]) -> Result<Vec<u8>, PngError> {
    if u64::from(width) * u64::from(height) != pixels.len() as u64 || pixels.is_empty() {
        return Err(PngError::Size { pixels: pixels.len(), width, height });
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels)?;
    writer.finish()?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_come_back() {
        let pixels: Vec<u8> = (0..12).map(|i| i * 20).collect();
        let bytes = grey(4, 3, &pixels).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        let mut back = vec![0; 12];
        let frame = reader.next_frame(&mut back).unwrap();
        assert_eq!((frame.width, frame.height), (4, 3));
        assert_eq!(back, pixels);
    }

    #[test]
    fn a_wrong_size_is_no_picture() {
        assert!(matches!(grey(4, 4, &[0; 12]), Err(PngError::Size { .. })));
        assert!(matches!(grey(0, 0, &[]), Err(PngError::Size { .. })));
    }
}
