//! Sentences that the score makes: a pattern in English, and the values that fill it. English is what is
//! printed and kept; a translation knows a sentence by its pattern and says it anew (`scenario::Phrasebook`).

use core::fmt::{self, Display, Formatter};
use core::ops::Add;

use serde::{Serialize, Serializer};

/// Words and values in a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said(pub(crate) Vec<Piece>);

/// A part of what is said.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Piece {
    /// Stays as it is in every language: a separator, a count, a moment.
    Mark(String),
    /// A name or a sentence of the case, which comes translated with the case.
    Text(String),
    /// A number with so many decimals.
    Number(f64, usize),
    /// A pattern with `{name}` for each of its values.
    Sentence(&'static str, Vec<(&'static str, Said)>),
}

impl Said {
    /// A pattern with its values; `said!` writes it.
    pub fn sentence(pattern: &'static str, values: Vec<(&'static str, Self)>) -> Self {
        Self(vec![Piece::Sentence(pattern, values)])
    }

    /// A number with so many decimals.
    pub fn number(value: f64, decimals: usize) -> Self {
        Self(vec![Piece::Number(value, decimals)])
    }

    /// What stays as it is in every language.
    pub fn mark(mark: impl Display) -> Self {
        Self(vec![Piece::Mark(mark.to_string())])
    }

    /// Parts with something between them.
    pub fn list<T: Into<Self>>(parts: impl IntoIterator<Item = T>, between: &str) -> Self {
        let mut all = Self::default();
        for part in parts {
            if !all.is_empty() {
                all = all + Self::mark(between);
            }
            all = all + part.into();
        }
        all
    }

    /// Nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Add for Said {
    type Output = Self;

    fn add(mut self, more: Self) -> Self {
        self.0.extend(more.0);
        self
    }
}

impl From<&str> for Said {
    fn from(text: &str) -> Self {
        Self(vec![Piece::Text(text.to_owned())])
    }
}

impl From<&String> for Said {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<usize> for Said {
    fn from(count: usize) -> Self {
        Self::mark(count)
    }
}

impl From<u32> for Said {
    fn from(count: u32) -> Self {
        Self::mark(count)
    }
}

/// In English.
impl Display for Said {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        for piece in &self.0 {
            match piece {
                Piece::Mark(text) | Piece::Text(text) => out.write_str(text)?,
                Piece::Number(value, decimals) => write!(out, "{value:.decimals$}")?,
                Piece::Sentence(pattern, values) => {
                    out.write_str(&filled(pattern, "{", values, &|value| value.to_string()))?;
                }
            }
        }
        Ok(())
    }
}

/// In English, as one string.
impl Serialize for Said {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A pattern with its values: each stands between `open` and `}`, spaces aside. A place without a value stays as it is.
pub(crate) fn filled(
    pattern: &str,
    open: &str,
    values: &[(&'static str, Said)],
    tell: &dyn Fn(&Said) -> String,
) -> String {
    let mut text = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once(open) {
        let place = after.split_once('}');
        let value = place.and_then(|(name, _)| values.iter().find(|(known, _)| *known == name.trim()));
        text.push_str(before);
        rest = if let (Some((_, after)), Some((_, value))) = (place, value) {
            text.push_str(&tell(value));
            after
        } else {
            text.push_str(open);
            after
        };
    }
    text + rest
}

/// A sentence with values: `said!("The {vessel} is open.", vessel = name)`.
macro_rules! said {
    ($pattern:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::said::Said::sentence(
            $pattern,
            vec![$((stringify!($name), $crate::said::Said::from(said!(@ $name $(= $value)?)))),*],
        )
    };
    (@ $name:ident = $value:expr) => { $value };
    (@ $name:ident) => { $name };
}
pub(crate) use said;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_filled() {
        let vessel = "celiac artery";
        let parts = Said::list([said!("{n} times", n = 2_u32), Said::from("aorta")], ", ");
        let said =
            said!("The {vessel} keeps {left} %: {parts}.", vessel, left = Said::number(4.25, 1), parts);
        assert_eq!(said.to_string(), "The celiac artery keeps 4.2 %: 2 times, aorta.");
        assert_eq!(said!("An {odd} one", other = "x").to_string(), "An {odd} one");
    }
}
