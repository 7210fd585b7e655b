//! The only door to what people read in the window: texts by id, one Fluent file a language, both in the binary.
//!
//! Texts of cases come with the cases and are not in here.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::{Deserialize, Serialize};

/// Languages of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Spanish.
    Spanish,
}

impl Language {
    /// All.
    pub const ALL: [Self; 2] = [Self::English, Self::Spanish];

    /// Its own name for itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Spanish => "Español",
        }
    }

    /// Its tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
        }
    }

    /// Its file.
    pub fn source(self) -> &'static str {
        match self {
            Self::English => include_str!("../../assets/text/en.ftl"),
            Self::Spanish => include_str!("../../assets/text/es.ftl"),
        }
    }

    /// Its texts.
    pub fn text(self) -> &'static Text {
        static ENGLISH: LazyLock<Text> = LazyLock::new(|| Text::read(Language::English));
        static SPANISH: LazyLock<Text> = LazyLock::new(|| Text::read(Language::Spanish));
        match self {
            Self::English => &ENGLISH,
            Self::Spanish => &SPANISH,
        }
    }
}

/// The texts of one language.
pub struct Text {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Text {
    fn read(language: Language) -> Self {
        let tag = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Marks around what is filled in are for mixed directions of writing, which no font here shows.
        bundle.set_use_isolating(false);
        // What does not parse is left out, and what is left out shows its id: a test finds both.
        let resource = FluentResource::try_new(language.source().to_owned());
        bundle.add_resource_overriding(resource.unwrap_or_else(|(rest, _)| rest));
        Self { language, bundle }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A text.
    pub fn get(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// A text with values filled in. A text that is missing is its id.
    pub fn with(&self, id: &str, values: &[(&str, FluentValue<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return id.to_owned();
        };
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(*name, value.clone());
        }
        self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// A number as it is written in the language.
    pub fn number(&self, value: f64, decimals: usize) -> String {
        let mut text = format!("{value:.decimals$}");
        // Rounding leaves no negative nothing.
        if text.bytes().all(|digit| matches!(digit, b'-' | b'0' | b'.')) {
            text = text.replace('-', "");
        }
        match self.language {
            Language::English => text,
            Language::Spanish => text.replace('.', ","),
        }
    }

    /// A number with as many decimals as it has.
    pub fn plain(&self, value: f64) -> String {
        self.plain_of(&value.to_string())
    }

    /// A number that is written already.
    pub fn plain_of(&self, number: &str) -> String {
        match self.language {
            Language::English => number.to_owned(),
            Language::Spanish => number.replace('.', ","),
        }
    }

    /// A time in words.
    pub fn duration(&self, seconds: f64) -> String {
        if seconds < 90.0 {
            format!("{} s", self.number(seconds, 0))
        } else {
            format!("{} min", self.number(seconds / 60.0, 1))
        }
    }
}

/// A text with values: `say!(text, "id", name = value)`.
macro_rules! say {
    ($text:expr, $id:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $text.with($id, &[$((stringify!($name), $value.into())),*])
    };
}
pub(crate) use say;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_language_does() {
        assert_eq!(Language::English.text().number(1.25, 1), "1.2");
        assert_eq!(Language::English.text().number(-0.0004, 3), "0.000");
        assert_eq!(Language::English.text().number(-10.0, 0), "-10");
        assert_eq!(Language::Spanish.text().number(0.05, 2), "0,05");
        assert_eq!(Language::Spanish.text().duration(150.0), "2,5 min");
    }

    #[test]
    fn what_is_missing_shows_its_id() {
        assert_eq!(Language::English.text().get("no-such-text"), "no-such-text");
    }
}
