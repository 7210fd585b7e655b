//! The hash that says whether two simulations are in the same state, or two files hold the same case: FNV-1a over
//! the bits of every number.
//!
//! It is promised to be the same for the same case, seed and commands on every machine, with and without the app.
//! Golden values are re-minted only for an intended change of behaviour, with a sentence saying why.

/// FNV-1a, 64 bit (Fowler, Noll, Vo; constants as published).
#[derive(Clone, Copy, Debug)]
pub struct StateHash(u64);

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

impl Default for StateHash {
    fn default() -> Self {
        Self(OFFSET)
    }
}

impl StateHash {
    /// Takes bytes in.
    pub fn bytes(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }

    /// Takes an integer in.
    pub fn int(&mut self, value: u64) {
        self.bytes(&value.to_le_bytes());
    }

    /// Takes a number in, by its bits. State is finite: the quarantine runs first.
    pub fn float(&mut self, value: f64) {
        self.int(value.to_bits());
    }

    /// Takes numbers in, one after the other; whoever has more or fewer of them says how many.
    pub fn floats(&mut self, values: impl IntoIterator<Item = f64>) {
        for value in values {
            self.float(value);
        }
    }

    /// Takes a yes or no in.
    pub fn flag(&mut self, value: bool) {
        self.int(u64::from(value));
    }

    /// Takes in whether there is something, and it.
    pub fn option<T>(&mut self, value: Option<T>, take: impl FnOnce(T, &mut Self)) {
        self.flag(value.is_some());
        if let Some(value) = value {
            take(value, self);
        }
    }

    /// Takes items in by `take`, and how many they are.
    pub fn each<T>(&mut self, items: impl IntoIterator<Item = T>, take: impl Fn(T, &mut Self)) {
        let mut count = 0;
        for item in items {
            take(item, self);
            count += 1;
        }
        self.int(count);
    }

    /// Takes a text in, with its length, so that neighbours cannot run together.
    pub fn text(&mut self, text: &str) {
        self.int(text.len() as u64);
        self.bytes(text.as_bytes());
    }

    /// The hash so far.
    pub fn finish(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Published test vectors of FNV-1a 64.
    #[test]
    fn matches_published_vectors() {
        let of = |text: &str| {
            let mut hash = StateHash::default();
            hash.bytes(text.as_bytes());
            hash.finish()
        };
        assert_eq!(of(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(of("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(of("foobar"), 0x8594_4171_f739_67e8);
    }
}
