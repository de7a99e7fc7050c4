use crate::word::words;

words! {
    /// The three levels of the pyramid that carry rights [PP-4].
    Level {
        Instance = "instance",
        CompanyGroup = "company_group",
        Site = "site",
    }
}
