use crate::word::words;

words! {
    /// A language the app and its mails speak.
    Language {
        French = "fr",
        English = "en",
    }
}
